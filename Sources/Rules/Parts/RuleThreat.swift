package import SourceText

/// One entry of `rule.threat`.
package struct RuleThreat: Sendable {
    package var framework: RuleText?
    package var tactic: ThreatObject?
    package var techniques: [ThreatTechnique] = []
    package var range: ByteRange
    package var keyRange: ByteRange

    package init(range: ByteRange, keyRange: ByteRange) {
        self.range = range
        self.keyRange = keyRange
    }

    /// Whether the framework is ATT&CK (absent counts as such).
    package var isAttack: Bool { framework.map { $0.text == "MITRE ATT&CK" } ?? true }
}

/// One entry of `rule.threat_mappings`: what takes the place of `threat` for a version of the framework.
package struct ThreatMappings: Sendable {
    package var framework: RuleText?
    /// Such as `19`.
    package var version: RuleText?
    package var threat: [RuleThreat]
}

/// Id, name and reference of a tactic, a technique or a sub-technique.
package struct ThreatObject: Sendable {
    package var id: RuleText?
    package var name: RuleText?
    package var reference: RuleText?
    /// The key or header that opens it.
    package var keyRange: ByteRange
    package var range: ByteRange

    package init(range: ByteRange, keyRange: ByteRange) {
        self.range = range
        self.keyRange = keyRange
    }
}

package struct ThreatTechnique: Sendable {
    package var object: ThreatObject
    package var subtechniques: [ThreatObject] = []

    package init(_ object: ThreatObject) { self.object = object }
}
