/// The tables of selections that were asked for, so that rules of the same indices choose them once, and what the tables
/// said of names.
final class ScopeStore: Sendable {
    /// What was chosen for one selection. Names come again in the rules of a set.
    final class Choice: Sendable {
        let tables: ScopeTables
        /// The first level's word on a name.
        private let entries = Memo<[UInt8], [TableSelection.Entry]?>(most: ScopeStore.mostAnswers)
        /// What `FieldScope` makes of names.
        let types = Memo<[UInt8], [FieldType]>(most: ScopeStore.mostAnswers)
        let nestedPaths = Memo<[UInt8], String?>(most: ScopeStore.mostAnswers)
        let singles = Memo<[UInt8], Bool>(most: ScopeStore.mostAnswers)
        /// Names near those that are unknown.
        let near = Memo<[UInt8], [String]>(most: ScopeStore.mostAnswers)
        /// By the keys of `ValueList`.
        let values = Memo<[UInt8], [String]>(most: ScopeStore.mostAnswers)

        /// The same selection for other stacks.
        let others = Memo<StackVersion, Choice>(most: 16)

        init(_ tables: ScopeTables) { self.tables = tables }

        func exact(_ name: [UInt8]) -> [TableSelection.Entry]? { entries.answer(name) { search(name) } }

        private func search(_ name: [UInt8]) -> [TableSelection.Entry]? {
            for level in tables.levels {
                let entries = level.entries(of: name)
                if !entries.isEmpty { return entries }
            }
            return nil
        }
    }

    private static let mostAnswers = 4_096

    /// Of the built-in tables; a user's own belong to a catalog.
    static let builtIn = ScopeStore()

    private let choices = Memo<FieldSelection, Choice>(most: 4_096)

    func choice(_ selection: FieldSelection) -> Choice { choices.answer(selection) { Choice(ScopeTables(selection)) } }
}
