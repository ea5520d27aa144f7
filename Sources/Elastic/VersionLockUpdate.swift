package import Diagnostics
import Documents
package import Rules
package import Schemas
package import SourceText

/// What becomes of one rule's entry in a version lock when the rule is published (reference: elastic-build §10).
///
/// Only a rule whose content differs from what was locked gets another version, and none gets a version that was given
/// before on the same stack. A rule that asks for a newer stack than before leaves its old version to the older stacks,
/// with room below the new one for changes to it.
package struct VersionLockUpdate: Sendable {
    /// Why an entry changes, as people read it.
    package private(set) var reasons: [String] = []
    package private(set) var before: Int64?
    package private(set) var after: Int64 = 1
    /// The entry as it is to be.
    package var entry: JSONValue { members.json }

    private var members: APIObject

    /// What comes of comparing a rule with its lock.
    package enum Outcome: Sendable {
        case unchanged
        case changed(VersionLockUpdate)
        /// The locked hash covers what only a cluster knows of an ES|QL query: whether the rule changed cannot be
        /// reported.
        case unknown
    }

    /// The versions that a newer stack's rule leaves to the older stacks.
    private static let room: Int64 = 100
    private static let transforms = JSONValue.array([.string("mitre_attack_v19"), .string("related_integrations_gte")])

    /// Why a rule cannot be locked.
    package static func diagnostic(_ rule: Rule, _ message: String) -> Diagnostic {
        rule.diagnostic("version-lock", category: "metadata", .error, message)
    }

    /// The entry of a deprecated rule in the list of withdrawn ones.
    package static func withdrawnEntry(of rule: Rule, stack: StackVersion) throws(Diagnostic) -> JSONValue {
        guard let date = rule.metadata.deprecationDate?.text else {
            throw diagnostic(rule, "a deprecated rule needs a `deprecation_date` to be listed")
        }
        var members: [JSONValue.Member] = [
            .init("deprecation_date", .string(date)), .init("rule_name", .string(rule.name?.text ?? "")),
            .init("stack_version", .string("\(stack.major).\(stack.minor)")),
        ]
        if let reason = rule.metadataEntry?.value.table?["deprecated_reason"]?.value.string {
            members.append(.init("deprecated_reason", .string(reason)))
        }
        return .object(members)
    }

    /// Compares a rule with its lock. `entry` is the entry's own text, whose unknown members are kept; `isForced`: the
    /// rule counts as changed, whatever its hash says.
    package static func outcome(
        of rule: Rule, query: RuleQuery?, in lock: VersionLock, entry: JSONValue?, stack: StackVersion, isForced: Bool
    ) throws(Diagnostic) -> Outcome {
        guard let id = rule.id?.text else { return .unchanged }
        let content = KibanaRule.lockedContent(rule, query: query, stack: stack)
        guard let locked = lock.entry(ofRule: id) else {
            var update = VersionLockUpdate(members: APIObject([]))
            update.reasons.append("new")
            update.members["version"] = .integer(1)
            update.take(rule, content, explicitStack: true)
            update.emit(content, VersionLock.Entry?.none, stack, isTouched: true)
            return .changed(update)
        }
        guard case .object(let members)? = entry else { return .unchanged }
        var update = VersionLockUpdate(members: APIObject(members))
        let least = LockedStack(rule.metadata.minStackVersion?.text)
        let lockedLeast = LockedStack(locked.minStack)
        let base = locked.previous[least.text] ?? locked.published
        let isClean = !isForced && content.agrees(with: base)
        let isESQL = rule.elastic.type?.value == .esql
        if isESQL, !isClean, !isForced { return .unknown }
        update.before = base.version
        if !isClean {
            if least < lockedLeast {
                try update.takeOlder(rule, content, locked, least, lockedLeast)
                return .changed(update)
            }
            update.takeNewest(rule, content, locked, isFork: least > lockedLeast, lockedLeast)
        }
        // Another channel than that of an older stack's rule, and for ES|QL not comparable.
        if least >= lockedLeast, !(isESQL && isClean) {
            update.emit(content, locked, stack, isTouched: !isClean)
        }
        return update.reasons.isEmpty ? .unchanged : .changed(update)
    }

    private init(members: APIObject) { self.members = members }

    private mutating func take(_ rule: Rule, _ content: LockedContent, explicitStack: Bool) {
        members["rule_name"] = .string(rule.name.map { JoinedText.joined($0.text) } ?? "")
        members["sha256"] = .string(content.sha256)
        members["type"] = .string(rule.elastic.type?.value.rawValue ?? "")
        if explicitStack, let written = rule.metadata.minStackVersion?.text {
            members["min_stack_version"] = .string(LockedStack(written).text)
        }
    }

    private mutating func takeNewest(
        _ rule: Rule, _ content: LockedContent, _ locked: VersionLock.Entry, isFork: Bool, _ lockedLeast: LockedStack
    ) {
        var version = locked.published.version &+ 1
        if isFork {
            let used = locked.emitted.values.map(\.version).max() ?? 0
            version = max(locked.published.version &+ Self.room, used &+ 1)
            var old = APIObject([])
            for name in ["rule_name", "sha256", "type", "version"] { old[name] = members[name] }
            old["max_allowable_version"] = .integer(version &- 1)
            var previous = APIObject(Self.members(members["previous"]))
            previous[lockedLeast.text] = old.json
            members["previous"] = previous.json
            reasons.append("fork for \(LockedStack(rule.metadata.minStackVersion?.text).text)")
        } else {
            reasons.append("content")
        }
        members["version"] = .integer(version)
        after = version
        take(rule, content, explicitStack: true)
    }

    /// A change for older stacks only: their entry counts on within the room that it has.
    private mutating func takeOlder(
        _ rule: Rule, _ content: LockedContent, _ locked: VersionLock.Entry, _ least: LockedStack,
        _ lockedLeast: LockedStack
    ) throws(Diagnostic) {
        guard let old = locked.previous[least.text] else {
            throw Self.diagnostic(rule, "the version lock has no version of this rule for stack \(least.text)")
                .note("it has one for stack \(lockedLeast.text) and newer")
        }
        if let last = old.maxVersion, old.version >= last {
            throw Self.diagnostic(rule, "no version is left for this rule on stack \(least.text)")
                .note("\(last) is the last one")
        }
        var update = VersionLockUpdate(members: APIObject(Self.members(members["previous"]?[least.text])))
        update.take(rule, content, explicitStack: false)
        after = old.version &+ 1
        update.members["version"] = .integer(after)
        var previous = APIObject(Self.members(members["previous"]))
        previous[least.text] = update.members.json
        members["previous"] = previous.json
        reasons.append("content for \(least.text)")
    }

    /// What newer stacks have in place of the rule's own text. Its version is above all that were given.
    private mutating func emit(
        _ content: LockedContent, _ locked: VersionLock.Entry?, _ stack: StackVersion, isTouched: Bool
    ) {
        guard stack >= AttackConversion.firstStack, case .integer(let version)? = members["version"] else { return }
        let old = locked?.emitted[LockedContent.epoch]
        var emitted = APIObject(Self.members(members["stack_emit"]))
        if !isTouched { after = version }
        if content.isEmittedApart {
            let sha256 = content.emittedSHA256
            guard old?.sha256 != sha256 else { return }
            let next = max(version, locked?.emitted.values.map(\.version).max() ?? 0) &+ 1
            emitted[LockedContent.epoch] = .object([
                .init("sha256", .string(sha256)), .init("transforms", Self.transforms),
                .init("version", .integer(next)),
            ])
            members["stack_emit"] = emitted.json
            reasons.append("version \(next) for \(LockedContent.epoch)")
        } else if let old {
            emitted[LockedContent.epoch] = nil
            if case .object([]) = emitted.json {
                members["stack_emit"] = nil
            } else {
                members["stack_emit"] = emitted.json
            }
            // The newer stacks go on with the rule's own version, which has to be above the one that they had.
            after = max(version, old.version &+ 1)
            members["version"] = .integer(after)
            reasons.append("the same for \(LockedContent.epoch)")
        }
    }

    private static func members(_ value: JSONValue?) -> [JSONValue.Member] {
        if case .object(let members)? = value { members } else { [] }
    }
}
