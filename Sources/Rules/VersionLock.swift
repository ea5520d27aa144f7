package import Documents

/// The versions that rules were published with, by rule id: the file that Elastic calls `version.lock.json`.
package struct VersionLock: Sendable {
    private let versions: [String: Int64]

    /// Reads `{"<rule_id>": {"version": 102, …}, …}`; entries without a whole number as their version are left out. nil:
    /// the value is no object.
    package init?(_ root: Node) {
        guard let table = root.table else { return nil }
        var versions: [String: Int64] = [:]
        for entry in table.entries {
            if let version = entry.value["version"]?.integer { versions[entry.key] = version }
        }
        self.versions = versions
    }

    /// The version as it stands in the lock, whether or not the rule has changed since; nil for a rule that is not in it.
    package func version(ofRule id: String) -> Int64? { versions[id] }
}
