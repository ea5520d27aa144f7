package import Machine
import SourceText

/// The lines of `match`: one JSON object an alert (shared design §4).
package struct AlertLines {
    /// Each rule's line up to the time, and from the group on.
    private var heads: [[UInt8]] = []
    private var tails: [[UInt8]] = []

    package init(_ program: Program) {
        for index in 0..<program.ruleCount {
            let rule = program.rule(index)
            var writer = JSONWriter()
            writer.beginObject()
            writer.name("rule_id")
            writer.string(rule.id)
            writer.name("rule_name")
            writer.string(rule.name)
            writer.name("severity")
            writer.string(rule.severity)
            writer.name("risk_score")
            writer.integer(rule.riskScore)
            writer.name("kind")
            writer.string(rule.kind.name)
            heads.append(writer.bytes + Array(#","@timestamp":"#.utf8))
            let threat = JSONValue.array(rule.threat.map { .string($0) })
            tails.append(Array(#"}],"group":{},"threat":\#(threat.text)}"#.utf8) + [UInt8(ascii: "\n")])
        }
    }

    /// Appends the alert of a hit.
    package func append(_ hit: EventRun.Hit, to bytes: inout [UInt8]) {
        bytes += heads[hit.rule]
        bytes += hit.timestamp
        bytes += #","events":[{"ordinal":"#.utf8
        bytes += String(hit.ordinal).utf8
        bytes += #","id":"#.utf8
        bytes += hit.identifier
        bytes += tails[hit.rule]
    }
}
