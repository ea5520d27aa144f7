import ArgumentParser
import Schemas
import Workspace

/// `tenet fields`.
struct FieldsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fields", abstract: "Look up fields, and import their tables.",
        subcommands: [Show.self, FieldsImportCommand.self], defaultSubcommand: Show.self)

    /// `tenet fields NAME`.
    struct Show: Command {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show which tables define a field, and its type.")

        @Argument(help: "Field names.") var names: [String]
        @Option(help: "An index pattern: says which table decides the type there. Repeatable.") var index: [String] = []
        @Option(help: "A data set that the query names (event.dataset). Repeatable.") var dataset: [String] = []
        @Option(help: ArgumentHelp("The stack, such as 8.19 (default: the newest).", valueName: "x.y"))
        var stack: String?
        @OptionGroup var global: GlobalOptions

        func run(in session: inout Session) throws(UsageError) {
            var selection = FieldSelection()
            if let stack {
                guard let version = StackVersion(stack) else {
                    throw UsageError("'--stack' takes a version such as 8.19, not '\(stack)'")
                }
                selection.stack = version
            }
            selection.indexPatterns = index
            selection.datasets = dataset
            let page = FieldPage(scope: FieldCatalog.builtIn.scope(selection), isNarrowed: !index.isEmpty)
            for name in names {
                let answer = page.answer(name)
                for line in answer.lines { session.output.line(line) }
                if let missing = answer.missing {
                    let near = answer.near.map { "`\($0)`" }
                    session.error(
                        missing, help: near.isEmpty ? nil : "did you mean \(near.joined(separator: ", "))?",
                        status: .findings)
                }
            }
        }
    }
}

/// What `tenet fields` prints of a name.
struct FieldPage {
    let scope: FieldScope
    /// Whether index patterns were given: then only their fields count.
    let isNarrowed: Bool

    /// Lines for the result; `missing` where the name is unknown.
    struct Answer {
        var lines: [String] = []
        var missing: String?
        var near: [String] = []
    }

    /// Tables listed of one kind and type, at most; shared names stand in hundreds.
    private static let mostSources = 6

    /// What the tables say of a name.
    func answer(_ name: String) -> Answer {
        var answer = Answer()
        let definitions = FieldCatalog.builtIn.definitions(of: name)
        let counting = scope.definition(of: name)
        if isNarrowed, counting == nil {
            answer.missing = "no field `\(name)` in \(scope.selection.indexPatterns.joined(separator: ", "))"
            answer.near = scope.suggestions(for: name)
            if !definitions.isEmpty { answer.lines = [name] + sources(definitions) }
            return answer
        }
        let ancestor = definitions.isEmpty && counting == nil ? openAncestor(of: name) : nil
        guard !definitions.isEmpty || counting != nil || ancestor != nil else {
            answer.missing = "no field `\(name)` in any table"
            answer.near = FieldCatalog.builtIn.suggestions(for: name)
            return answer
        }
        answer.lines = [name]
        if isNarrowed, let counting {
            let types = scope.types(of: name).map { $0 == .other ? "as the data have it" : $0.rawValue }
                .joined(separator: ", ")
            answer.lines.append("  type here  \(types), from \(counting.source)")
        }
        if let below = ancestor ?? counting?.name, below != name {
            answer.lines.append("  stands below \(below): its sub-fields come with the data")
        }
        if let counting, !counting.allowedValues.isEmpty {
            answer.lines.append("  values     \(counting.allowedValues.joined(separator: ", "))")
        }
        answer.lines += sources(definitions)
        return answer
    }

    /// A line for each type and kind of table.
    private func sources(_ definitions: [FieldDefinition]) -> [String] {
        var groups: [(head: String, sources: [String])] = []
        for definition in definitions {
            let kind = definition.source.prefix { $0 != " " }
            var type = definition.typeName
            if let target = definition.aliasTarget { type += " of \(target)" }
            if definition.isMultiField { type += ", multi-field" }
            if definition.isArray { type += ", array" }
            let isSame = groups.last.map { $0.head == type && $0.sources[0].hasPrefix(kind) } ?? false
            if isSame {
                groups[groups.count - 1].sources.append(String(definition.source.dropFirst(kind.count + 1)))
            } else {
                groups.append((type, [definition.source]))
            }
        }
        return groups.map { head, sources in
            let rest = sources.count - Self.mostSources
            let shown = sources.prefix(Self.mostSources).joined(separator: ", ")
            return "  \(head)  \(shown)" + (rest > 0 ? " and \(rest) more" : "")
        }
    }

    /// The nearest ancestor whose sub-fields no table lists in full.
    private func openAncestor(of name: String) -> String? {
        var rest = name[...]
        while let dot = rest.lastIndex(of: ".") {
            rest = rest[..<dot]
            let types = FieldCatalog.builtIn.definitions(of: String(rest)).map(\.type.family)
            if types.contains(.flattened) { return String(rest) }
        }
        return nil
    }
}
