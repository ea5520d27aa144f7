import Diagnostics
import Documents
import Rules
import SourceText

// Files of Kibana's own JSON.
extension CheckRunner {
    /// Runs the checks over each rule of the file and over the file as a whole.
    static func lint(
        _ input: KibanaInput, _ syntax: [Diagnostic], _ source: SourceFile, _ context: CheckContext, _ plan: CheckPlan
    ) -> Outcome {
        var outcome = Outcome()
        var rules: [Rule] = []
        // A broken line is no part of the others; of a broken object what stands before the fault is a rule.
        var untold = syntax
        // JSON has no comments, so nothing is set aside.
        var ran = Ran(isAsked: false)
        for object in input.objects {
            guard let rule = ElasticRuleReader.read(object) else { continue }
            if let what = excess(outcome, documents: outcome.ruleCount) {
                outcome.findings.append(tooMany(source, from: object.document, what))
                break
            }
            let view = RuleView(
                source: source, document: object.document, rule: rule,
                query: rule.parsedQuery(stack: context.stack, catalog: context.catalog),
                syntaxFindings: input.isLines ? [] : untold, context: context, isFirst: outcome.ruleCount == 0)
            outcome.findings += JSONFixes.kept(run(view, plan, &ran), object.document, source)
            outcome.ruleCount += 1
            outcome.identities.append(RuleIdentity(view, path: nil))
            rules.append(rule)
            if !input.isLines { untold = [] }
        }
        let isBroken = syntax.contains { $0.severity == .error }
        outcome.findings += untold.filter { finding in
            context.plan?.contains(finding.id) ?? true
        }
        outcome.findings += run(
            InputView(source: source, input: input, rules: rules, context: context), plan, isBroken: isBroken)
        outcome.findings.sort(by: Diagnostic.precedes)
        return outcome
    }

    private static func run(_ view: InputView, _ plan: CheckPlan, isBroken: Bool) -> [Diagnostic] {
        var result: [Diagnostic] = []
        for planned in plan.inputChecks where !(isBroken && planned.step.needsWholeFile) {
            var findings = Findings()
            planned.check.inspect(view, &findings)
            for var diagnostic in findings.diagnostics {
                diagnostic.severity = CheckPlan.severity(diagnostic.severity, planned.step, in: .kibana)
                result.append(diagnostic)
            }
        }
        return result
    }
}

/// Keeps fixes that were made for rule files from breaking JSON.
private enum JSONFixes {
    /// Fixes that are tried on one object; the rest of a generated flood goes without.
    private static let triedAtMost = 50

    /// The findings, with a fix only where the object is JSON afterwards, on as many lines as before.
    static func kept(_ findings: [Diagnostic], _ document: Document, _ source: SourceFile) -> [Diagnostic] {
        var tried = 0
        return findings.map { finding in
            guard let fix = finding.fix else { return finding }
            tried += 1
            if tried <= triedAtMost, isJSON(after: fix, document.root.range, source) { return finding }
            var finding = finding
            finding.fix = nil
            return finding
        }
    }

    private static func isJSON(after fix: Fix, _ range: ByteRange, _ source: SourceFile) -> Bool {
        let hasLineEnd = fix.edits.contains { $0.replacement.utf8.contains(UInt8(ascii: "\n")) }
        guard !hasLineEnd, fix.edits.allSatisfy({ range.start <= $0.range.start && $0.range.end <= range.end }) else {
            return false
        }
        let edits = fix.edits.map {
            Edit(ByteRange($0.range.start - range.start, $0.range.end - range.start), $0.replacement)
        }
        guard let bytes = try? TextEdits.apply(edits, to: Array(source.bytes[range.start..<range.end])) else {
            return false
        }
        return (try? JSONReader.value(of: bytes, in: 0..<bytes.count)) != nil
    }
}
