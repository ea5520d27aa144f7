import Diagnostics
import Rules
import Schemas
import SourceText

/// What the two checks on unknown ids have in common.
enum ThreatMessages {
    /// The finding of a wrong id, with near ids if `isSuggested`; `make` makes it under the check's own name. nil for faults of other kinds.
    static func unknown(
        _ view: RuleView, _ fault: ThreatMismatch, _ isSuggested: Bool,
        _ make: (RuleView, ByteRange, String, String, Severity?) -> Diagnostic
    ) -> Diagnostic? {
        let word = fault.level == .subtechnique ? "sub-technique" : fault.level.rawValue
        switch fault.kind {
        case .unknownID:
            let text = fault.id.text
            let message =
                text.isEmpty ? "the \(word) has an empty ID" : "\(fault.matrix.title) has no \(word) `\(text)`"
            var result = make(view, fault.id.range, message, "", nil)
            if let other = fault.matrix.matrix(having: text), let object = other.object(text) {
                return result.note(
                    "\"\(object.name)\" is in ATT&CK \(other.domain.name), and the tactic is in another domain")
            }
            if let other = AttackMatrix.Version.allCases.first(where: {
                fault.matrix.with(version: $0).object(text) != nil
            }) {
                result = result.note("ATT&CK \(other.rawValue) has it")
            }
            // Looking for near ids is slow; a file with hundreds of faults is reported them without.
            return isSuggested ? suggest(result, view, fault) : result
        case .wrongKind(let object):
            let found = object.kind == .subtechnique ? "sub-technique" : object.kind.rawValue
            return make(view, fault.id.range, "`\(object.id)` is a \(found), not a \(word)", "\"\(object.name)\"", nil)
                .help("move it to the keys of a \(found), or write the ID of a \(word)")
        case .revoked, .deprecated, .notInTactic, .wrongParent, .otherID, .wrongName, .wrongReference, .repeated:
            return nil
        }
    }

    /// The object that name and reference tell, else those with ids near by.
    private static func suggest(_ result: Diagnostic, _ view: RuleView, _ fault: ThreatMismatch) -> Diagnostic {
        let level = fault.level
        let named = fault.object.name.map { name in
            fault.matrix.objects(named: name.text).filter { $0.kind == level && !$0.isRevoked && !$0.isDeprecated }
        }
        if let meant = named?.first, named?.count == 1 {
            let edit = fault.id.replacing(with: meant.id)
            return result.help("write `\(meant.id)`, the ID of \"\(meant.name)\"")
                .fix(edit.map { Fix("write `\(meant.id)`", .unsafe, $0) })
        }
        let technique = fault.matrix.technique(ofSubtechnique: fault.id.text)
        if let technique, level == .subtechnique, !fault.matrix.hasSubtechniques(technique) {
            return result.help("remove it: `\(technique.id)` \"\(technique.name)\" has no sub-techniques")
        }
        let near = fault.matrix.suggestions(for: fault.id.text).filter { $0.kind == level || $0 == technique }
        guard !near.isEmpty else { return result.help("look up the ID with `tenet attack NAME`") }
        return result.help("did you mean \(WordList.alternatives(near.map { "\($0.id) \($0.name)" }))?")
    }
}
