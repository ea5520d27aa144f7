import Checks
import Diagnostics
import Documents
import Rules
import SourceText
import Workspace

/// Takes a damaged rule file all the way: read, linted with every check, repaired, laid out.
enum RuleFileChecker {
    /// What is wrong; nil where all holds.
    static func fault(of bytes: [UInt8], _ syntax: DocumentSyntax) -> String? {
        let source = SourceFile(id: SourceID(0), path: "rules/azure/input.\(syntax.rawValue)", bytes: bytes)
        var context = CheckContext(profile: .strict)
        context.today = "2026/11/28"
        let outcome = CheckRunner.lintAlone(source, context)
        if let fault = fault(of: outcome.findings + outcome.suppressed.map(\.finding), in: source) { return fault }
        // No file that is not text gets so far.
        guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
        if let fault = repairFault(source, outcome, context) { return fault }
        switch syntax {
        case .toml, .yaml: return LayoutChecker.fault(of: bytes, syntax)
        case .json, .ndjson: return nil
        }
    }

    /// Every place is in the file, every fix can be carried out by itself, and the findings are in order.
    private static func fault(of findings: [Diagnostic], in source: SourceFile) -> String? {
        let whole = ByteRange(0, source.bytes.count)
        for finding in findings {
            for label in [finding.primary] + finding.secondary where !whole.contains(label.location.range) {
                return "\(finding.id) outside the file: \(label.location.range)"
            }
            guard let fix = finding.fix, fix.applicability != .displayOnly else { continue }
            if (try? TextEdits.apply(fix.edits, to: source.bytes)) == nil {
                return "\(finding.id): a fix that cannot be carried out: \(fix.title)"
            }
        }
        return nil
    }

    /// Repairs leave a file that reads no worse, keep every comment that is not a suppression, and settle. Which fixes
    /// are trusted depends on the input: one way through is long enough. Of a file whose syntax is broken only the
    /// settling is asked: once a quote is closed, what seemed a comment may be text, and faults show that nobody saw.
    private static func repairFault(
        _ source: SourceFile, _ outcome: CheckRunner.Outcome, _ context: CheckContext
    ) -> String? {
        let least: Applicability = source.bytes.count.isMultiple(of: 2) ? .safe : .unsafe
        let isRepairable = { (finding: Diagnostic) in finding.fix.map { $0.applicability >= least } == true }
        guard outcome.findings.contains(where: isRepairable) else { return nil }
        let file = LoadedFile(source, context.typing)
        let fixed = RuleFixer.fix(file, least, from: outcome) { CheckRunner.lint($0, context) }
        let isWhole = !outcome.findings.contains { $0.category == "syntax" && $0.severity == .error }
        if isWhole, let broken = fixed.broken { return "\(broken.id): a fix that breaks the file" }
        guard least == .safe, fixed.broken == nil else { return nil }
        // A flood takes more rounds than one run makes: then it is enough that each run leaves less of it.
        let isFlood = fixed.outcome.findings.count > Linter.mostFindings
        if isFlood, fixed.source.bytes.count != source.bytes.count { return nil }
        if let finding = fixed.outcome.findings.first(where: isRepairable) {
            return "\(finding.id): fixes do not settle (\(finding.fix?.title ?? ""))"
        }
        guard isWhole else { return nil }
        let lost = RepairedComments.texts(source).lost(in: .texts(fixed.source))
        return lost.map { "a fix lost a comment: \($0)" }
    }
}
