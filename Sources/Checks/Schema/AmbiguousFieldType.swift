import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A name with wildcards that matches fields of several types.
enum AmbiguousFieldType: RuleCheck {
    static let info = CheckInfo(
        id: "ambiguous-field-type", category: .schema, severity: .error,
        summary: "field name with a wildcard matches fields of several types",
        rationale: """
            One value is compared with each field that the name matches. Where one of them is a number, a date or an IP \
            address, Elasticsearch rejects a text value or finds nothing in that field. Elastic's repository rejects such \
            names; write the names of the fields that are meant.
            """,
        examples: [
            Example(
                in: "query = \"event.dataset:azure.activitylogs and «»\"",
                bad: ["«source.geo.*»:Oslo", "not «event.s*»:5", "«source.*» >= 10.0.0.1"],
                // Names of one type, objects aside; any value of any field.
                good: [
                    "source.geo.city_name:Oslo", "source.geo.c*:Oslo", "process.io.b*:5", "source.geo.*:*", "*:Oslo",
                ]),
            Example(good: "query = '''event.dataset:azure.activitylogs AND source.geo.\\*:Oslo'''", on: .lucene),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql else { return }
        for test in kql.tests where !findings.isFull {
            guard let field = test.field, case .wildcard(let pattern) = field.content, !pattern.isLoneStar,
                !test.value.isLoneStar
            else { continue }
            var seen: [(family: FieldType.Family, name: String)] = []
            for name in kql.query.fields.fields(matching: pattern.display, limit: 200) {
                for type in kql.query.fields.types(of: name) where type.family != .object {
                    if !seen.contains(where: { $0.family == type.family }) { seen.append((type.family, name)) }
                }
            }
            guard seen.count > 1 else { continue }
            findings.add(
                finding(
                    view, at: kql.range(field.range),
                    "`\(kql.text(field.range))` matches fields of \(seen.count) types",
                    label: "such as \(WordList.enumeration(seen.map(\.name), limit: 3))"
                )
                .help("write the names of the fields that are meant"))
        }
    }
}
