import Rules
import Schemas
import SourceText

/// The version of a rule by what was published of it before (reference: elastic-build §10).
struct RuleVersion {
    var rule: Rule
    /// The object before the stack changes it, and as the stack has it; neither has a version.
    var baseline: APIObject
    var shipped: APIObject
    var stack: StackVersion

    /// Stacks from this one on have rules changed by the build (ATT&CK 19).
    private static let firstEpoch = "9.5"

    /// Versions begin at 1. One more than the locked one where the content is another than what was locked.
    func number(in lock: VersionLock) -> Int64 {
        guard let id = rule.id?.text, let entry = lock.entry(ofRule: id) else { return 1 }
        let locked = entry.previous[leastStack] ?? entry.published
        if rule.isDeprecated { return isClean(locked) ? locked.version : locked.version + 1 }
        let epoch = stack >= AttackConversion.firstStack ? entry.emitted[Self.firstEpoch] : nil
        // What ES|QL reads is not known here, so that its hash says nothing: it counts as unchanged.
        if rule.type?.value == .esql { return epoch?.version ?? locked.version }
        guard isClean(locked) else { return locked.version + 1 }
        let version = epoch?.version ?? locked.version
        guard stack >= AttackConversion.firstStack else { return version }
        let isChanged = shipped.json.sorted != baseline.json.sorted
        let isOther = isChanged ? epoch?.sha256 != ContentHash.text(of: shipped.json) : epoch != nil
        return isOther ? version + 1 : version
    }

    /// The stack under which the lock keeps the rule: its own least one, or the least that is supported.
    private var leastStack: String {
        let least = StackVersion.oldestSupported
        let own = rule.metadata.minStackVersion.flatMap { StackVersion($0.text) } ?? least
        let stack = max(own, least)
        return "\(stack.major).\(stack.minor)"
    }

    /// Whether the content is what was locked. Older locks cover `related_integrations`, too.
    private func isClean(_ locked: VersionLock.Published) -> Bool {
        var content = baseline
        content["related_integrations"] = nil
        if ContentHash.text(of: content.json) == locked.sha256 { return true }
        return ContentHash.text(of: baseline.json) == locked.sha256
    }
}
