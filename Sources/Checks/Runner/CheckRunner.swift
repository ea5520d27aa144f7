package import Diagnostics
import Documents
package import Queries
package import Rules
import Schemas
package import SourceText

/// Runs the checks over rule files.
package enum CheckRunner {
    /// What linting one file gave.
    package struct Outcome: Sendable {
        /// In the order of `Diagnostic.precedes`.
        package var findings: [Diagnostic] = []
        /// What comments of the file suppressed, in the same order.
        package var suppressed: [SuppressedFinding] = []
        /// The comments themselves: they hold for what the rules of a run show together, too.
        package var suppressions = Suppressions()
        /// Documents that are rules.
        package var ruleCount = 0
        /// Rules with a query in a language that is not read, by that language; only where `query-not-checked` does not run.
        package var uncheckedQueries: [QueryLanguage: Int] = [:]
        /// Each rule's, for the checks that compare the rules of a run.
        package var identities: [RuleIdentity] = []

        package init(findings: [Diagnostic] = [], ruleCount: Int = 0) {
            self.findings = findings
            self.ruleCount = ruleCount
        }
    }

    /// Findings of one file after which its further documents are not looked at.
    static let mostFindingsOfFile = 50_000

    /// Reads a file and runs the checks over each of its rules.
    package static func lint(_ source: SourceFile, _ context: CheckContext = CheckContext()) -> Outcome {
        lint(LoadedFile(source, context.typing), context)
    }

    /// Runs the checks over each rule of a file, and over the file as a whole where Kibana wrote it. The file's typing is
    /// that of the context.
    package static func lint(_ file: LoadedFile, _ context: CheckContext) -> Outcome {
        let plan = CheckPlan.plan(context)
        let source = file.source
        var outcome = Outcome()
        // What is wrong with the text, and the suppressions, concern the file: they are passed on with its first rule.
        // A broken line is not part of the others.
        var syntax = file.parsed.isLines ? [] : file.syntaxFindings
        var suppressions = Suppressions(file.parsed.documents, source)
        outcome.suppressions = suppressions
        var ran = Ran(isAsked: !suppressions.isEmpty)
        let before = RulesBefore(source, context.changes)
        let isKibana = file.kibana != nil
        for (number, rule) in file.rules.enumerated() {
            if outcome.findings.count >= mostFindingsOfFile {
                outcome.findings.append(tooMany(source, from: rule.document))
                ran.none()
                break
            }
            let view = RuleView(
                rule, syntaxFindings: syntax, suppressions: suppressions, context: context, isFirst: number == 0,
                before: before.rule(like: rule))
            let findings = run(view, plan, &ran)
            let isJSON = isKibana && rule.document.syntax == .json
            outcome.findings += isJSON ? JSONFixes.kept(findings, rule.document, source) : findings
            outcome.countUncheckedQuery(view, plan)
            if view.rule.ruleEntry != nil {
                outcome.ruleCount += 1
                outcome.identities.append(RuleIdentity(view, path: isJSON ? nil : source.path))
            }
            syntax = []
            suppressions = Suppressions()
        }
        outcome.findings += lintWhole(file, context, plan)
        if file.excess != nil { ran.none() }
        outcome.findings.sort(by: Diagnostic.precedes)
        outcome.suppress(ran, plan, source)
        return outcome
    }

    /// What concerns no rule of the file.
    private static func lintWhole(_ file: LoadedFile, _ context: CheckContext, _ plan: CheckPlan) -> [Diagnostic] {
        let untold = file.parsed.isLines || file.rules.isEmpty ? file.syntaxFindings : []
        var findings = untold.filter { context.plan?.contains($0.id) ?? true }
        if let excess = file.excess { findings.append(excess) }
        findings += file.notRules.compactMap(plan.weighed)
        if let input = file.kibana {
            findings += run(InputView(file, input, context: context), plan, isBroken: file.isBroken)
        }
        return findings
    }

    private static func tooMany(_ source: SourceFile, from document: Document) -> Diagnostic {
        Diagnostic(
            LimitExceeded.info.id, category: LimitExceeded.info.category.rawValue, .error,
            "the file has more than \(mostFindingsOfFile) findings; its documents from here on are not checked",
            at: Label(Location(source.id, ByteRange(at: document.root.range.start))))
    }

    /// Reads one file as if it were the whole set, or with one other file the whole set: also the checks that compare
    /// rules are run. Findings in the other file are not reported.
    package static func lintAlone(
        _ source: SourceFile, _ context: CheckContext = CheckContext(), beside other: SourceFile? = nil
    ) -> Outcome {
        var outcome = lint(source, context)
        let others = other.map { lint($0, context).identities } ?? []
        let between = RuleSet.findings(others + outcome.identities, context)
        outcome.take(between.filter { $0.location.source == source.id })
        return outcome
    }

    /// Runs the checks over one rule; sorted, and at most one finding for one cause.
    static func run(_ view: RuleView, _ plan: CheckPlan, _ ran: inout Ran) -> [Diagnostic] {
        let isBroken = view.syntaxFindings.contains { $0.severity == .error }
        if isBroken { ran.none() }
        var result: [Diagnostic] = []
        var causes: [(id: String, range: ByteRange)] = []
        let isDeprecated = view.isDeprecated
        let dialect = view.rule.form.dialect
        for planned in plan.ruleChecks(of: dialect) {
            if isBroken, planned.needsWholeFile { continue }
            if isDeprecated, !planned.isForDeprecated { continue }
            if ran.isAsked { ran.add(plan.step(of: planned).id) }
            var findings = Findings()
            planned.check.run(view, &findings)
            if findings.diagnostics.isEmpty { continue }
            let step = plan.step(of: planned)
            for var diagnostic in findings.diagnostics {
                diagnostic.severity = CheckPlan.severity(diagnostic.severity, step, in: dialect)
                result.append(diagnostic)
                if step.explainsOthers { causes.append((diagnostic.id, diagnostic.location.range)) }
            }
        }
        if view.context.plan == nil { result += view.syntaxFindings.filter { CheckSuggestions.check($0.id) == nil } }
        if isBroken { result = withoutFollowUps(result, view) }
        if !causes.isEmpty { result = withoutEffects(result, of: causes) }
        ran.endDocument()
        if let id = view.rule.id?.text {
            for index in result.indices where result[index].ruleID == nil { result[index].ruleID = id }
        }
        return result.sorted(by: Diagnostic.precedes)
    }

    /// Without what query checks find inside the place of a finding that explains it, or across one end of it.
    private static func withoutEffects(
        _ findings: [Diagnostic], of causes: [(id: String, range: ByteRange)]
    ) -> [Diagnostic] {
        let places = causes.sorted { ($0.range.start, $1.range.end) < ($1.range.start, $0.range.end) }
        let starts = places.map(\.range.start)
        return findings.filter { finding in
            let isOfQuery = [CheckInfo.Category.query, .schema].contains { $0.rawValue == finding.category }
            guard isOfQuery else { return true }
            let range = finding.location.range
            // Places of causes do not overlap, so the two beside the finding's start decide.
            var low = 0
            var high = starts.count
            while low < high {
                let middle = (low + high) / 2
                if starts[middle] <= range.start { low = middle + 1 } else { high = middle }
            }
            return places[max(0, low - 1)..<min(places.count, low + 1)].allSatisfy { cause in
                cause.id == finding.id || !cause.range.overlaps(range)
                    || range.contains(cause.range) && range != cause.range
            }
        }
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

/// Which checks looked at every document of a file; nothing is kept where nobody asks.
struct Ran {
    let isAsked: Bool
    private var ofDocument: Set<String> = []
    private var ofAll: Set<String>?

    init(isAsked: Bool) { self.isAsked = isAsked }

    mutating func add(_ id: String) { if isAsked { ofDocument.insert(id) } }

    mutating func endDocument() {
        ofAll = ofAll?.intersection(ofDocument) ?? ofDocument
        ofDocument = []
    }

    /// The file was not looked at whole: no check can be said to have found nothing.
    mutating func none() { ofAll = [] }

    var ids: Set<String> { ofAll ?? [] }
}

extension CheckRunner.Outcome {
    /// Counts a query that no check looks into; where the check of that runs, it reports the rule itself.
    mutating func countUncheckedQuery(_ view: RuleView, _ plan: CheckPlan) {
        guard !plan.contains(QueryNotChecked.info.id), !view.isDeprecated,
            let language = QueryNotChecked.language(view)
        else { return }
        uncheckedQueries[language, default: 0] += 1
    }

    /// Sets aside what the comments mean, and tells those that mean nothing.
    fileprivate mutating func suppress(_ ran: Ran, _ plan: CheckPlan, _ source: SourceFile) {
        // Most files have no comment, and need nothing of this.
        if suppressions.isEmpty { return }
        let division = suppressions.divide(findings)
        findings = division.kept
        suppressed = division.suppressed
        take(
            UnusedSuppression.findings(
                suppressions, used: division.used, ran: ran.ids, in: source
            ).compactMap(plan.weighed))
    }

    /// Adds findings that were made later, but for those that a comment suppresses.
    package mutating func take(_ more: [Diagnostic]) {
        if more.isEmpty { return }
        let division = suppressions.divide(more)
        findings += division.kept
        findings.sort(by: Diagnostic.precedes)
        suppressed += division.suppressed
        suppressed.sort { Diagnostic.precedes($0.finding, $1.finding) }
    }
}

extension RuleView {
    /// Whether the rule is kept for the record only: such rules are neither built nor run, so only their syntax counts.
    package var isDeprecated: Bool { rule.metadata.maturity?.text == "deprecated" || rule.form == .stub }
}
