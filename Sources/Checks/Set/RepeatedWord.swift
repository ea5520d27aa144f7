import Diagnostics
import SourceText

/// Finds what must be one of its kind in a set of rules.
enum RepeatedWord {
    /// What counts as a repetition, and how it is told.
    struct Sameness {
        /// Of the place that had the word first.
        var label = "first used here"
        /// Two words are one if this is; then words that are equal as they stand are not told.
        var folded: ((String) -> String)?
        /// Whether rules of one id are told: an own check tells of the id.
        var tellsSameID = true
    }

    /// One finding at each use of a word after its first; `message` is given the word.
    static func find(
        _ rules: [RuleIdentity], word: KeyPath<RuleIdentity, RuleIdentity.Word?>, info: CheckInfo,
        _ sameness: Sameness = Sameness(), message: (String) -> String
    ) -> [Diagnostic] {
        struct Key: Hashable {
            var bytes: [UInt8]
            var isDeprecated: Bool
            /// The file, where rules are compared inside one only.
            var file: SourceID?
        }
        var first: [Key: (word: RuleIdentity.Word, id: String?)] = [:]
        var result: [Diagnostic] = []
        for rule in rules {
            guard let word = rule[keyPath: word], !word.text.isEmpty else { continue }
            // Bytes, because texts that look alike compare equal as strings.
            let key = Key(
                bytes: Array((sameness.folded?(word.text) ?? word.text).utf8), isDeprecated: rule.isDeprecated,
                file: rule.isKibana ? word.location.source : nil)
            guard let other = first[key] else {
                first[key] = (word, rule.ruleID?.text)
                continue
            }
            if sameness.folded != nil, other.word.text.utf8.elementsEqual(word.text.utf8) { continue }
            if !sameness.tellsSameID, let id = rule.ruleID?.text, id == other.id { continue }
            let isMild = rule.isKibana && !info.isKibanasRefusal
            var finding = Diagnostic(
                info.id, category: info.category.rawValue, isMild ? .warning : info.severity, message(word.text),
                at: Label(word.location)
            ).label(other.word.location, sameness.label)
            finding.ruleID = rule.ruleID?.text
            result.append(finding)
        }
        return result
    }
}
