package import Rules
package import SourceText

/// The NDJSON files that Kibana's rule import reads: a rule a line, then exception lists with their items, then
/// connectors, then a line of counts (reference: kibana-validation §7 and §8).
package enum KibanaImportFile {
    /// What Kibana takes in one file, as it comes; an administrator may have set other limits.
    package struct Limits: Sendable {
        /// Rules, and exception lists with their items, each.
        package var objects: Int
        /// Bytes of the file.
        package var bytes: Int

        package init(objects: Int = 9_999, bytes: Int = 10_485_760) {
            self.objects = objects
            self.bytes = bytes
        }
    }

    /// A rule that is ready to be written.
    package struct RuleLine: Sendable {
        package var bytes: [UInt8]
        /// The exception lists that the rule names by their `list_id`.
        var lists: [String] = []
        /// The connectors that the rule's actions name.
        var connectors: [String] = []

        /// For a rule as `KibanaRule` gives it.
        package init(_ rule: JSONValue) {
            bytes = Array(rule.text.utf8)
            lists = Self.items(rule["exceptions_list"]).compactMap { $0["list_id"]?.string }
            connectors = Self.items(rule["actions"]).compactMap { $0["id"]?.string }
        }

        /// What the rule needs, by the owners of objects.
        package var owners: [String] { lists.map { "list \($0)" } + connectors.map { "connector \($0)" } }

        private static func items(_ value: JSONValue?) -> [JSONValue] {
            if case .array(let items)? = value { items } else { [] }
        }
    }

    /// An object that is not a rule.
    package struct Object: Sendable {
        package var kind: KibanaInput.Kind
        package var value: JSONValue

        package init(_ kind: KibanaInput.Kind, _ value: JSONValue) {
            self.kind = kind
            self.value = value
        }

        /// What holds an exception list and its items together, or names a connector; nil for what no import file holds.
        package var owner: String? {
            switch kind {
            case .exceptionList, .exceptionItem: "list \(value["list_id"]?.string ?? "")"
            case .connector: "connector \(value["id"]?.string ?? "")"
            case .rule, .trailer, .savedObject, .unknown: nil
            }
        }

        /// Names the object: two with one identity are the same object, of which Kibana uses the last. nil where an
        /// object has no ID.
        package var identity: String? {
            func text(_ key: String) -> String? { value[key]?.string }
            let namespace = text("namespace_type") ?? "single"
            return switch kind {
            case .exceptionList: text("list_id").map { "list \(namespace) \($0)" }
            case .exceptionItem: text("item_id").map { "item \(namespace) \($0)" }
            case .connector: text("id").map { "connector \($0)" }
            case .rule, .trailer, .savedObject, .unknown: nil
            }
        }
    }

    /// Of objects that are repeated the last one, in the place of the first.
    package static func unique(_ objects: [Object]) -> [Object] {
        var result: [Object] = []
        var places: [String: Int] = [:]
        for object in objects {
            guard let identity = object.identity else {
                result.append(object)
                continue
            }
            if let place = places[identity] {
                result[place] = object
            } else {
                places[identity] = result.count
                result.append(object)
            }
        }
        return result
    }

    /// One file.
    package struct File: Sendable {
        package var bytes: [UInt8]
        package var ruleCount: Int
        package var objectCount: Int
        /// Whether Kibana would refuse it all the same: a single rule with what belongs to it is too large.
        package var isOverLimit: Bool
    }

    /// As many files as the limits ask for, in the order of the rules; at least one.
    ///
    /// Each holds all that its rules name, so that it can be imported alone: what rules of several files name is in each of
    /// them. What no rule names follows the last rules.
    package static func files(_ rules: [RuleLine], _ objects: [Object], _ limits: Limits = Limits()) -> [File] {
        var packer = ImportFilePacker(objects, limits)
        for rule in rules { packer.add(rule) }
        packer.addOthers()
        return packer.files
    }

    /// A value a line, each with its line feed.
    package static func lines(_ values: [JSONValue]) -> String {
        var writer = JSONWriter()
        for value in values {
            writer.value(value)
            writer.newline()
        }
        return writer.text
    }

    /// How many objects of each kind are in a file.
    package struct Counts: Sendable, Hashable {
        package var rules = 0
        package var lists = 0
        package var items = 0
        package var connectors = 0

        package init(rules: Int = 0) { self.rules = rules }

        package mutating func add(_ kind: KibanaInput.Kind) {
            switch kind {
            case .rule: rules += 1
            case .exceptionList: lists += 1
            case .exceptionItem: items += 1
            case .connector: connectors += 1
            case .trailer, .savedObject, .unknown: break
            }
        }

        var exceptions: Int { lists + items }
        package var all: Int { rules + lists + items + connectors }
    }

    /// The last line. Nothing is called missing: what is not in the file may be in the space that it goes to.
    package static func trailer(_ counts: Counts) -> JSONValue {
        let number = { (count: Int) in JSONValue.integer(Int64(count)) }
        let none = JSONValue.array([])
        return .object([
            JSONValue.Member("exported_count", number(counts.all)),
            JSONValue.Member("exported_rules_count", number(counts.rules)),
            JSONValue.Member("missing_rules", none),
            JSONValue.Member("missing_rules_count", number(0)),
            JSONValue.Member("exported_exception_list_count", number(counts.lists)),
            JSONValue.Member("exported_exception_list_item_count", number(counts.items)),
            JSONValue.Member("missing_exception_list_items", none),
            JSONValue.Member("missing_exception_list_items_count", number(0)),
            JSONValue.Member("missing_exception_lists", none),
            JSONValue.Member("missing_exception_lists_count", number(0)),
            JSONValue.Member("exported_action_connector_count", number(counts.connectors)),
            JSONValue.Member("missing_action_connection_count", number(0)),
            JSONValue.Member("missing_action_connections", none),
            JSONValue.Member("excluded_action_connection_count", number(0)),
            JSONValue.Member("excluded_action_connections", none),
        ])
    }
}
