import Diagnostics
import SourceText

/// A comment that means to suppress and does not, or does not say why.
enum MalformedSuppression: RuleCheck {
    static let info = CheckInfo(
        id: "malformed-suppression", category: .suppression, severity: .warning, fix: .sometimes(.unsafe),
        summary: "a suppression comment is not understood, names an unknown check, or gives no reason",
        rationale: """
            `# tenet: ignore[id, id] reason` suppresses the findings of these checks: after a value those of its line, alone \
            above a key those of the whole key. `# tenet: ignore-file[id] reason` holds for the file. The ids are in \
            brackets, because a comment that suppresses everything also hides findings that are new; the reason is \
            for whoever meets the comment in a year. A comment without a reason still works, but is reported.
            """,
        examples: [
            Example(
                bad: """
                    # tenet: ignore[«duplicate-rule-nam»] the other one is for the older agent
                    name = "Vault Purged"
                    """,
                good: """
                    # tenet: ignore[duplicate-rule-name] the other one is for the older agent
                    name = "Vault Purged"
                    """),
            Example(
                bad: """
                    risk_score = "47" «# tenet: ignore[wrong-type]»
                    """,
                good: """
                    risk_score = "47" # tenet: ignore[wrong-type] the number comes from a template
                    """),
        ], isForDeprecated: true)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for entry in view.suppressions.entries where !findings.isFull {
            if let fault = entry.comment.fault {
                findings.add(finding(fault, entry.comment, view))
                continue
            }
            for name in entry.comment.names where CheckSuggestions.check(name.id) == nil {
                findings.add(unknown(name, view))
            }
            if !entry.comment.isForFile, entry.reach == nil {
                findings.add(
                    finding(view, at: entry.comment.range, "the suppression is above nothing")
                        .help("put it after a value, or alone above a key; `ignore-file` holds for the whole file"))
            } else if entry.comment.reason.isEmpty {
                findings.add(
                    finding(view, at: entry.comment.range, "a suppression without a reason")
                        .help("say after the brackets why the finding does not count here"))
            }
        }
    }

    private static func unknown(_ name: SuppressionComment.Name, _ view: RuleView) -> Diagnostic {
        var finding = finding(view, at: name.range, "unknown check `\(name.id)` in a suppression")
        if CheckInfo.Category(rawValue: name.id) != nil {
            return finding.help("name the checks: a category would suppress findings that are new")
        }
        finding = finding.help(CheckSuggestions.help(name.id))
        let clear = NearestName.clear(name.id, among: CheckRegistry.all.map { $0.info.id })
        return finding.fix(clear.map { Fix("write `\($0)`", .unsafe, Edit(name.range, $0)) })
    }

    private static func finding(
        _ fault: SuppressionComment.Fault, _ comment: SuppressionComment, _ view: RuleView
    ) -> Diagnostic {
        let form = "write `# tenet: ignore[id] reason`"
        switch fault {
        case .word(let range):
            let word = view.source.text(range)
            let near = NearestName.clear(word, among: SuppressionComment.words)
            let finding = finding(
                view, at: range.isEmpty ? comment.range : range,
                word.isEmpty ? "`tenet:` is followed by no word" : "`tenet:` does not know the word `\(word)`"
            ).help(near.map { "did you mean `\($0)`?" } ?? form)
            return finding.fix(near.map { Fix("write `\($0)`", .unsafe, Edit(range, $0)) })
        case .blanket:
            return finding(view, at: comment.range, "the suppression names no check")
                .help("\(form): everything at once cannot be suppressed")
        case .noBrackets(let range):
            return finding(view, at: range, "the suppressed checks are not in brackets").help(form)
        case .open(let range):
            return finding(view, at: range, "the bracket is never closed").help(form)
        case .noColon:
            return finding(view, at: comment.range, "a suppression without the colon after `tenet`").help(form)
        }
    }
}
