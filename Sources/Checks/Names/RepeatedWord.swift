import Diagnostics
import Rules
import SourceText

/// Finds what must be one of its kind in a set of rules.
///
/// Rules of one id are one rule written twice: that their names and queries are the same, too, follows from it. Where the
/// check of ids runs, only that one tells such a pair.
enum RepeatedWord {
    /// One finding at each use of an id after its first.
    static func ids(
        _ rules: [RuleIdentity], _ context: CheckContext, info: CheckInfo, message: (String) -> String
    ) -> [Diagnostic] {
        find(rules, context, info: info, label: firstUse) { rule in
            rule.ruleID.map { (TextBytes($0.text), $0) }
        } message: { word, _ in
            message(word.text)
        }
    }

    /// One finding at each use of a word after its first.
    static func words(
        _ rules: [RuleIdentity], _ context: CheckContext, _ word: (RuleIdentity) -> RuleIdentity.Word?,
        info: CheckInfo, message: (String) -> String
    ) -> [Diagnostic] {
        find(rules, context, info: info, label: firstUse) { rule in
            word(rule).map { (TextBytes($0.text), $0) }
        } message: { word, _ in
            message(word.text)
        }
    }

    private static let firstUse = "first used here"

    /// One finding at each trait that a rule before has, too. A trait is known by its key, and is where the word does;
    /// `message` is given the word and that of the first, and gives nil where the two need not be reported.
    static func find<Key: Hashable>(
        _ rules: [RuleIdentity], _ context: CheckContext, info: CheckInfo, label: String,
        trait: (RuleIdentity) -> (key: Key, word: RuleIdentity.Word)?,
        message: (_ word: RuleIdentity.Word, _ first: RuleIdentity.Word) -> String?
    ) -> [Diagnostic] {
        let ids = DuplicateRuleID.info.id
        let idsAreTold = info.id != ids && CheckPlan.plan(context).setChecks.contains { $0.info.id == ids }
        var first: [Scoped<Key>: (word: RuleIdentity.Word, id: String?)] = [:]
        var result: [Diagnostic] = []
        for rule in rules {
            guard let (key, word) = trait(rule) else { continue }
            let scoped = Scoped(
                key: key, isDeprecated: rule.isDeprecated, file: rule.isKibana ? word.location.source : nil)
            guard let other = first[scoped] else {
                first[scoped] = (word, rule.ruleID?.text)
                continue
            }
            if idsAreTold, let id = rule.ruleID?.text, let otherID = other.id, id.isSame(as: otherID) { continue }
            guard let message = message(word, other.word) else { continue }
            let isMild = rule.isKibana && !info.refusedIn.contains(.kibana)
            var finding = Diagnostic(
                info.id, category: info.category.rawValue, isMild ? .warning : info.severity, message,
                at: Label(word.location)
            ).label(other.word.location, label)
            finding.ruleID = rule.ruleID?.text
            result.append(finding)
        }
        return result
    }

    /// A key among the rules that are compared with each other.
    private struct Scoped<Key: Hashable>: Hashable {
        var key: Key
        var isDeprecated: Bool
        /// The file, where rules are compared inside one only.
        var file: SourceID?
    }
}
