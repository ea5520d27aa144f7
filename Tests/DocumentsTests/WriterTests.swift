import Diagnostics
import Documents
import SourceText
import TestSupport
import Testing

/// What is written reads back as the same values.
@Suite struct WriterTests {
    private static let texts = [
        "", "plain", "two words", "yes", "null", "~", "1.0", "0x1F", "2024-01-01", "- a", "a: b", "a #b", "#", "'",
        "\"",
        "it's", "back\\slash", "\\d+\"x\"", "line\nbreak", "ends\n", "ends twice\n\n", "\n", "\n\nlate",
        "  indented\nless",
        "\tTab\n  more", "'''", "\"\"\"\nx\"", "'''\n\"\"\"\n\\", "\r\n", "a\rb", "nul\u{0}", "del\u{7F}", "é 日本 😀",
        "\u{FEFF}bom", "nel\u{85}", "ls\u{2028}", "e\u{301}", "---", "...", "[a]", "{a}", "*x", "&x", "!x", "%x", "@x",
        "`x",
        "trailing ", " leading", "a,b", "?", "x:", "|", ">", "trailing blank \nx",
        String(repeating: "long ", count: 200),
    ]

    private func value(_ random: inout SeededGenerator, depth: Int) -> WrittenValue {
        switch Int.random(in: 0..<(depth > 3 ? 5 : 8), using: &random) {
        case 0, 1: return .string(Self.texts[Int.random(in: 0..<Self.texts.count, using: &random)])
        case 2: return .integer(Int64.random(in: .min ... .max, using: &random))
        case 3: return .float([0.5, -1e300, 5e-300, 1e16, 3.0, .infinity][Int.random(in: 0..<6, using: &random)])
        case 4: return .boolean(Bool.random(using: &random))
        case 5: return .array((0..<Int.random(in: 0...3, using: &random)).map { _ in value(&random, depth: depth + 1) })
        case 6:
            // A list of tables, as threats and actions are.
            return .array(
                (0..<Int.random(in: 1...2, using: &random)).map { _ in .table(table(&random, depth: depth + 1)) })
        default: return .table(table(&random, depth: depth + 1))
        }
    }

    private func table(_ random: inout SeededGenerator, depth: Int) -> WrittenTable {
        var table = WrittenTable()
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            table[Self.texts[Int.random(in: 0..<Self.texts.count, using: &random)]] = value(&random, depth: depth)
        }
        return table
    }

    @Test func randomTablesReadBack() {
        var random = SeededGenerator(seed: 12)
        for _ in 0..<3_000 {
            let table = table(&random, depth: 0)
            for (path, text) in [("a.toml", TOMLWriter.text(table)), ("a.yaml", YAMLWriter.text(table))] {
                let read = DocumentReader.read(SourceFile(path: path, text: text))
                let root = read.documents.first.map { WrittenValue($0.root) }
                #expect(read.findings.isEmpty, "\(path): \(read.findings.map(\.message))\n\(text)")
                #expect(root?.withSortedMembers == WrittenValue.table(table).withSortedMembers, "\(path)\n\(text)")
            }
        }
    }

    @Test func commentsStandWhereTheyStood() throws {
        let text = """
            # of the file
            [metadata]
            a = 1 # beside a
            # above b
            b = [ # in the list
                "x",
                # more
            ]

            # above the table
            [[rule.threat]] # beside the table
            # inside
            c = 2
            # at the end

            """
        let source = SourceFile(path: "a.toml", text: text)
        let document = try #require(DocumentReader.read(source).documents.first)
        let table = try #require(WrittenTable(document, of: source))
        let count = text.split(separator: "#", omittingEmptySubsequences: false).count - 1
        for (path, written) in [("a.toml", TOMLWriter.text(table)), ("a.yaml", YAMLWriter.text(table))] {
            let read = DocumentReader.read(SourceFile(path: path, text: written))
            #expect(read.findings.isEmpty, "\(written)")
            #expect(read.documents.first?.comments.count == count, "\(written)")
        }
        #expect(TOMLWriter.text(table).contains("a = 1  # beside a\n"))
        #expect(YAMLWriter.text(table).contains("  a: 1 # beside a\n  # above b\n"))
    }

    @Test func whatAFormatCannotHoldIsTold() throws {
        let json = SourceFile(path: "a.json", text: #"{"a":{"b/c":null},"d":[1,null],"a":2}"#)
        let root = try #require(DocumentReader.read(json, as: .json).documents.first?.root)
        #expect(root.losses(in: .toml, of: json.id).map(\.lostPointer) == ["/a/b~1c", "/d/1", "/a"])
        #expect(root.losses(in: .yaml, of: json.id).map(\.lostPointer) == ["/a"])
    }
}
