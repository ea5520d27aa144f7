package import Rules

/// The tactics that a rule names in its threat mappings, by their names as written.
package struct TacticNames: Sendable {
    /// The first of `threat` and the first of each block of `threat_mappings`: what the rule is filed under.
    package var primary: [String] = []
    /// All of them, each place in turn.
    package var all: [String] = []

    package init(_ rule: Rule) {
        add(rule.threat.map { $0.tactic?.name?.text })
        for block in rule.elastic.threatMappings { add(block.threat.map { $0.tactic?.name?.text }) }
    }

    private mutating func add(_ names: [String?]) {
        if let first = names.first, let name = first { primary.append(name) }
        all += names.compactMap { $0 }
    }
}
