import Rules
import Schemas
import SourceText

/// The version of a rule by what was published of it before (reference: elastic-build §10).
struct RuleVersion {
    var rule: Rule
    var content: LockedContent
    var stack: StackVersion

    /// Versions begin at 1. One more than the locked one where the content is another than what was locked.
    func number(in lock: VersionLock) -> Int64 {
        guard let id = rule.id?.text, let entry = lock.entry(ofRule: id) else { return 1 }
        let locked = entry.previous[LockedStack(rule.metadata.minStackVersion?.text).text] ?? entry.published
        if rule.isDeprecated { return content.agrees(with: locked) ? locked.version : locked.version + 1 }
        let epoch = stack >= AttackConversion.firstStack ? entry.emitted[LockedContent.epoch] : nil
        // What ES|QL reads is not known here, so that its hash says nothing: it counts as unchanged.
        if rule.elastic.type?.value == .esql { return epoch?.version ?? locked.version }
        guard content.agrees(with: locked) else { return locked.version + 1 }
        let version = epoch?.version ?? locked.version
        guard stack >= AttackConversion.firstStack else { return version }
        let isOther = content.isEmittedApart ? epoch?.sha256 != content.emittedSHA256 : epoch != nil
        return isOther ? version + 1 : version
    }
}
