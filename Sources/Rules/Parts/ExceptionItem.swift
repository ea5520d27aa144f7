package import Diagnostics
import Documents
package import Queries
package import Schemas
package import SourceText

/// One exception of a list, as Kibana's export has it: what its entries describe raises no alert.
///
/// Source of the meaning: the query that Kibana's detection engine makes of exceptions.
package struct ExceptionItem: Sendable {
    package var id: RuleText?
    package var listID: RuleText?
    package var name: RuleText?
    package var namespaceType: RuleText?
    /// The item is over from then on.
    package var expireTime: RuleText?
    package var osTypes: RuleList?
    package var entries: [ExceptionEntry]
    /// The file that holds it, which need not be that of a rule.
    package var source: SourceID
    package var range: ByteRange
}

/// A condition of an exception; all of them have to hold.
package struct ExceptionEntry: Sendable {
    package var field: RuleText?
    package var type: RuleText?
    /// `included` or `excluded`.
    package var operation: RuleText?
    /// The texts of `value`, whether it is one or a list of them.
    package var values: [DSLValue]
    /// The id of a value list, which only the stack has.
    package var valueList: RuleText?
    /// The entries of a nested one; their fields begin after its own.
    package var entries: [ExceptionEntry]
    package var range: ByteRange

    package var isExcluded: Bool { operation?.text == "excluded" }
}

/// The exceptions of an input, found by their lists: each of many rules asks for its own.
package struct ExceptionItems: Sendable {
    private var byList: [String: [ExceptionItem]] = [:]

    package init(_ items: [ExceptionItem] = []) {
        for item in items {
            if let list = item.listID { byList[list.text, default: []].append(item) }
        }
    }

    package var isEmpty: Bool { byList.isEmpty }

    /// These and others after them.
    package func and(_ others: ExceptionItems) -> ExceptionItems {
        var all = self
        all.byList.merge(others.byList) { $0 + $1 }
        return all
    }

    /// The items of the list that a rule refers to; a list and its items are of one namespace.
    package func items(of reference: RuleException) -> [ExceptionItem] {
        guard let id = reference.listID, let items = byList[id.text] else { return [] }
        return items.filter { item in
            guard let own = item.namespaceType, let asked = reference.namespaceType else { return true }
            return own.text == asked.text
        }
    }
}

extension ExceptionItem {
    /// The exception of an object; nil where it is none.
    package init?(_ object: KibanaInput.Object) {
        guard object.kind == .exceptionItem, let table = object.document.root.table else { return nil }
        id = table.text("item_id")
        listID = table.text("list_id")
        name = table.text("name")
        namespaceType = table.text("namespace_type")
        expireTime = table.text("expire_time")
        osTypes = table.list("os_types")
        entries = ExceptionEntry.list(table)
        source = object.document.source
        range = object.document.root.range
    }

    /// Whether an entry names a value list.
    package var needsValueList: Bool { entries.contains { $0.type?.text == "list" } }

    /// What the events of the exception meet; nil where an entry is broken or names a value list: then the item says
    /// less than was meant, and would hide too much.
    ///
    /// An exception with `expire_time` counts for the events that are older by their own `@timestamp`: matching has no
    /// clock but that of the events. Events without a time are never past it.
    package var clause: DSLNode? {
        guard !entries.isEmpty else { return nil }
        var bool = DSLBool(range: range)
        for entry in entries {
            guard let clause = entry.clause(below: nil) else { return nil }
            bool.filter.append(clause)
        }
        if let osTypes, !osTypes.items.isEmpty {
            let tests = osTypes.items.flatMap { item in
                Self.systemFields.map { field in
                    DSLNode.test(.phrase(field, DSLValue(item.value, .text, item.range), item.range))
                }
            }
            bool.filter.append(.any(tests, osTypes.range))
        }
        if let expireTime {
            let bound = DSLBound(.greaterOrEqual, DSLValue(expireTime.text, .text, expireTime.range))
            let name = DSLName("@timestamp", expireTime.range)
            bool.mustNot.append(
                .test(DSLTest("range", name, .range(low: bound, high: nil), range: expireTime.range)))
        }
        return .bool(bool)
    }

    /// What is wrong with its fields and values in a scope; nothing of an item that is broken or not evaluated.
    package func issues(_ fields: some FieldLookup) -> [Diagnostic] {
        guard let clause else { return [] }
        let issues = QueryDSL.lower(DSLQuery(root: clause, issues: []), fields: fields).issues
        // The fields of systems are not the author's.
        return osTypes.map { systems in issues.filter { !systems.range.contains($0.range) } } ?? issues
    }

    /// Where agents say what system they run on: ECS, and Endgame's own.
    private static let systemFields = ["host.os.type", "host.os.name.caseless"]
}

extension ExceptionEntry {
    /// The entries of a table. Nested ones are read one level deep, as Kibana has them.
    static func list(_ table: Table, isNested: Bool = false) -> [ExceptionEntry] {
        table.tables("entries").map { node, entry in
            ExceptionEntry(
                field: entry.text("field"), type: entry.text("type"), operation: entry.text("operator"),
                values: values(entry["value"]?.value),
                valueList: entry.member("list")?.table.text("id"),
                entries: isNested ? [] : list(entry, isNested: true), range: node.range)
        }
    }

    private static func values(_ node: Node?) -> [DSLValue] {
        (node?.array ?? [node].compactMap { $0 }).compactMap { item in
            item.string.map { DSLValue($0, .text, item.range) }
        }
    }

    fileprivate func clause(below parent: String?) -> DSLNode? {
        guard let field, let base = base(DSLName((parent.map { $0 + "." } ?? "") + field.text, field.range)) else {
            return nil
        }
        guard isExcluded else { return base }
        var bool = DSLBool(range: range)
        bool.mustNot = [base]
        return .bool(bool)
    }

    /// The condition without regard to the operator.
    private func base(_ name: DSLName) -> DSLNode? {
        switch type?.text {
        case "match":
            return values.count == 1 ? .test(.phrase(name.text, values[0], range, name.range)) : nil
        case "match_any":
            guard !values.isEmpty else { return nil }
            return .any(values.map { .test(.phrase(name.text, $0, $0.range, name.range)) }, range)
        case "wildcard":
            guard values.count == 1 else { return nil }
            return .test(DSLTest("wildcard", name, .wildcard(values[0], ignoresCase: false), range: range))
        case "exists": return .test(DSLTest("exists", name, .exists, range: range))
        case "nested":
            var bool = DSLBool(range: range)
            for entry in entries {
                guard let clause = entry.clause(below: name.text) else { return nil }
                bool.filter.append(clause)
            }
            return entries.isEmpty ? nil : .nested(path: name, .bool(bool), range)
        default: return nil
        }
    }
}

extension DSLTest {
    fileprivate static func phrase(
        _ field: String, _ value: DSLValue, _ range: ByteRange, _ place: ByteRange? = nil
    ) -> DSLTest {
        DSLTest("match_phrase", DSLName(field, place ?? value.range), .phrase(value, slop: 0), range: range)
    }
}
