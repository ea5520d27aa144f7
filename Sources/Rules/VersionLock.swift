package import Documents
package import SourceText

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

    /// What keeps a lock from being used, with its place: a rule would begin anew with 1.
    package struct Fault: Sendable {
        package var message: String
        package var range: ByteRange
    }

    /// The first fault of a lock: an entry that is no object, a rule that is there twice, a version that is none.
    package static func fault(in root: Table) -> Fault? {
        var seen: Set<TextBytes> = []
        for rule in root.entries {
            guard seen.insert(TextBytes(rule.key)).inserted else {
                return Fault(message: "the rule `\(rule.key)` is in the lock twice", range: rule.keyRange)
            }
            let forks = ["previous", "stack_emit"].flatMap { rule.value[$0]?.table?.entries ?? [] }
            for (key, node) in [(rule.key, rule.value)] + forks.map({ ($0.key, $0.value) }) {
                guard node.table != nil else {
                    return Fault(message: "the entry `\(key)` of the lock is not an object", range: node.range)
                }
                guard let version = node["version"] else { continue }
                if version.integer.map(Published.versions.contains) != true {
                    let most = Published.versions.upperBound
                    return Fault(
                        message: "the version of `\(rule.key)` is not a whole number from 1 to \(most)",
                        range: version.range)
                }
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
