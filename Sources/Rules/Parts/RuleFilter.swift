package import Diagnostics
package import Documents
package import Queries
package import SourceText

/// An entry of `filters` or `threat_filters`: one of Kibana's filters, or a bare clause of the Query DSL.
///
/// Source of the forms: what Kibana's filter bar saves and how its search reads it. A filter of today has its clause in
/// `query`; in older ones the clause is beside `meta`; a combined one holds further filters in `meta.params`.
package struct RuleFilter: Sendable {
    /// What the filter bar shows of a filter, and how it is switched.
    package struct Meta: Sendable {
        package var negate: Spanned<Bool>?
        package var disabled: Spanned<Bool>?
        package var type: RuleText?
        /// The field.
        package var key: RuleText?
        package var params: Entry?
        /// `AND` or `OR` of a combined filter.
        package var relation: RuleText?
        package var range: ByteRange
        package var keyRange: ByteRange
    }

    package var meta: Meta?
    /// The clause; nil of a combined filter and of one that has none.
    package var query: DSLQuery?
    /// The filters of a combined one.
    package var parts: [RuleFilter]
    /// Where it departs from the forms.
    package var issues: [Diagnostic]
    /// The whole entry.
    package var node: Node

    package var isNegated: Bool { meta?.negate?.value ?? false }
    /// A disabled filter takes no part in the detection.
    package var isDisabled: Bool { meta?.disabled?.value ?? false }
    package var isCombined: Bool { meta?.type?.text == "combined" }

    /// This filter and all those within it, outer ones first.
    package var all: [RuleFilter] { [self] + parts.flatMap(\.all) }
}

extension RuleFilter {
    /// The filters of a list; items that are not tables are kept as issues. The depth is bounded by the document's.
    static func list(_ node: Node?) -> [RuleFilter] { (node?.array ?? []).map { RuleFilter($0) } }

    init(_ node: Node) {
        self.node = node
        parts = []
        issues = []
        guard let table = node.table else {
            if !node.isInvalid {
                issues = [Diagnostic(.syntax, node.range, "a filter is a table with `meta` and `query`")]
            }
            return
        }
        meta = Self.meta(table)
        if isCombined {
            parts = Self.list(meta?.params?.value)
            if meta?.params?.value.array == nil, let place = meta?.type?.range {
                issues = [Diagnostic(.syntax, place, "a combined filter has its filters in `meta.params`")]
            }
            return
        }
        guard let body = Self.body(table, node) else {
            let place = table.entries.first?.keyRange ?? node.range
            issues = [
                Diagnostic(.syntax, place, "the filter has no `query`", help: "add `query`, or remove the filter")
            ]
            return
        }
        query = QueryDSL.parse(body, as: .filter)
    }

    /// The clause: `query`, or in older filters whatever is beside `meta`.
    private static func body(_ table: Table, _ node: Node) -> Node? {
        if let query = table["query"]?.value, query.table?.entries.isEmpty != true { return query }
        let rest = table.entries.filter { !["meta", "$state", "query"].contains($0.key) }
        guard !rest.isEmpty else { return nil }
        return Node(.table(Table(rest, style: .inline)), node.range)
    }

    private static func meta(_ table: Table) -> Meta? {
        guard let (entry, members) = table.member("meta") else { return nil }
        return Meta(
            negate: members.boolean("negate"), disabled: members.boolean("disabled"), type: members.text("type"),
            key: members.text("key"), params: members["params"], relation: members.text("relation"),
            range: entry.value.range, keyRange: entry.keyRange)
    }
}

extension RuleFilter {
    /// The clause that all filters of a list are together, as Kibana's search joins them.
    package static func clause(_ filters: [RuleFilter], range: ByteRange) -> DSLNode {
        var bool = DSLBool(range: range)
        for filter in filters where !filter.isDisabled {
            if filter.isNegated { bool.mustNot.append(filter.clause) } else { bool.filter.append(filter.clause) }
        }
        return .bool(bool)
    }

    /// The clause without `negate`.
    private var clause: DSLNode {
        guard isCombined else { return query?.root ?? .unread(node.range) }
        if meta?.relation?.text == "AND" { return Self.clause(parts, range: node.range) }
        // Each alternative is joined alone, so that a disabled one asks nothing and always holds.
        return .any(parts.map { Self.clause([$0], range: $0.node.range) }, node.range)
    }

    /// What the files of a list say wrong, disabled filters omitted.
    package static func issues(_ filters: [RuleFilter]) -> [Diagnostic] {
        filters.filter { !$0.isDisabled }.flatMap { filter in
            filter.issues + (filter.query?.issues ?? []) + issues(filter.parts)
        }
    }
}
