import Synchronization

/// The tables of selections that were asked for, so that rules of the same indices choose them once, and what the tables
/// said of names.
final class ScopeStore: Sendable {
    /// What was chosen for one selection.
    final class Choice: Sendable {
        let tables: ScopeTables
        private let answers = Mutex<[[UInt8]: [TableSelection.Entry]?]>([:])

        init(_ tables: ScopeTables) { self.tables = tables }

        /// The first level's word on a name; kept, for names come again in the rules of a set.
        func exact(_ name: [UInt8]) -> [TableSelection.Entry]? {
            if let known = answers.withLock({ $0[name] }) { return known }
            let found = search(name)
            answers.withLock { answers in
                // Names that no real set has so many of come from broken or generated files.
                if answers.count >= ScopeStore.mostAnswers { answers.removeAll(keepingCapacity: true) }
                answers[name] = .some(found)
            }
            return found
        }

        private func search(_ name: [UInt8]) -> [TableSelection.Entry]? {
            for level in tables.levels {
                let entries = level.entries(of: name)
                if !entries.isEmpty { return entries }
            }
            return nil
        }
    }

    private static let mostChoices = 512
    private static let mostAnswers = 4_096

    /// Of the built-in tables; a user's own belong to a catalog.
    static let builtIn = ScopeStore()

    private let choices = Mutex<[FieldSelection: Choice]>([:])

    func choice(_ selection: FieldSelection) -> Choice {
        if let known = choices.withLock({ $0[selection] }) { return known }
        let made = Choice(ScopeTables(selection))
        return choices.withLock { choices in
            if let known = choices[selection] { return known }
            if choices.count >= Self.mostChoices { choices.removeAll(keepingCapacity: true) }
            choices[selection] = made
            return made
        }
    }
}
