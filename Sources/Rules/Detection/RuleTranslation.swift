package import Diagnostics
import Documents
package import Queries
import Schemas
package import SourceText

/// The query of a rule in another language, with its filters and exceptions.
package struct RuleTranslation: Sendable {
    private let loaded: LoadedRule
    private let target: QueryLanguage
    /// `rule_id`, `name`, `type`, `language`, `query`; the query is a text, an object for the Query DSL. nil where a part
    /// has no counterpart.
    package private(set) var object: JSONValue?
    /// The parts without a counterpart.
    package private(set) var gaps: [Diagnostic] = []
    /// What was omitted because it finds nothing.
    package private(set) var notes: [Diagnostic] = []

    package init(of loaded: LoadedRule, to target: QueryLanguage) {
        self.loaded = loaded
        self.target = target
        translate()
    }

    private var rule: Rule { loaded.rule }

    private mutating func translate() {
        guard let text = rule.elastic.query else {
            if let condition = loaded.detection.detection?.condition { return translate(condition) }
            let place = rule.elastic.type?.range ?? rule.ruleEntry?.keyRange ?? ByteRange(at: 0)
            let type = rule.elastic.type.map { " of type `\($0.value.rawValue)`" } ?? ""
            return refuse("a rule\(type) without a `query` has nothing to translate", place)
        }
        if rule.elastic.queryLanguage == .esql {
            guard target == .esql else {
                return refuse(
                    "a query of ES|QL is a pipeline, which is not translated",
                    rule.elastic.language?.range ?? text.range)
            }
            let restrictions = loaded.detection.detection?.restrictions ?? EventRestrictions()
            if restrictions.filters != nil {
                let place = rule.elastic.filters?.keyRange ?? text.range
                return refuse("the rule's `filters` cannot be put into a pipeline of ES|QL", place)
            }
            if restrictions.exceptions != nil {
                let place = rule.elastic.exceptionLists.first?.range ?? text.range
                return refuse("the rule's exceptions cannot be put into a pipeline of ES|QL", place)
            }
            return write(.string(text.text))
        }
        guard let source else {
            let language = rule.elastic.language.map { "in `\($0.text)`" } ?? "without `language`"
            return refuse("a query \(language) is not translated", rule.elastic.language?.range ?? text.range)
        }
        let translation = source.query.translated(to: target, fields: source.fields)
        notes = translation.notes.map { placed($0, text.sourceRange) }
        gaps = translation.findings.map { placed($0, text.sourceRange) }
        gaps += omittedExceptions
        guard let detection = loaded.detection.detection else { return }
        let restrictions = detection.restrictions
        if restrictions.isEmpty {
            if gaps.isEmpty { write(translation.output) }
            return
        }
        // What is found has to meet all of them. Their places are those of the file.
        for part in restrictions.exprs {
            gaps += part.translated(to: target).findings.map { placed($0) { $0 } }
        }
        guard gaps.isEmpty else { return }
        // The parts have counterparts: together they can only be too much.
        guard let condition = detection.condition else {
            guard let output = restricted(restrictions) else {
                return refuse("the filters and exceptions cannot be put into each stage", text.range)
            }
            return write(output)
        }
        let faults = source.query.lowered(source.fields).issues.blocking(.translation)
        gaps += faults.map { placed($0, text.sourceRange) }
        guard gaps.isEmpty else { return }
        let whole = condition.expr.translated(to: target)
        gaps += whole.findings.map { placed($0) { _ in text.range } }
        write(whole.output)
    }

    /// The condition of a rule that has filters in place of a query.
    private mutating func translate(_ condition: EventCondition) {
        let translation = condition.expr.translated(to: target)
        notes = translation.notes.map { placed($0) { $0 } }
        gaps = translation.findings.map { placed($0) { $0 } } + omittedExceptions
        if gaps.isEmpty { write(translation.output) }
    }

    /// The translation of a query with exceptions that are omitted would find more than the rule.
    private var omittedExceptions: [Diagnostic] {
        loaded.detection.notices.map { notice in
            var refusal = notice
            refusal.severity = .error
            return refusal
        }
    }

    /// A sequence or sample with the restrictions in the filter of each stage, of which each event has to meet them.
    private func restricted(_ restrictions: EventRestrictions) -> Translation.Output? {
        guard target == .eql, let query = loaded.query?.tree.eql, let first = restrictions.exprs.first else {
            return nil
        }
        let all = Expr.all([first] + restrictions.exprs.dropFirst()).translated(to: .eql)
        guard case .text(let condition)? = all.output else { return nil }
        return EQL.restricted(query, by: EQL.parse(condition)).map { .text(EQL.print($0)) }
    }

    private mutating func write(_ output: Translation.Output?) {
        switch output {
        case .text(let query)?: target == .esql ? writePipeline(query) : write(.string(query))
        case .json(let query)?: write(query)
        case nil: break
        }
    }

    /// The parsed query with the fields that type it.
    private var source: (query: SourceQuery, fields: FieldScope)? {
        switch loaded.query?.tree {
        case .kql(let tree)?: return loaded.query.map { (.kql(tree), $0.fields) }
        case .eql(let tree)?:
            let category = rule.elastic.eventCategoryOverride?.text ?? "event.category"
            return loaded.query.map { (.eql(tree, categoryField: category), $0.fields) }
        case .lucene(let tree)?: return loaded.query.map { (.lucene(tree, .or), $0.fields) }
        case nil: return nil
        }
    }

    /// The condition with the indices that it is asked of: ES|QL has no other place for them.
    private mutating func writePipeline(_ condition: String) {
        guard let index = rule.elastic.index, !index.values.isEmpty else {
            let place = rule.elastic.dataViewID?.keyRange ?? rule.ruleEntry?.keyRange ?? ByteRange(at: 0)
            return refuse("ES|QL reads FROM index patterns, and the rule has no `index`", place)
        }
        let patterns = index.values.map(Self.source).joined(separator: ", ")
        write(.string("FROM \(patterns) METADATA _id, _index, _version | WHERE \(condition)"))
    }

    /// An index pattern, in quotes where it is more than letters, digits and the signs that names have.
    private static func source(_ pattern: String) -> String {
        let isPlain =
            pattern.utf8.first != UInt8(ascii: "-")
            && pattern.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
                    UInt8(ascii: "*"):
                    true
                default: false
                }
            }
        return isPlain ? pattern : ESQL.quoted(pattern)
    }

    private mutating func write(_ query: JSONValue) {
        func text(_ text: RuleText?) -> JSONValue { text.map { .string($0.text) } ?? .null }
        object = .object([
            .init("rule_id", text(rule.id)), .init("name", text(rule.name)),
            .init("type", rule.elastic.type.map { .string($0.value.rawValue) } ?? .null),
            .init("language", .string(target.rawValue)), .init("query", query),
        ])
    }

    private mutating func refuse(_ message: String, _ range: ByteRange) {
        gaps.append(diagnostic("no-counterpart", .error, message, range))
    }

    /// - Parameter place: the bytes of the file that bytes of the translated text came from.
    private func placed(_ issue: Diagnostic, _ place: (ByteRange) -> ByteRange) -> Diagnostic {
        var placed = issue.moved(to: loaded.source.id, place).reported(in: .query)
        placed.ruleID = rule.id?.text
        return placed
    }

    private func diagnostic(_ id: String, _ severity: Severity, _ message: String, _ range: ByteRange) -> Diagnostic {
        var finding = Diagnostic(
            id, category: "query", severity, message, at: Label(Location(loaded.source.id, range)))
        finding.ruleID = rule.id?.text
        return finding
    }
}
