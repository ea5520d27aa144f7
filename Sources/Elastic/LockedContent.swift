import Rules
import Schemas
import SourceText

/// The content of a rule as a version lock compares it (reference: elastic-build §9).
struct LockedContent {
    /// The object before the stack changes it, and as the stack has it; neither has a version.
    var baseline: APIObject
    var shipped: APIObject

    /// Stacks from this one on have rules changed by the build (ATT&CK 19); locks keep them under this name.
    static let epoch = "9.5"

    var sha256: String {
        var content = baseline
        content["related_integrations"] = nil
        return ContentHash.text(of: content.json)
    }

    /// Whether the content is what was locked. Older locks cover `related_integrations`, too.
    func agrees(with locked: VersionLock.Published) -> Bool {
        sha256 == locked.sha256 || ContentHash.text(of: baseline.json) == locked.sha256
    }

    /// Whether the stack has the rule otherwise than older ones.
    var isEmittedApart: Bool { shipped.json.sorted != baseline.json.sorted }

    var emittedSHA256: String { ContentHash.text(of: shipped.json) }
}

/// The stack under which a lock keeps a rule: its own least one, or the least that is supported.
struct LockedStack: Comparable {
    var major: Int
    var minor: Int

    init(_ written: String?) {
        let least = StackVersion.oldestSupported
        let stack = max(written.flatMap { StackVersion($0) } ?? least, least)
        major = stack.major
        minor = stack.minor
    }

    static func < (a: LockedStack, b: LockedStack) -> Bool { (a.major, a.minor) < (b.major, b.minor) }

    var text: String { "\(major).\(minor)" }
}
