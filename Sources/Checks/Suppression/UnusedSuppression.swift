import Diagnostics
import Documents
import SourceText

/// A suppression comment that suppresses nothing.
///
/// The runner makes the findings, because only it knows what all other checks found.
enum UnusedSuppression: Check {
    static let info = CheckInfo(
        id: "unused-suppression", category: .suppression, severity: .warning, fix: .always(.safe),
        summary: "suppression comment suppresses no finding",
        rationale: """
            A suppression often remains when the rule is repaired; it then hides the next finding at that place. Only IDs \
            of checks that ran on the file are reported: checks outside the profile or the selection, and those that \
            compare rules of a run, may find something another time.
            """,
        examples: [
            Example(
                in: "risk_score = «»",
                bad: [
                    "47 «# tenet: ignore[wrong-type] the number comes from a template»",
                    "47 «# tenet: ignore[wrong-type, empty-value] the number comes from a template»",
                    "47 «# tenet: ignore-file[wrong-type] the numbers come from a template»",
                    "\"47\" # tenet: ignore[«empty-value», wrong-type] the number comes from a template",
                ],
                // Checks of other profiles and of whole runs may find something another time.
                good: [
                    "\"47\" # tenet: ignore[wrong-type] the number comes from a template",
                    "\"47\" # tenet: ignore-file[wrong-type] the numbers come from a template",
                    "47 # tenet: ignore[threat-missing] the rule is not about an attacker",
                    "47 # tenet: ignore[duplicate-rule-name] the other rule is for the older agent",
                    "47 # tenet: ignore[unused-suppression] a template adds such comments",
                ]),
            Example(
                bad: """
                    «# tenet: ignore[wrong-type] the number comes from a template»
                    risk_score = 47
                    """,
                good: """
                    # tenet: ignore[wrong-type] the number comes from a template
                    risk_score = "47"
                    """),
            Example(
                bad: """
                    # tenet: ignore[wrong-type, «empty-value»] the number comes from a template
                    risk_score = "47"
                    """),
            // Of two comments for one finding the first has no effect.
            Example(
                in: "«»\nrisk_score = \"47\"",
                bad: """
                    «# tenet: ignore[wrong-type] the number comes from a template»
                    # tenet: ignore[wrong-type] it is quoted there
                    """),
            // What a comment reaches: a line, a key with all of its lines, a table, an item of a list.
            Example(
                in: "tags = [\n    \"Domain: Cloud\",\n«»",
                good: [
                    "    47, # tenet: ignore[wrong-type] a template\n    48,\n] # tenet: ignore[wrong-type] a template",
                    "    # tenet: ignore[wrong-type] a template\n    47,\n]",
                    "    47,\n] # tenet: ignore[wrong-type] a template",
                ]),
            Example(
                good: [
                    "# tenet: ignore[wrong-type] a template\ntags = [\"Domain: Cloud\", 47]",
                    "severty = \"low\" # tenet: ignore[unknown-key] a template adds the key",
                ]),
            Example(
                good:
                    "# tenet: ignore[wrong-type] a template\nthreshold = { field = [\"source.ip\"], value = \"10\" }",
                on: .threshold),
            Example(
                in: "  query: «»\n    event.dataset:azure.activitylogs and\n    event.outcom:success",
                good: [
                    "| # tenet: ignore[unknown-field] of a custom pipeline",
                    "> # tenet: ignore[unknown-field] of a pipeline",
                ], syntax: .yaml),
            Example(
                bad: "risk_score = 47 «# tenet: ignore[wrong-type] a template»\nseverity = 5",
                besides: "wrong-type"),
            // What follows from another finding is not found; what is beside it is, and so are findings about the text.
            Example(
                in: "query = 'event.dataset:azure.activitylogs and «»",
                bad: [
                    "source.port:(80 443)' # tenet: ignore[list-without-or, «value-type-mismatch»] a template",
                    "event.action:(read write) and source.port:(80 443)' "
                        + "# tenet: ignore[list-without-or, «value-type-mismatch»] a template",
                ],
                good: [
                    "source.port:(80 443) and source.ip:host1' # tenet: ignore[list-without-or, value-type-mismatch] a test",
                    "source.ip:host1 and source.port:(80 443)' # tenet: ignore[list-without-or, value-type-mismatch] a test",
                    "event.action:(rеad write)' # tenet: ignore[list-without-or, mixed-script] a test",
                ]),
            // Of a file with syntax errors nothing is known.
            Example(
                good: "severity medium\nrisk_score = 47 # tenet: ignore[wrong-type] a template", besides: "toml-syntax"),
            Example(
                bad: [
                    "\u{FEFF}" + ExamplePair.text(id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "Vault Purged")
                        + "«# tenet: ignore-file[wrong-type] the numbers come from a template»"
                ],
                good: [
                    "\u{FEFF}# tenet: ignore[invalid-value] a template\n"
                        + ExamplePair.text(id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "Vault Purged")
                        .replacing("production", with: "5", maxReplacements: 1)
                ],
                syntax: .yaml, isWhole: true, besides: "byte-order-mark"),
            // At the start of a file, and at its end.
            Example(
                bad: [
                    "«# tenet: ignore-file[wrong-type] the numbers come from a template»\n"
                        + ExamplePair.text(id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "Vault Purged"),
                    ExamplePair.text(id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "Vault Purged")
                        + "«# tenet: ignore-file[wrong-type] the numbers come from a template»",
                ], syntax: .yaml, isWhole: true),
        ], isForDeprecated: true)

    /// Returns the findings for IDs that were not used; `ran` are the checks that ran on the whole file.
    static func findings(
        _ suppressions: Suppressions, used: Set<Suppressions.Use>, ran: Set<String>, in source: SourceFile
    ) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        for (entryIndex, entry) in suppressions.entries.enumerated() {
            guard entry.comment.isForFile || entry.reach != nil else { continue }
            let names = entry.comment.names
            let unused = names.indices.filter { nameIndex in
                let isUsed = used.contains(Suppressions.Use(entry: entryIndex, name: nameIndex))
                // A finding about a comment for this very check would make the comment used.
                return !isUsed && ran.contains(names[nameIndex].id) && names[nameIndex].id != info.id
            }
            if unused.isEmpty { continue }
            findings.append(finding(entry.comment, unused, in: source))
        }
        return findings
    }

    private static func finding(
        _ comment: SuppressionComment, _ unused: [Int], in source: SourceFile
    ) -> Diagnostic {
        let names = comment.names
        let list = unused.map { "`\(names[$0].id)`" }.joined(separator: ", ")
        let isWhole = unused.count == names.count
        let place = isWhole ? comment.range : names[unused[0]].range
        let fix =
            isWhole
            ? Fix("remove the comment", .safe, Edit(removal(of: comment, in: source), ""))
            : Fix("remove \(list) from it", .safe, Edit(listRange(names), kept(names, without: unused)))
        return Diagnostic(
            info.id, category: info.category.rawValue, info.severity,
            "\(list) \(unused.count == 1 ? "has" : "have") no finding \(comment.isForFile ? "in this file" : "here")",
            at: Label(Location(source.id, place), "has no effect")
        ).fix(fix)
    }

    /// From the first id to the last.
    private static func listRange(_ names: [SuppressionComment.Name]) -> ByteRange {
        names.reduce(names[0].range) { $0.union($1.range) }
    }

    private static func kept(_ names: [SuppressionComment.Name], without unused: [Int]) -> String {
        names.indices.filter { !unused.contains($0) }.map { names[$0].id }.joined(separator: ", ")
    }

    /// The comment with the spaces before it; alone on its line, the whole line.
    private static func removal(of comment: SuppressionComment, in source: SourceFile) -> ByteRange {
        let bytes = source.bytes
        var start = comment.range.start
        while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
        let line = source.lines.line(containing: comment.range.start)
        guard start == Int(source.lines.starts[line]) else { return ByteRange(start, comment.range.end) }
        return ByteRange(start, line + 1 < source.lines.count ? Int(source.lines.starts[line + 1]) : bytes.count)
    }
}
