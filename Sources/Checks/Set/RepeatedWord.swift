import Diagnostics
import SourceText

/// Finds what must be one of its kind in a set of rules.
enum RepeatedWord {
    /// One finding at each use of a word after its first; `message` is given the word.
    static func find(
        _ rules: [RuleIdentity], word: KeyPath<RuleIdentity, RuleIdentity.Word?>, info: CheckInfo,
        message: (String) -> String
    ) -> [Diagnostic] {
        struct Key: Hashable {
            var bytes: [UInt8]
            var isDeprecated: Bool
            /// The file, where rules are compared inside one only.
            var file: SourceID?
        }
        var first: [Key: Location] = [:]
        var result: [Diagnostic] = []
        for rule in rules {
            guard let word = rule[keyPath: word], !word.text.isEmpty else { continue }
            // Bytes, because texts that look alike compare equal as strings.
            let key = Key(
                bytes: Array(word.text.utf8), isDeprecated: rule.isDeprecated,
                file: rule.isKibana ? word.location.source : nil)
            guard let other = first[key] else {
                first[key] = word.location
                continue
            }
            let isMild = rule.isKibana && !info.isKibanasRefusal
            var finding = Diagnostic(
                info.id, category: info.category.rawValue, isMild ? .warning : info.severity, message(word.text),
                at: Label(word.location)
            ).label(other, "first used here")
            finding.ruleID = rule.ruleID?.text
            result.append(finding)
        }
        return result
    }
}
