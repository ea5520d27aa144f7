import Diagnostics
import SourceText
import Testing

@testable import Checks

/// Values against the types of fields, which the tables of the rule's own index patterns say: of each family one test that
/// matches and one that does not. EQL has its own table in `EQLCheckTests`.
@Suite struct FieldTypeCheckTests {
    private static let checks: Set = ["value-type-mismatch", "pattern-on-type", "wildcard-on-text"]

    private func found(_ query: String, _ index: String) -> [String] {
        let text = """
            [metadata]
            [rule]
            type = "query"
            language = "kuery"
            index = ["\(index)"]
            query = '\(query)'
            """
        return CheckRunner.lint(SourceFile(path: "rule.toml", text: text), CheckContext(profile: .elastic)).findings
            .map(\.id).filter(Self.checks.contains)
    }

    @Test(arguments: [
        // keyword takes every text and every pattern
        ("event.action:(443 or \"a b\" or dele*)", "logs-azure.activitylogs-*"),
        ("message:(failed and \"no such file\")", "filebeat-*"), ("source.port:(443 or \"80\")", "filebeat-*"),
        ("source.port > 1024", "filebeat-*"), ("event.risk_score >= 47.5", "filebeat-*"),
        ("source.ip:(10.0.0.1 or \"fe80::/10\")", "filebeat-*"), ("process.interactive:(true or false)", "filebeat-*"),
        ("event.created >= \"2024-01-31\"", "filebeat-*"), ("event.created > \"now-1d/d\"", "filebeat-*"),
        ("source.port:* and source.ip:*", "filebeat-*"),
        // a sub-field of a flattened one takes every text, but no pattern
        ("aws.cloudtrail.flattened.request_parameters.name:(x or 5)", "logs-aws.cloudtrail-*"),
        ("azure-eventhub.enqueued_time:soon", "logs-azure.eventhub-*"),
    ])
    func whatFitsIsNotTold(_ query: String, _ index: String) {
        #expect(found(query, index).isEmpty, "\(query): \(found(query, index))")
    }

    @Test(arguments: [
        ("message:fail*", "filebeat-*", "wildcard-on-text"),
        ("source.port:https", "filebeat-*", "value-type-mismatch"),
        ("source.port:44*", "filebeat-*", "pattern-on-type"),
        ("event.risk_score:high", "filebeat-*", "value-type-mismatch"),
        ("source.ip:office", "filebeat-*", "value-type-mismatch"), ("source.ip:10.*", "filebeat-*", "pattern-on-type"),
        ("process.interactive:maybe", "filebeat-*", "value-type-mismatch"),
        ("process.interactive:t*", "filebeat-*", "pattern-on-type"),
        ("event.created:soon", "filebeat-*", "value-type-mismatch"),
        ("event.created:2024*", "filebeat-*", "pattern-on-type"),
        ("aws.cloudtrail.flattened.request_parameters.name:x*", "logs-aws.cloudtrail-*", "pattern-on-type"),
        // a keyword in the events of the hub, a date in these: the index pattern decides
        ("azure-eventhub.enqueued_time:soon", "logs-azure.aadgraphactivitylogs-*", "value-type-mismatch"),
    ])
    func whatDoesNotFitIsTold(_ query: String, _ index: String, _ id: String) {
        #expect(found(query, index) == [id], "\(query)")
    }
}
