/// Which versions of the tables belong to a stack.
struct StackMap: Sendable {
    /// What one supported stack is checked with.
    struct Row: Sendable {
        let stack: StackVersion
        /// The stack as the stream table writes it.
        let stackText: String
        let ecs: TableVersion
        let beats: TableVersion
        let endgame: TableVersion
    }

    /// The version that belongs to the stack and the one whose table replaces it where it has none.
    struct TableVersion: Sendable {
        let wanted: String
        let table: String

        /// `9.3.0=8.17.0`, or one version for both.
        init(_ text: String) {
            let parts = text.split(separator: "=", maxSplits: 1)
            wanted = parts.first.map(String.init) ?? ""
            table = parts.last.map(String.init) ?? ""
        }
    }

    /// Supported stacks, oldest first. Few lines: read once.
    private static let rows: [Row] = {
        let table = SchemaTables.stacks
        let rows = table.lines().compactMap { line -> Row? in
            func column(_ number: Int) -> String { table.text(table.column(number, of: line)) }
            guard column(1) == "supported", let stack = StackVersion(column(0)) else { return nil }
            return Row(
                stack: stack, stackText: column(0), ecs: TableVersion(column(2)), beats: TableVersion(column(3)),
                endgame: TableVersion(column(4)))
        }
        return rows.sorted { $0.stack < $1.stack }
    }()

    /// The stacks that rules are built for, oldest first.
    static let supported = rows.map(\.stack)

    /// The newest supported stack that is not newer than `stack`, else the oldest.
    static func row(for stack: StackVersion) -> Row? { rows.last { $0.stack <= stack } ?? rows.first }
}

extension StackVersion {
    /// The oldest stack that rules are still built for.
    package static let oldestSupported = StackMap.supported.first ?? newest
}
