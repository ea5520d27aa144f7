import Documents
import Elastic
import Foundation
import Rules
import Schemas
import SourceText
import Workspace

extension FuzzSeeds {
    /// Rule files: our own, those of the golden files, and Elastic's where they are there; in other languages than TOML
    /// what they are converted to.
    static func ruleFiles(_ syntax: DocumentSyntax) -> [[UInt8]] {
        let own = ["rules", "Tests/Golden/findings"].flatMap { name in
            files(in: Shared.repository.appending(path: name), ["toml"])
        }
        let shipped = ["corpus/elastic/rules", "corpus/elastic/rules_building_block"].compactMap(Shared.file)
            .flatMap { files(in: $0, ["toml"], every: syntax == .toml ? 2 : 5) }
        if syntax == .toml { return own + shipped }
        let loaded = LoadedRules(
            files: (own + shipped).map { LoadedFile(SourceFile(id: SourceID(0), path: "seed.toml", bytes: $0)) })
        switch syntax {
        case .toml: return own + shipped
        case .yaml:
            let twins = files(in: Shared.repository.appending(path: "rules"), ["yaml"])
            return twins + RuleFileWriter.files(of: loaded.files, as: .yaml).files.map(\.bytes)
        case .json: return loaded.rules.map { pretty(json($0)) }
        case .ndjson:
            // Some rules a file, as an export has them.
            return stride(from: 0, to: loaded.rules.count, by: 3).map { start in
                let some = loaded.rules[start..<min(loaded.rules.count, start + 3)]
                let trailer = KibanaImportFile.trailer(.init(rules: some.count))
                return Array(KibanaImportFile.lines(some.map(json) + [trailer]).utf8)
            }
        }
    }

    private static func json(_ item: LoadedRule) -> JSONValue {
        KibanaRule.json(item.rule, query: item.query, stack: .newest)
    }

    /// A member a line, so that there are lines to be damaged.
    private static func pretty(_ value: JSONValue) -> [UInt8] {
        let line = Data(KibanaImportFile.lines([value]).utf8)
        let object = try? JSONSerialization.jsonObject(with: line)
        let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return object.flatMap { try? JSONSerialization.data(withJSONObject: $0, options: options) }.map { Array($0) }
            ?? Array(line)
    }

    /// What rule files are written with, and what checks look for.
    static let ruleWords = [
        "\"\"\"", "'''", "[[rule.threat]]\n", "[rule]\n", "[metadata]\n", "[rule.threat.tactic]\n", "[", "]", "{", "}",
        " = ", ": ", ", ", "query = '''\n", "language = \"eql\"\n", "language: kuery\n", "\"language\": \"esql\",\n",
        "type = \"threshold\"\n", "type: new_terms\n", "\"type\": \"threat_match\",\n",
        "# tenet: ignore[unknown-field] x\n",
        "# tenet: ignore-file[", "# a comment\n", "T1078.004", "TA0001", "now-6m", "2026/13/41", "\\u00e9", "\\x41",
        "|-\n",
        "&a ", "*a", "---\n", "- ", "null", "true", "1e400", "-1", "9223372036854775808", " and ", " or ", "not ", "(",
        ")",
        "process.name : (\"a\" or \"a\" or a*)", "event.dataset:", ":*", "*", " : \"*.exe\"", " in~ (\"a\", \"A\")",
        "sequence by host.id with maxspan=1m [", "] by user.id ", "with runs=3 ", "until [", "any where true",
        "process where ",
        "from logs-* metadata _id, _index, _version | where ", "| eval Esql.x = ", "| stats count(*) by ", "| keep *",
        "{{context.rule.id}}", "https://", "`", "\\\\", "\\\"", "((((((((", "not not not ", "а", "\u{200B}", "\u{202E}",
        "\u{A0}", "AKIAIOSFODNN7EXAMPLE", "10.0.0.0/33", "::1", "windows", "WINDOWS", "logs-*", "a:b:c", "..", "a..b",
    ]
}
