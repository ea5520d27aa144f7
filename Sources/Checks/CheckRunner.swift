package import Diagnostics
import Documents
import Rules
import Schemas
package import SourceText

/// Runs the checks over rule files.
package enum CheckRunner {
    /// What linting one file gave.
    package struct Outcome: Sendable {
        /// In the order of `Diagnostic.precedes`.
        package var findings: [Diagnostic] = []
        /// Documents that are rules.
        package var ruleCount = 0
        /// Each rule's, for the checks that compare the rules of a run.
        package var identities: [RuleIdentity] = []
    }

    /// Findings of one file after which its further documents are not looked at.
    static let mostFindingsOfFile = 50_000

    private static func tooMany(_ source: SourceFile, from document: Document) -> Diagnostic {
        Diagnostic(
            LimitExceeded.info.id, category: LimitExceeded.info.category.rawValue, .error,
            "the file has more than \(mostFindingsOfFile) findings; its documents from here on are not checked",
            at: Label(Location(source.id, ByteRange(at: document.root.range.start))))
    }

    /// Reads a file and runs the checks over each of its documents.
    package static func lint(_ source: SourceFile, _ context: CheckContext = CheckContext()) -> Outcome {
        let plan = CheckPlan.plan(context)
        let parsed = DocumentReader.read(source)
        var outcome = Outcome()
        var syntax = parsed.findings
        // A YAML file without a document is as empty as a TOML file without a line.
        let nothing = Document(
            source: source.id, syntax: .yaml, root: Node(.table(Table([], style: .block)), ByteRange(at: 0)),
            comments: [])
        for document in parsed.documents.isEmpty && syntax.isEmpty ? [nothing] : parsed.documents {
            if outcome.findings.count >= mostFindingsOfFile {
                outcome.findings.append(tooMany(source, from: document))
                break
            }
            let rule = ElasticRuleReader.read(document)
            let view = RuleView(
                source: source, document: document, rule: rule,
                query: rule.parsedQuery(stack: context.stack, catalog: context.catalog),
                syntaxFindings: syntax, context: context)
            outcome.findings += run(view, plan)
            if rule.ruleEntry != nil {
                outcome.ruleCount += 1
                outcome.identities.append(RuleIdentity(rule, isDeprecated: view.isDeprecated))
            }
            // The reader speaks of the file, so its findings are passed on once.
            syntax = []
        }
        if parsed.documents.isEmpty { outcome.findings += syntax }
        outcome.findings.sort(by: Diagnostic.precedes)
        return outcome
    }

    /// Reads one file as if it were the whole set: also the checks that compare rules are run.
    package static func lintAlone(_ source: SourceFile, _ context: CheckContext = CheckContext()) -> Outcome {
        var outcome = lint(source, context)
        outcome.findings += RuleSet.findings(outcome.identities, context)
        outcome.findings.sort(by: Diagnostic.precedes)
        return outcome
    }

    /// Runs the checks over one rule; sorted, and at most one finding for one cause.
    private static func run(_ view: RuleView, _ plan: CheckPlan) -> [Diagnostic] {
        let isBroken = view.syntaxFindings.contains { $0.severity == .error }
        var result: [Diagnostic] = []
        let isDeprecated = view.isDeprecated
        for step in plan.steps {
            if isBroken, step.needsWholeFile { continue }
            if isDeprecated, !step.isForDeprecated { continue }
            var findings = Findings()
            step.check.run(view, &findings)
            for var diagnostic in findings.diagnostics {
                diagnostic.severity = step.severities[diagnostic.severity] ?? diagnostic.severity
                result.append(diagnostic)
            }
        }
        if view.context.checks == nil { result += view.syntaxFindings.filter { CheckSuggestions.check($0.id) == nil } }
        if isBroken { result = withoutFollowUps(result, view) }
        if let id = view.rule.id?.text {
            for index in result.indices where result[index].ruleID == nil { result[index].ruleID = id }
        }
        return result.sorted(by: Diagnostic.precedes)
    }

    /// Where a line's syntax is wrong, what other checks make of the rest of that line is a guess.
    private static func withoutFollowUps(_ findings: [Diagnostic], _ view: RuleView) -> [Diagnostic] {
        var lines: Set<Int> = []
        for finding in view.syntaxFindings where finding.severity == .error {
            let range = finding.location.range
            let first = view.source.lines.line(containing: range.start)
            lines.formUnion(first...max(first, view.source.lines.line(containing: range.end)))
        }
        return findings.filter { finding in
            finding.category == CheckInfo.Category.syntax.rawValue
                || !lines.contains(view.source.lines.line(containing: finding.location.range.start))
        }
    }
}

extension RuleView {
    /// Whether the rule is kept for the record only: such rules are neither built nor run, so only their syntax counts.
    package var isDeprecated: Bool { rule.metadata.maturity?.text == "deprecated" }
}
