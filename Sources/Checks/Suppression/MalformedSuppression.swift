import Diagnostics
import Documents
import SourceText

/// A suppression comment that has no effect or gives no reason.
enum MalformedSuppression: RuleCheck {
    static let info = CheckInfo(
        id: "malformed-suppression", category: .suppression, severity: .warning, fix: .sometimes(.unsafe),
        summary: "suppression comment is malformed, names an unknown check or has no reason",
        rationale: """
            `# tenet: ignore[id, id] reason` suppresses the findings of these checks: after a value those of its line, on a \
            line of its own above a key those of the whole key. `# tenet: ignore-file[id] reason` holds for the file. The \
            IDs are in brackets, because a comment that suppresses everything also hides new findings; the reason helps \
            whoever reads the comment in a year. A comment without a reason still works, but is reported.
            """,
        examples: [
            Example(
                in: "# tenet: ignore[«»] the other rule is for the older agent\nname = \"Vault Purged\"",
                bad: ["duplicate-rule-nam", "no-such-check", "duplicate-rule-name, «metadata»"],
                good: [
                    "duplicate-rule-name", "duplicate-rule-name, duplicate-rule-id",
                    "duplicate-rule-name , duplicate-rule-id ",
                ]),
            Example(
                in: "risk_score = \"47\" «»",
                bad: [
                    "# tenet: ignore[wrong-type]", "# a template «# tenet: ignore-file[wrong-type]»",
                    "# tenet: ignore[wrong-type] -", "# tenet: ignore[wrong-type]:",
                    "«# tenet: ignore[wrong-type]» ",
                ],
                good: [
                    "# tenet: ignore[wrong-type] the number comes from a template",
                    "# tenet: ignore-file[wrong-type] the numbers come from a template",
                ]),
            // Comments that suppress nothing.
            Example(
                in: "risk_score = 47 «»",
                bad: [
                    "# tenet: «ignroe»[duplicate-rule-name] a template", "# tenet: «skip» a template", "# tenet:",
                    "# tenet: ignore", "# tenet: ignore[] a template", "# tenet: ignore «wrong-type»",
                    "# tenet: ignore«[wrong-type a template»", "# tenet ignore[wrong-type] a template",
                ],
                good: "# tenet reports this number"),
            Example(
                in: "[rule.meta]\nfrom = \"1h\"\n«»",
                bad: [
                    "# tenet: ignore[duplicate-rule-name] the other rule is for another agent",
                    "labels = [\n    \"a\",\n    «# tenet: ignore[list-of-one] a template»\n]\n",
                ]),
            // At the end of the file.
            Example(
                in: ExamplePair.text(id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "Vault Purged") + "«»",
                bad: [
                    "# tenet: ignore[duplicate-rule-name] the other rule is for another agent", "# tenet:",
                    "# tenet: ignore",
                ],
                good: ["# see tenet # tenet", "# tenet #"],
                syntax: .yaml, isWhole: true),
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
                    finding(view, at: entry.comment.range, "no key follows the suppression")
                        .help(
                            "put it after a value, or on a line of its own above a key; `ignore-file` holds for the whole file"
                        ))
            } else if entry.comment.reason.isEmpty {
                findings.add(
                    finding(view, at: entry.comment.range, "suppression without a reason")
                        .help("write after the brackets why the finding does not apply here"))
            }
        }
    }

    private static func unknown(_ name: SuppressionComment.Name, _ view: RuleView) -> Diagnostic {
        var finding = finding(view, at: name.range, "unknown check `\(name.id)` in a suppression")
        if CheckInfo.Category(rawValue: name.id) != nil {
            return finding.help("name the checks; a category would also suppress new findings")
        }
        finding = finding.help(CheckSuggestions.help(name.id))
        let clear = NearestName.clear(name.id, among: CheckRegistry.all.map { $0.info.id })
        return finding.fix(clear.map { Fix("write `\($0)`", .unsafe, Edit(name.range, $0)) })
    }

    private static func finding(
        _ fault: SuppressionComment.SyntaxError, _ comment: SuppressionComment, _ view: RuleView
    ) -> Diagnostic {
        let form = "write `# tenet: ignore[id] reason`"
        switch fault {
        case .word(let range):
            let word = view.source.text(range)
            let near = NearestName.clear(word, among: SuppressionComment.words)
            let finding = finding(
                view, at: range.isEmpty ? comment.range : range,
                word.isEmpty ? "no word follows `tenet:`" : "unknown word `\(word)` after `tenet:`"
            ).help(near.map { "did you mean `\($0)`?" } ?? form)
            return finding.fix(near.map { Fix("write `\($0)`", .unsafe, Edit(range, $0)) })
        case .blanket:
            return finding(view, at: comment.range, "the suppression names no check")
                .help("\(form); all checks at once cannot be suppressed")
        case .noBrackets(let range):
            return finding(view, at: range, "the checks to suppress are not in brackets").help(form)
        case .open(let range):
            return finding(view, at: range, "the bracket is never closed").help(form)
        case .noColon:
            return finding(view, at: comment.range, "no colon after `tenet`").help(form)
        }
    }
}
