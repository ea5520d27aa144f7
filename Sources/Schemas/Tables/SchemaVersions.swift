/// Which versions of published facts are in the binary.
package enum SchemaVersions {
    /// Each kind of facts with its newest version, or with all that can be chosen.
    package static var all: [(name: String, version: String)] {
        var all: [(name: String, version: String)] = []
        if let row = StackMap.row(for: .newest) {
            all.append(("stack", "\(row.stack.major).\(row.stack.minor)"))
            all.append(("ECS", row.ecs.table))
            all.append(("Beats", row.beats.table))
        }
        all.append(("ATT&CK", AttackMatrix.Version.allCases.map(\.rawValue).joined(separator: ", ")))
        return all
    }
}
