import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A name with wildcards that represents fields of several kinds.
enum AmbiguousFieldType: RuleCheck {
    static let info = CheckInfo(
        id: "ambiguous-field-type", category: .schema, severity: .error,
        summary: "a field name with a wildcard matches fields of several types",
        rationale: """
            One value is compared with each field that the name matches. Where one of them is a number, a date or an \
            address, a text makes Elasticsearch refuse the query or finds nothing there. Elastic's repository refuses \
            such names; name the fields that are meant.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and «source.geo.*»:Oslo
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and source.geo.city_name:Oslo
                    '''
                    """)
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
                    "`\(kql.text(field.range))` matches fields of \(seen.count) kinds",
                    label: "such as \(WordList.enumeration(seen.map(\.name), limit: 3))"
                )
                .help("name the fields that are meant"))
        }
    }
}
