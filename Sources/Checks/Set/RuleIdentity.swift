import Diagnostics
import Rules
package import SourceText

/// What tells a rule from the others of its set: kept of every rule of a run, so that checks can look across files.
package struct RuleIdentity: Sendable {
    /// A text and where it stands.
    package struct Word: Sendable {
        package var text: String
        package var location: Location
    }

    package var source: SourceID
    /// The rule's id, for findings about it.
    package var ruleID: Word?
    package var name: Word?
    /// Active and deprecated rules may share ids and names: those are two sets.
    package var isDeprecated: Bool

    init(_ rule: Rule, isDeprecated: Bool) {
        let word = { (text: RuleText?) in
            text.map { Word(text: $0.text, location: Location(rule.source, $0.range)) }
        }
        source = rule.source
        ruleID = word(rule.id)
        name = word(rule.name)
        self.isDeprecated = isDeprecated
    }
}

/// Finds what must be one of its kind in a set of rules.
enum RepeatedWord {
    /// One finding at each use of a word after its first; `message` is given the word.
    static func find(
        _ rules: [RuleIdentity], word: KeyPath<RuleIdentity, RuleIdentity.Word?>, info: CheckInfo, label: String,
        message: (String) -> String
    ) -> [Diagnostic] {
        struct Key: Hashable {
            var bytes: [UInt8]
            var isDeprecated: Bool
        }
        var first: [Key: Location] = [:]
        var result: [Diagnostic] = []
        for rule in rules {
            guard let word = rule[keyPath: word], !word.text.isEmpty else { continue }
            // Bytes, because texts that look alike compare equal as strings.
            let key = Key(bytes: Array(word.text.utf8), isDeprecated: rule.isDeprecated)
            guard let other = first[key] else {
                first[key] = word.location
                continue
            }
            var finding = Diagnostic(
                info.id, category: info.category.rawValue, info.severity, message(word.text), at: Label(word.location)
            ).label(other, label)
            finding.ruleID = rule.ruleID?.text
            result.append(finding)
        }
        return result
    }
}
