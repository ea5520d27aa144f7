package import Diagnostics
import Documents
package import Schemas
package import SourceText

/// Rewrites the text of a rule file from one version of ATT&CK into another.
package enum ThreatMigration {
    /// One file in the other version.
    package struct Rewritten: Sendable {
        package var source: SourceFile
        package var bytes: [UInt8]
        package var findings: [Diagnostic] = []
        package var isBroken = false
    }

    /// Rewrites the rules of a file. What comes out has no syntax error and would not be changed again.
    package static func rewrite(_ source: SourceFile, to version: AttackMatrix.Version) -> Rewritten {
        let first = edits(source, version)
        var result = Rewritten(source: source, bytes: source.bytes, findings: first.findings)
        guard !first.edits.isEmpty else { return result }
        guard let bytes = try? TextEdits.apply(first.edits, to: source.bytes) else {
            result.isBroken = true
            return result
        }
        let again = edits(SourceFile(id: source.id, path: source.path, bytes: bytes), version)
        if again.hasErrors || !again.edits.isEmpty { result.isBroken = true }
        result.bytes = bytes
        return result
    }

    private static func edits(
        _ source: SourceFile, _ version: AttackMatrix.Version
    ) -> (edits: [Edit], findings: [Diagnostic], hasErrors: Bool) {
        let file = LoadedFile(source)
        let errors = file.syntaxFindings.filter { $0.severity == .error }
        // In a broken text nothing is sure to be where it seems to be.
        if !errors.isEmpty { return ([], errors, true) }
        var edits: [Edit] = []
        var findings: [Diagnostic] = []
        for loaded in file.rules {
            let rewriter = ThreatRewriter(loaded.rule, in: source, to: version)
            edits += rewriter.edits
            findings += rewriter.findings
        }
        return (edits, findings, false)
    }
}
