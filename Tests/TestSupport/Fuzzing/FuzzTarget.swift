package import Documents
package import Foundation

/// What damaged inputs are tried with: `tenet-fuzz` runs many, an ordinary test a few and all that once failed.
package enum FuzzTarget: String, CaseIterable, Sendable {
    case toml, yaml, json, kql, lucene, eql, dsl, program, event
    /// Rule files all the way through the checks, the repairs and the layout.
    case ruleTOML = "rule-toml"
    case ruleYAML = "rule-yaml"
    case ruleJSON = "rule-json"
    case ruleNDJSON = "rule-ndjson"

    /// How a rule file is written; nil: the target takes something else.
    package var ruleSyntax: DocumentSyntax? {
        switch self {
        case .ruleTOML: .toml
        case .ruleYAML: .yaml
        case .ruleJSON: .json
        case .ruleNDJSON: .ndjson
        case .toml, .yaml, .json, .kql, .lucene, .eql, .dsl, .program, .event: nil
        }
    }

    /// Words of the language, and what is known to hurt parsers.
    package var dictionary: [[UInt8]] {
        let common = ["\n", "\r\n", "\r", "\t", " ", "\u{0}", "\u{FEFF}", "é", "\u{202E}", "😀", "#", "\\", "\"", "'"]
        let words: [String]
        switch self {
        case .toml:
            words = [
                "\"\"\"", "'''", "[[", "]]", "[", "]", "{", "}", "=", ".", ",", "a = ", "[a.b]\n", "[[a]]\n", "\\u00e9",
                "\\U0001F600", "\\\n", "1979-05-27T07:32:00Z", "12:00:00", "0x", "1_000", "inf", "nan", "true", "+",
                "-",
                "1e5", "9223372036854775808", "query = '''\n", "a.b.c = 1\n", "{a={b=", "[[[[[[[[",
            ]
        case .yaml:
            words = [
                "---\n", "...\n", "- ", "? ", ": ", "&a ", "*a", "!!str ", "!x ", "|\n", ">-\n", "[", "]", "{", "}",
                "<<: ",
                "%YAML 1.2\n", "  ", "key: ", "- - - ", "? ? ? ", "~", "0o7", ".inf", "8.10", "no", "\\x41", "\\u00e9",
                "&a [*a, *a]", "[[[[[[[[", "{a: {b: ",
            ]
        case .json, .event:
            words = [
                "{", "}", "[", "]", ":", ",", "null", "true", "false", "1e400", "-0", "18446744073709551616",
                "0.1e-400", "\\u0000", "\\ud800", "\\udc00", "\"a\":", "\"a.b\":", "{\"a\":[", "[[[[[[[[",
                "\"_index\":",
                "\"@timestamp\":\"2026-01-01T00:00:00Z\"", "{\"event\":{\"dataset\":\"azure.activitylogs\"}}",
            ]
        case .kql:
            words = [
                " and ", " or ", "not ", "(", ")", "{", "}", ":", ":*", "*", ">=", "<", "\\\"", "\\u00e9", "a:(b or c)",
                "n:{ a:1 and b:2 }", "event.dataset:", "\"*\"", "((((((((", "not not not ", "true", "null",
                "10.0.0.0/8",
                "now-1d/d",
            ]
        case .eql:
            words = [
                " and ", " or ", "not ", "(", ")", "[", "]", "![", "any where ", "sequence by a ", " with maxspan=5m ",
                " with runs=2 ", " until ", "sample by ", " | head 1", " in (", " not in~ (", " like~ ", " regex ", ":",
                "==", "!=", "?", "`", "\"\"\"", "\\u{1F4A9}", "/*", "*/", "//", "startsWith~(", ".5e3", "((((((((",
                "not not ",
                "- - ", "f(f(f(", "null", "true",
            ]
        case .ruleTOML, .ruleYAML, .ruleJSON, .ruleNDJSON: words = FuzzSeeds.ruleWords
        case .lucene:
            words = [
                " AND ", " OR ", "NOT ", "&&", "||", "+", "-", "!", "(", ")", "[", "]", "{", "}", " TO ", ":", ":*",
                "*",
                "?", "~", "~1", "^2", "/", "/a.b/", "\\u00e9", "a:(b OR c)", "_exists_:", "a:>=5", "[1 TO 5]", "\\*:",
                "((((((((", "NOT NOT ", "10.0.0.0\\/8", "now-1d\\/d",
            ]
        case .dsl:
            words = [
                "{", "}", "[", "]", ":", ",", "null", "true", "1e400", "-0", "\"bool\":", "\"filter\":[",
                "\"must_not\":",
                "\"should\":[", "\"minimum_should_match\":", "{\"term\":{\"a\":\"b\"}}", "{\"terms\":{\"a\":[",
                "{\"range\":{\"n\":{\"gte\":", "{\"regexp\":{\"a\":\"x+\"}}", "{\"nested\":{\"path\":\"n\",\"query\":",
                "{\"query_string\":{\"query\":\"", "{\"exists\":{\"field\":\"a\"}}", "{\"wildcard\":{\"a\":\"b*\"}}",
                "{\"bool\":{\"filter\":[{\"bool\":{\"must\":[", "\"case_insensitive\":true", "\"fuzziness\":\"AUTO\"",
            ]
        case .program:
            words = ["TENETPRG", "\u{1}\u{0}\u{0}\u{0}", "\u{2}\u{0}\u{0}\u{0}", "\u{0}\u{0}\u{0}\u{0}"]
        }
        let wide: [[UInt8]] = [
            [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0x7F],
        ]
        return (common + words).map { Array($0.utf8) } + wide
    }

    /// Damaged inputs, of which each depends on the seed and its number alone. `seeds`: nil for the target's own.
    package func mutations(seeds: [[UInt8]]? = nil, seed: UInt64) -> Mutations {
        Mutations(
            seeds: seeds ?? self.seeds(), dictionary: dictionary, seed: seed,
            grain: self == .program ? .program : ruleSyntax == nil ? .bytes : .lines)
    }

    /// Good inputs: our rules, events and golden files, and the corpora beside the checkout where they are there.
    package func seeds() -> [[UInt8]] {
        switch self {
        case .toml: FuzzSeeds.files(["toml"])
        case .yaml: FuzzSeeds.files(["yaml", "yml"])
        case .json: FuzzSeeds.files(["json"]) + FuzzSeeds.events()
        case .event: FuzzSeeds.events()
        case .kql: FuzzSeeds.queries("kuery")
        case .lucene: FuzzSeeds.lucene()
        case .eql: FuzzSeeds.queries("eql")
        case .dsl: FuzzSeeds.dsl()
        case .program: FuzzSeeds.programs()
        case .ruleTOML, .ruleYAML, .ruleJSON, .ruleNDJSON: ruleSyntax.map(FuzzSeeds.ruleFiles) ?? []
        }
    }
}

/// Where good inputs come from.
package enum FuzzSeeds {
    /// No seed of the built-in ones is longer.
    package static let maximumBytes = 64 << 10

    /// Every file below a folder, in the order of their paths.
    package static func files(in folder: URL) -> [[UInt8]] { files(in: folder, nil, maximumBytes: .max) }

    /// Files of a folder with one of the endings, if any are named, in the order of their paths.
    package static func files(
        in folder: URL, _ endings: [String]?, every step: Int = 1, maximumBytes: Int = maximumBytes
    ) -> [[UInt8]] {
        let paths = (FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String]) ?? []
        let wanted = paths.filter { path in endings?.contains { path.hasSuffix("." + $0) } ?? true }.sorted()
        return stride(from: 0, to: wanted.count, by: step).compactMap { index in
            let data = try? Data(contentsOf: folder.appending(path: wanted[index]))
            return data.flatMap { $0.count <= maximumBytes ? Array($0) : nil }
        }
    }

    static func files(_ endings: [String]) -> [[UInt8]] {
        let own = ["rules", "Tests/Golden", "Tests/Fixtures"].flatMap {
            files(in: Shared.repository.appending(path: $0), endings)
        }
        let others = ["corpus/elastic/rules", "corpus/toml-test/valid", "corpus/yaml-test-suite"].compactMap { name in
            Shared.file(name).map { files(in: $0, endings, every: name.contains("elastic") ? 17 : 3) }
        }
        return own + others.flatMap { $0 }
    }

    /// Lines of events.
    static func events() -> [[UInt8]] {
        let folders = [Shared.repository.appending(path: "rules")] + [Shared.file("events/cloud")].compactMap { $0 }
        let files = folders.flatMap { folder in
            ((FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String]) ?? [])
                .filter { $0.hasSuffix(".ndjson") }.sorted().map { folder.appending(path: $0) }
        }
        return files.flatMap { file -> [[UInt8]] in
            let data = (try? Data(contentsOf: file)) ?? Data()
            return data.prefix(256 << 10).split(separator: 0x0A).prefix(40).map { Array($0) }
        }
    }
}
