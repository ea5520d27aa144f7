import Diagnostics
import Reports
import SourceText

/// Findings with their files that every output format is tried with: the mock-ups of the design, and what is hard to
/// lay out.
struct Sample {
    /// Says behavior; the name of the golden files.
    var name: String
    var report: FindingReport

    init(_ name: String, _ sources: [SourceFile], _ findings: [Diagnostic]) {
        self.name = name
        report = FindingReport(
            sources: sources, findings: findings, ruleCount: sources.count, toolVersion: "0.1.0")
    }

    /// A file whose first line has the number `line`: comments are before it.
    static func file(_ path: String, from line: Int, _ text: String, id: Int = 0) -> SourceFile {
        SourceFile(id: SourceID(id), path: path, text: String(repeating: "#\n", count: line - 1) + text)
    }

    /// The `number`th place (from 1) at which `text` is.
    static func place(_ text: String, _ number: Int = 1, in source: SourceFile) -> Location {
        let wanted = Array(text.utf8)
        var left = number
        for start in 0...max(0, source.bytes.count - wanted.count) where source.bytes[start...].starts(with: wanted) {
            left -= 1
            if left == 0 { return Location(source.id, ByteRange(start, start + wanted.count)) }
        }
        preconditionFailure("no \(text) in the sample")
    }

    static let all: [Sample] = [
        unknownField, querySyntax, revokedTechnique, duplicateKey, wrongType, limit, wideCharacters, tabs,
        controlCharacters, manyLines, fewLines, longLine, severalHanging, overlapping, endOfLine, twoFiles,
        deletedLine, separateEdits,
    ]
}

extension Sample {
    private static let modified = "rules/integrations/azure/impact_key_vault_modified.toml"

    static let unknownField: Sample = {
        let source = file(
            modified, from: 30,
            """
            query = '''
            event.dataset:azure.activitylogs and azure.activitylogs.operation_nam:"MICROSOFT.KEYVAULT/VAULTS/WRITE"
            '''

            """)
        let field = place("azure.activitylogs.operation_nam", in: source)
        let finding = Diagnostic(
            "unknown-field", category: "query", .error, "unknown field `azure.activitylogs.operation_nam`",
            at: Label(field, "not in azure 1.22.0 `activitylogs`, ECS 9.1.0")
        )
        .label(place("query", in: source), "")
        .note("this rule declares `integration = [\"azure\"]`, so fields of other integrations are not searched")
        .fix(
            Fix(
                "a field with a similar name exists", .displayOnly,
                Edit(field.range, "azure.activitylogs.operation_name")))
        return Sample("unknown field in a query with a context line", [source], [finding])
    }()

    static let querySyntax: Sample = {
        let source = file(
            modified, from: 29,
            """
            query = '''
            event.dataset:azure.activitylogs
            and not user.name:x and
            azure.activitylogs.operation_name: and event.outcome:(Success or success)
            '''

            """)
        let finding = Diagnostic(
            "query-syntax", category: "query", .error, "expected a value after `:`, found `and`",
            at: Label(place("and", 3, in: source), "expected a value here")
        )
        .label(place("query =", in: source), "in this KQL query")
        .help("to test that the field exists, write `azure.activitylogs.operation_name: *`")
        return Sample("lines between two labels are left out", [source], [finding])
    }()

    static let revokedTechnique: Sample = {
        let source = file(
            "rules/integrations/azure/execution_key_vault_runcommand.toml", from: 57,
            """
            [[rule.threat.technique]]
            id = "T1086"
            name = "PowerShell"
            reference = "https://attack.mitre.org/techniques/T1086/"

            """)
        let lines = place(
            "id = \"T1086\"\nname = \"PowerShell\"\nreference = \"https://attack.mitre.org/techniques/T1086/\"",
            in: source)
        let finding = Diagnostic(
            "revoked-technique", category: "attack", .warning, "technique T1086 is revoked in ATT&CK 17.1",
            at: Label(place("\"T1086\"", in: source), "replaced by T1059.001")
        )
        .label(place("\"PowerShell\"", in: source), "this name belongs to T1059.001 now")
        .label(place("[[rule.threat.technique]]", in: source), "")
        .fix(
            Fix(
                "move to the technique `T1059` with sub-technique `T1059.001`", .safe,
                Edit(
                    lines.range,
                    """
                    id = "T1059"
                    name = "Command and Scripting Interpreter"
                    reference = "https://attack.mitre.org/techniques/T1059/"

                    [[rule.threat.technique.subtechnique]]
                    id = "T1059.001"
                    name = "PowerShell"
                    reference = "https://attack.mitre.org/techniques/T1059/001/"
                    """)))
        return Sample("a fix of several lines", [source], [finding])
    }()

    static let duplicateKey: Sample = {
        let source = file(
            modified, from: 18,
            "risk_score = 47\nseverity = \"low\"\n" + String(repeating: "#\n", count: 24) + "severity = \"medium\"\n")
        let finding = Diagnostic(
            "duplicate-key", category: "syntax", .error, "key `severity` is defined twice in `[rule]`",
            at: Label(place("severity", 2, in: source), "defined again here")
        )
        .label(place("severity", in: source), "first defined here")
        .note("TOML forbids this, so no reader will load the file")
        .help("keep one; `risk_score = 47` on line 18 fits \"medium\"")
        return Sample("notes and help at the end", [source], [finding])
    }()

    static let wrongType: Sample = {
        let source = file(
            "rules/integrations/azure/credential_access_key_vault_retrieval.toml", from: 35,
            "and source.ip:\"10.0.0.0/33\"\n")
        let finding = Diagnostic(
            "type-mismatch", category: "query", .error,
            "`source.ip` is an `ip`, but `\"10.0.0.0/33\"` is not an address or CIDR block",
            at: Label(place("\"10.0.0.0/33\"", in: source), "prefix length 33 is more than 32")
        ).label(place("source.ip", in: source), "`ip` in ECS 9.1.0")
        return Sample("two labels on one line", [source], [finding])
    }()

    static let limit: Sample = {
        let source = file(
            "rules/custom/generated.toml", from: 18, "query = \"" + String(repeating: "(", count: 4000) + "\"\n")
        let finding = Diagnostic(
            "limit-exceeded", category: "query", .error, "query is nested 131 levels deep; the limit is 128",
            at: Label(Location(source.id, ByteRange(at: 34 + 3300))))
        return Sample("a point without words shows its place only", [source], [finding])
    }()

    static let wideCharacters: Sample = {
        let source = file("a.yaml", from: 1, "name: 日本語 e\u{301}a 👍🏽 |x| end\n")
        let finding = Diagnostic(
            "text-control", category: "text", .info, "odd name `日本語`", at: Label(place("x", in: source), "below the x")
        ).label(place("日本語", in: source), "three wide characters")
        return Sample("wide and combining characters", [source], [finding])
    }()

    static let tabs: Sample = {
        let source = file("tabs.toml", from: 9, "\tkey\t=\t12\t# tab\n")
        return Sample(
            "tabs take four cells", [source],
            [
                Diagnostic(
                    "wrong-type", category: "structure", .error, "`key` takes a string, not an integer",
                    at: Label(place("12", in: source), "an integer"))
            ])
    }()

    static let controlCharacters: Sample = {
        let source = file("bidi.toml", from: 1, "name = \"a\u{202E}cba\u{1B}[31m\" # \u{7F}\n")
        return Sample(
            "control and direction marks are escaped", [source],
            [
                Diagnostic(
                    "control-character", category: "text", .warning, "`name` holds \u{202E}",
                    at: Label(place("\u{202E}cba", in: source), "from \u{1B}[31m here"))
            ])
    }()

    static let manyLines: Sample = {
        let text = "[rule]\nnote = '''\none\ntwo\nthree\nfour\nfive\nsix\n'''\nname = 1\n"
        let source = file("long.toml", from: 1, text)
        return Sample(
            "the middle of a long span is cut", [source],
            [
                Diagnostic(
                    "note-form", category: "text", .warning, "the guide has no heading",
                    at: Label(place("'''\none\ntwo\nthree\nfour\nfive\nsix\n'''", in: source), "this text"))
            ])
    }()

    static let fewLines: Sample = {
        let source = file("block.yaml", from: 3, "rule:\n  query: |\n    a: 1\n    b: 2\n  name: x\n")
        return Sample(
            "a span that opens its line has a slash", [source],
            [
                Diagnostic(
                    "query-form", category: "query", .warning, "two clauses without an operator",
                    at: Label(place("  a: 1\n    b: 2\n", in: source), "no `and` between these")
                ).label(place("query", in: source), "in this query")
            ])
    }()

    static let longLine: Sample = {
        let filler = (0..<60).map { "field\($0):\"value\"" }.joined(separator: " or ")
        let source = file("wide.toml", from: 4, "query = \"\(filler) or bad_field:x or \(filler)\"\n")
        let field = place("bad_field", in: source)
        return Sample(
            "a long line is cut around the place", [source],
            [
                Diagnostic(
                    "unknown-field", category: "query", .error, "unknown field `bad_field`",
                    at: Label(field, "not in ECS")
                ).fix(Fix("rename the field to `good.field`", .safe, Edit(field.range, "good.field")))
            ])
    }()

    static let severalHanging: Sample = {
        let source = file("three.toml", from: 1, "a = b.c.d == e\n")
        return Sample(
            "three labels hang below one line", [source],
            [
                Diagnostic(
                    "x-test", category: "query", .error, "three parts", at: Label(place("c", in: source), "the middle")
                ).label(place("b", in: source), "the first").label(place("d", in: source), "the last")
            ])
    }()

    static let overlapping: Sample = {
        let source = file("overlap.toml", from: 1, "tags = [\"one\", \"two\"]\n")
        return Sample(
            "a label inside another", [source],
            [
                Diagnostic(
                    "duplicate-tag", category: "metadata", .warning, "inner and outer",
                    at: Label(place("\"two\"", in: source), "inner")
                ).label(place("[\"one\", \"two\"]", in: source), "outer")
            ])
    }()

    static let endOfLine: Sample = {
        let source = file("crlf.toml", from: 1, "key =\r\nother = 1\r\n")
        return Sample(
            "a point behind the last character", [source],
            [
                Diagnostic(
                    "toml-syntax", category: "syntax", .error, "expected a value after `=`",
                    at: Label(Location(source.id, ByteRange(at: 5)), "expected a value"))
            ])
    }()

    static let twoFiles: Sample = {
        let first = file("rules/b.toml", from: 27, "rule_id = \"1\"\n", id: 0)
        let second = file("rules/a.toml", from: 5, "rule_id = \"1\"\n", id: 1)
        return Sample(
            "places in two files", [first, second],
            [
                Diagnostic(
                    "duplicate-id", category: "metadata", .error, "rule id `1` is used twice",
                    at: Label(place("\"1\"", in: first), "used again here")
                ).label(place("\"1\"", in: second), "first used here")
            ])
    }()

    static let deletedLine: Sample = {
        let source = file("delete.toml", from: 8, "tags = [\n  \"a\",\n  \"a\",\n]\n")
        return Sample(
            "a fix that deletes a line", [source],
            [
                Diagnostic(
                    "duplicate-tag", category: "metadata", .warning, "tag `a` stands twice",
                    at: Label(place("\"a\"", 2, in: source), "again")
                ).label(place("\"a\"", in: source), "first here")
                    .fix(Fix("remove the second", .safe, Edit(place("  \"a\",\n", 2, in: source).range, "")))
            ])
    }()

    static let separateEdits: Sample = {
        let source = file("edits.toml", from: 1, "a = 1\nb = 2\nc = 3\nd = 4\ne = 5\n")
        let edits = [
            Edit(place("1", in: source).range, "10\nextra = 0"), Edit(place("5", in: source).range, "50"),
        ]
        return Sample(
            "edits far apart", [source],
            [
                Diagnostic(
                    "x-test", category: "structure", .info, "both ends", at: Label(place("a", in: source), "here")
                ).fix(Fix("change both", .unsafe, edits))
            ])
    }()
}
