import Diagnostics
import Queries
import Rules
import SourceText
import Testing
import Workspace

/// A fault of a query is shown at its byte, whatever the kind of string that the query is in.
@Suite struct QueryPlaceTests {
    /// The fault is the second `and` of the last line, after lines with escapes and letters of two bytes.
    private static let files: [(name: String, text: String)] = [
        (
            "basic.toml",
            ##"query = "host.name:\"\u00e9\" and\nuser.name:\"é\"\n and event.outcome:(and x:1""##
        ),
        ("literal.toml", #"query = 'host.name:"é" and event.outcome:(and x:1'"#),
        (
            "multiline-basic.toml",
            "query = \"\"\"\nhost.name:\\\"\\u00e9\\\" and \\\n   user.name:\"é\"\n  and event.outcome:(and x:1\"\"\""
        ),
        (
            "multiline-literal.toml",
            "query = '''\nhost.name:\"é\"\n and user.name:\"é\"\n  and event.outcome:(and x:1'''"
        ),
        ("plain.yaml", "  query: host.name:\"é\"\n    and user.name:\"é\"\n\n    and event.outcome:(and x:1"),
        ("single.yaml", "  query: 'host.name:''é''\n    and user.name:''é''\n\n    and event.outcome:(and x:1'"),
        (
            "double.yaml",
            "  query: \"host.name:\\\"\\u00e9\\\" \\\n    and \\x75ser.name:\\\"é\\\"\n\n    and event.outcome:(and x:1\""
        ),
        ("literal.yaml", "  query: |\n    host.name:\"é\"\n    and user.name:\"é\"\n    and event.outcome:(and x:1\n"),
        (
            "folded.yaml",
            "  query: >-\n    host.name:\"é\"\n    and user.name:\"é\"\n\n    and event.outcome:(and x:1\n"
        ),
    ]

    @Test func theFaultIsAtItsByte() throws {
        for (name, text) in Self.files {
            let head =
                name.hasSuffix(".toml")
                ? "[rule]\ntype = \"query\"\nlanguage = \"kuery\"\n" : "rule:\n  type: query\n  language: kuery\n"
            let source = SourceFile(path: name, text: head + text + "\n")
            let rule = try #require(LoadedFile(source).rules.first, "\(name)")
            #expect(rule.isReadable, "\(name): \(rule.syntaxFindings.map(\.message))")
            let query = try #require(rule.query, "\(name)")
            let issue = try #require(query.tree.issues.first, "\(name)")
            let place = query.text.sourceRange(issue.range)
            // What is at the place in the file is what the query has there.
            let written = Array(query.text.text.utf8)
            let start = min(issue.range.start, written.count)
            let rest = written[start...].prefix(3)
            #expect(source.bytes[place.start...].starts(with: rest), "\(name): \(source.text(place))")
            let needle = Array("and x:1".utf8)
            let fault = source.bytes.indices.last { source.bytes[$0...].starts(with: needle) }
            #expect(place.start >= (fault ?? .max), "\(name)")
        }
    }
}
