package import Schemas

/// Answers what people ask of the field tables.
package struct FieldAnswers: Sendable {
    /// Fields that one pattern lists.
    package static let mostListed = 20_000

    /// What is known of a name.
    package struct Answer: Sendable {
        package var name: String
        /// nil where the name is unknown in the indices that were asked about, or where none were.
        package var explanation: FieldExplanation?
        /// Every table that has it, wherever it counts.
        package var definitions: [FieldDefinition] = []
        /// An ancestor whose sub-fields come with the data, for a name that is in no table.
        package var openAncestor: String?
        /// Near names, of one that is unknown.
        package var suggestions: [String] = []
        /// Whether indices were asked about: then only their fields count.
        package var isNarrowed: Bool
        /// Whether it is one of those that a pattern lists: reported in a line.
        package var isListed = false

        package var isKnown: Bool {
            explanation != nil || !isNarrowed && (!definitions.isEmpty || openAncestor != nil)
        }
    }

    private let catalog: FieldCatalog
    private let scope: FieldScope?
    private let stackScope: FieldScope

    /// `selection`: the indices that are asked about; nil: all tables are.
    package init(_ catalog: FieldCatalog, _ selection: FieldSelection?, stack: StackVersion = .newest) {
        self.catalog = catalog
        scope = selection.map { catalog.scope($0) }
        stackScope = catalog.scope(FieldSelection(stack: stack))
    }

    /// One answer for a name, one for each name that a pattern with `*` matches.
    package func answers(to name: String) -> [Answer] {
        guard name.contains("*") else { return [answer(to: name)] }
        let names =
            scope?.fields(matching: name, limit: Self.mostListed)
            ?? catalog.names(matching: name, limit: Self.mostListed)
        if names.isEmpty { return [Answer(name: name, isNarrowed: scope != nil)] }
        return names.map { name in
            var answer = Answer(name: name, isNarrowed: scope != nil, isListed: true)
            answer.explanation = scope?.explanation(of: name)
            if scope == nil { answer.definitions = catalog.definitions(of: name) }
            return answer
        }
    }

    /// One answer for each field whose name has every one of the words; empty where none has.
    package func answers(containing words: [String]) -> [Answer] {
        guard let first = words.max(by: { $0.utf8.count < $1.utf8.count }), !first.isEmpty else { return [] }
        let others = words.map { $0.lowercased() }
        return answers(to: "*\(first.lowercased())*").filter { answer in
            let name = answer.name.lowercased()
            return answer.isListed && others.allSatisfy { name.contains($0) }
        }
    }

    private func answer(to name: String) -> Answer {
        var answer = Answer(name: name, isNarrowed: scope != nil)
        // Without indices, what every rule has still says the values and what the stack's ECS makes of it.
        answer.explanation = (scope ?? stackScope).explanation(of: name)
        answer.definitions = catalog.definitions(of: name)
        if answer.definitions.isEmpty, answer.explanation == nil {
            answer.openAncestor = catalog.openAncestor(of: name)
        }
        if !answer.isKnown { answer.suggestions = scope?.suggestions(for: name) ?? catalog.suggestions(for: name) }
        return answer
    }
}
