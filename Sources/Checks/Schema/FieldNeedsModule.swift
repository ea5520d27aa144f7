import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A field of a Beat's module that the query does not name.
enum FieldNeedsModule: RuleCheck {
    static let info = CheckInfo(
        id: "field-needs-module", category: .schema, severity: .error,
        summary: "field of a Beat's module without `event.module` or `event.dataset`",
        rationale: """
            A Beat's index template has the fields of all its modules, so the query runs. Elastic's own CI looks a field up \
            only in the modules that the query names, and rejects the rule. A condition on the module also keeps the query \
            away from events that cannot match.
            """,
        examples: [
            Example(
                bad: """
                    index = ["filebeat-*"]
                    query = '''
                    «o365.audit.Operation»:"New-InboxRule"
                    '''
                    """,
                good: """
                    index = ["filebeat-*"]
                    query = '''
                    event.module:o365 and o365.audit.Operation:"New-InboxRule"
                    '''
                    """),
            Example(
                bad: """
                    index = ["filebeat-*"]
                    query = '''
                    source.ip:10.0.0.0/8 and «zeek.connection.history»:S0
                    '''
                    """,
                good: """
                    index = ["filebeat-*"]
                    query = '''
                    event.dataset:zeek.connection and source.ip:10.0.0.0/8 and zeek.connection.history:S0
                    '''
                    """),
            Example(
                bad: """
                    index = ["filebeat-*"]
                    type = "eql"
                    language = "eql"
                    query = 'any where «okta.event_type» == "user.session.start"'
                    """,
                good: """
                    index = ["filebeat-*"]
                    type = "eql"
                    language = "eql"
                    query = 'any where event.module == "okta" and okta.event_type == "user.session.start"'
                    """),
        ],
        profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.checkedQuery else { return }
        let fields = query.query.fields
        guard fields.isClosed, fields.hasEveryModule else { return }
        var selection = fields.selection
        selection.onlyNamedModulesCount = true
        let named = view.context.catalog.scope(selection)
        var reported: Set<String> = []
        for use in query.query.facts.fields where !use.name.utf8.contains(UInt8(ascii: "*")) && !findings.isFull {
            guard !query.text(use.range).hasPrefix("?"), named.types(of: use.name).isEmpty,
                let definition = fields.definition(of: use.name), reported.insert(use.name).inserted
            else { continue }
            let words = definition.source.split(separator: " ")
            findings.add(
                finding(
                    view, at: query.range(use.range),
                    "`\(use.name)` is a field of a module that the query does not name",
                    label: "in \(definition.source)"
                ).help(words.count > 2 ? "add `event.module:\(words[2])`, or name its data set" : "name the module"))
        }
    }
}
