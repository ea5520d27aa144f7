import Documents
package import Rules
package import SourceText

/// The actions that files of actions hold, by the rules that they are for: `[[actions]]` beside a `[metadata]` with
/// `rule_ids` (older files: `rule_id`), as Elastic's repository keeps them.
package struct ActionFiles: Sendable {
    private var actions: [String: [JSONValue]] = [:]

    package init() {}

    package init(of files: [LoadedFile]) {
        for file in files where file.kind == .actions && !file.isBroken {
            for document in file.parsed.documents { add(document.root) }
        }
    }

    private mutating func add(_ root: Node) {
        let metadata = root["metadata"]
        let ids = ["rule_ids", "rule_id"].flatMap { key -> [String] in
            guard let node = metadata?[key] else { return [] }
            return (node.array ?? [node]).compactMap(\.string)
        }
        let items = (root["actions"]?.array ?? []).filter { $0.table != nil }.map { JSONValue(WrittenValue($0)) }
        for id in ids { actions[id, default: []] += items }
    }

    /// The API object of a rule with the actions that are for it.
    package func joined(to json: JSONValue, of id: String?) -> JSONValue {
        guard let id, let more = actions[id] else { return json }
        return ActionMembers.adding(more, to: json)
    }
}
