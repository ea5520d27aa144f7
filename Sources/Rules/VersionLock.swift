package import Documents

/// The versions that rules were published with, by rule id: the file that Elastic calls `version.lock.json`.
package struct VersionLock: Sendable {
    /// What was published of one rule.
    package struct Entry: Sendable {
        package var published: Published
        /// The least stack that the version is for, as `9.2`; nil: every supported one.
        package var minStack: String?
        /// What was published for older stacks, by the stack it began with (`8.19`).
        package var previous: [String: Published] = [:]
        /// What was published for stacks on which a build changes the rule, by the first of them (`9.5`).
        package var emitted: [String: Published] = [:]
    }

    /// A version with the facts that were locked with it.
    package struct Published: Sendable {
        package var version: Int64
        package var name: String?
        /// The rule's type, as files write it.
        package var type: String?
        /// The hash of its content (reference: elastic-build §9), lower-case hex.
        package var sha256: String?
        /// Of an older stack: the last version that it may get, because the next ones belong to the newer stack.
        package var maxVersion: Int64?

        /// What a version can be: numbers of JSON that every reader keeps, with room for further ones.
        package static let versions: ClosedRange<Int64> = 1...9_007_199_254_740_991

        /// nil without a version.
        fileprivate init?(_ node: Node) {
            guard let version = node["version"]?.integer, Self.versions.contains(version) else { return nil }
            self.version = version
            name = node["rule_name"]?.string
            type = node["type"]?.string
            sha256 = node["sha256"]?.string
            maxVersion = node["max_allowable_version"]?.integer
        }
    }

    private let entries: [String: Entry]

    /// The first version of a lock that is not one: a rule would begin anew with 1.
    package static func invalidVersion(in root: Table) -> Node? {
        for rule in root.entries {
            let forks = ["previous", "stack_emit"].flatMap { rule.value[$0]?.table?.entries ?? [] }
            for node in [rule.value] + forks.map(\.value) {
                guard let version = node["version"] else { continue }
                if version.integer.map(Published.versions.contains) != true { return version }
            }
        }
        return nil
    }

    /// Reads `{"<rule_id>": {"version": 102, …}, …}`; entries without a version are omitted. nil:
    /// the value is not an object.
    package init?(_ root: Node) {
        guard let table = root.table else { return nil }
        var entries: [String: Entry] = [:]
        for rule in table.entries {
            guard let published = Published(rule.value) else { continue }
            var entry = Entry(published: published, minStack: rule.value["min_stack_version"]?.string)
            for fork in rule.value["previous"]?.table?.entries ?? [] {
                entry.previous[fork.key] = Published(fork.value)
            }
            for epoch in rule.value["stack_emit"]?.table?.entries ?? [] {
                entry.emitted[epoch.key] = Published(epoch.value)
            }
            entries[rule.key] = entry
        }
        self.entries = entries
    }

    /// The version as it is written in the lock, whether or not the rule has changed since; nil for a rule that is not in it.
    package func version(ofRule id: String) -> Int64? { entries[id]?.published.version }

    /// All that the lock says of a rule; nil for one that was never published.
    package func entry(ofRule id: String) -> Entry? { entries[id] }
}
