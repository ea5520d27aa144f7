import Diagnostics
import Rules
import Schemas

/// A rule for an older stack than was ever published.
enum LockEntryMissingFork: RuleCheck {
    static let info = CheckInfo(
        id: "lock-entry-missing-fork", category: .metadata, severity: .error,
        summary: "rule supports an older stack that its version lock entry does not cover",
        rationale: """
            When a rule requires a newer stack, the lock keeps a separate version for the older stacks, and the two are \
            incremented independently. If the rule supports an older stack again and the lock has no such entry, the next \
            release gives the older stack a version that belongs to the newer one.
            """,
        examples: [
            Example(
                bad: [
                    """
                    [metadata]
                    min_stack_comments = "The data stream came with that release."
                    min_stack_version = «"9.3.0"»
                    """,
                    """
                    [metadata]
                    min_stack_comments = "The data stream came with that release."
                    min_stack_version = «"9.0.0"»
                    """,
                ],
                good: [
                    """
                    [metadata]
                    min_stack_comments = "The data stream came with that release."
                    min_stack_version = "9.4.0"
                    """,
                    """
                    [metadata]
                    min_stack_comments = "The data stream came with that release."
                    min_stack_version = "9.5.0"
                    """,
                    "severity = \"medium\"",
                ],
                lock:
                    #"{"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11":{"version":104,"min_stack_version":"9.4","previous":{"8.19":{"version":3,"max_allowable_version":102}}}}"#
            ),
            Example(
                bad: "rule_id = «\"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11\"»",
                good: "rule_id = \"0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a\"",
                lock: #"{"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11":{"version":104,"min_stack_version":"9.4"}}"#),
            Example(
                good: "severity = \"medium\"", lock: #"{"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11":{"version":104}}"#),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let fork = view.lockedFork, fork.isOlder, fork.published == nil,
            let place = view.rule.metadata.minStackVersion?.range ?? view.rule.id?.range
        else { return }
        findings.add(
            finding(view, at: place, "the version lock has no version of this rule for stack \(fork.stack)")
                .note("it has one for stack \(fork.lockedStack) and newer")
                .help("require \(fork.lockedStack), or add an entry for the older stack to the lock"))
    }
}

/// What the version lock says of a rule for the least stack that the rule runs on.
struct LockedFork {
    /// The rule's least stack, as the lock writes it.
    var stack: String
    var lockedStack: String
    /// Whether the rule's least stack is older than that of its newest locked version.
    var isOlder: Bool
    /// The version that counts for that stack; nil: none was published for it.
    var published: VersionLock.Published?
}

extension RuleView {
    /// nil without a lock, for a rule that is not in it, and where a version cannot be read.
    var lockedFork: LockedFork? {
        guard let id = rule.id, let entry = context.lock?.entry(ofRule: id.text) else { return nil }
        let oldest = StackVersion.oldestSupported
        var stack = oldest
        if let written = rule.metadata.minStackVersion {
            guard let version = StackVersion(written.text) else { return nil }
            stack = max(oldest, version)
        }
        var locked = oldest
        if let written = entry.minStack {
            guard let version = StackVersion(written) else { return nil }
            locked = max(oldest, version)
        }
        let name = "\(stack.major).\(stack.minor)"
        let isOlder = (stack.major, stack.minor) < (locked.major, locked.minor)
        return LockedFork(
            stack: name, lockedStack: "\(locked.major).\(locked.minor)", isOlder: isOlder,
            published: entry.previous[name] ?? (isOlder ? nil : entry.published))
    }
}
