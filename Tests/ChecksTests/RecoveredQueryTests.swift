import Diagnostics
import SourceText
import Testing

@testable import Checks

/// A syntax error does not hide what is wrong in the rest of the query, and brings no second error for its own clause.
@Suite struct RecoveredQueryTests {
    private func found(_ query: String, _ language: String) -> [String] {
        let text = """
            [metadata]
            [rule]
            type = "\(language == "eql" ? "eql" : "query")"
            language = "\(language)"
            index = ["winlogbeat-*"]
            query = '''\(query)'''
            """
        let checked: Set = [
            "query-syntax", "unknown-field", "value-type-mismatch", "pattern-on-type", "single-quoted-value",
            "matches-everything", "contradictory-clauses", "wrong-operand", "unquoted-blank",
        ]
        return CheckRunner.lint(SourceFile(path: "rule.toml", text: text)).findings.map(\.id).filter(checked.contains)
    }

    @Test(arguments: [
        ("user.nmae:a and process.name:(b or c", "kuery", ["unknown-field", "query-syntax"]),
        ("process.name:(b or c:d) and user.nmae:a", "kuery", ["query-syntax", "unknown-field"]),
        ("process.pid:abc and user.name:", "kuery", ["value-type-mismatch", "query-syntax"]),
        ("user.name:'bob' and process.name:a b:c", "kuery", ["single-quoted-value", "query-syntax"]),
        ("user.name:a && user.nmae:b and process.nam:c", "kuery", ["query-syntax", "unknown-field"]),
        ("process.nam:x AND user.name:\"a", "lucene", ["unknown-field", "query-syntax"]),
        (
            "process.nam:x AND (user.name:a OR user.nmae:b OR", "lucene",
            ["unknown-field", "unknown-field", "query-syntax"]
        ),
        (
            "process where process.nam == \"b\" and process.name = \"a\"", "eql", ["unknown-field", "query-syntax"]
        ),
        (
            "sequence by host.id [process where process.nam == \"b\"] [process where process.name = \"x\"]", "eql",
            ["unknown-field", "query-syntax"]
        ),
    ])
    func restIsChecked(_ query: String, _ language: String, _ ids: [String]) {
        #expect(found(query, language) == ids, "\(query): \(found(query, language))")
    }

    @Test(arguments: [
        ("user.name:(a or b", "kuery"), ("user.name:a b.c:d", "kuery"), ("process.pid:a b:1", "kuery"),
        ("process.nam = \"a\"", "kuery"), ("process.nam:\"a", "lucene"), ("process.nam:(a", "lucene"),
        ("process where process.nam = \"a\"", "eql"), ("process where process.name == ", "eql"),
    ])
    func oneCauseIsOneError(_ query: String, _ language: String) {
        #expect(found(query, language).count == 1, "\(query): \(found(query, language))")
    }
}
