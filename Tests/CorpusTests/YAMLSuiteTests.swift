import Diagnostics
import Documents
import Foundation
import SourceText
import TestSupport
import Testing

/// yaml-test-suite (yaml/yaml-test-suite@ccfa74e5): nothing traps, and libyaml's events are those that the suite expects,
/// but for the cases listed in `known-differences/yaml-test-suite.txt`.
///
/// Skipped without `../shared`.
@Suite(.enabled(if: Shared.file("corpus/yaml-test-suite/src") != nil, "needs ../shared/corpus/yaml-test-suite"))
struct YAMLSuiteTests {
    /// One case of the suite: its id (with a number where the file has several), text and expected events.
    private struct Case {
        var id: String
        var text: String
        /// nil: the text is not YAML.
        var events: [String]?
    }

    @Test func eventsAreThoseOfTheSuiteButForTheListedOnes() throws {
        let cases = try Self.cases()
        #expect(cases.count > 390)
        let known = try Self.knownDifferences()
        var differing: Set<String> = []
        for each in cases {
            let (events, isFaulty) = Self.events(of: each.text)
            let isEqual = each.events.map { !isFaulty && $0 == events } ?? isFaulty
            guard !isEqual else { continue }
            differing.insert(each.id)
            guard known[each.id] == nil else { continue }
            let expected = each.events?.joined(separator: "\n") ?? "a fault"
            Issue.record(
                "\(each.id)\n\(each.text)\nexpected \(expected)\ngot \(isFaulty) \(events.joined(separator: "\n"))")
        }
        for id in known.keys.sorted() where !differing.contains(id) {
            Issue.record("\(id) is listed as a difference and passes: remove it from the list")
        }
    }

    @Test func everyCaseIsReadWithMapsAndWithoutTraps() throws {
        for each in try Self.cases() {
            let source = SourceFile(path: "\(each.id).yaml", text: each.text)
            let (file, unmapped) = YAMLReader.readCounting(source)
            #expect(unmapped == 0, "\(each.id)")
            for finding in file.findings { #expect(finding.location.range.end <= source.bytes.count, "\(each.id)") }
            if each.events == nil, Self.events(of: each.text).isFaulty { #expect(!file.findings.isEmpty, "\(each.id)") }
        }
    }

    /// Every prefix of every case: half-written files are normal input.
    @Test func everyPrefixIsReadWithoutTraps() throws {
        for each in try Self.cases() where each.text.utf8.count < 60 {
            let bytes = Array(each.text.utf8)
            for end in bytes.indices {
                let source = SourceFile(id: SourceID(0), path: each.id, bytes: Array(bytes[..<end]))
                for finding in YAMLReader.read(source).findings {
                    #expect(finding.location.range.end <= end, "\(each.id)")
                }
            }
        }
    }

    // MARK: - The suite's files

    private static func cases() throws -> [Case] {
        let folder = try #require(Shared.file("corpus/yaml-test-suite/src"))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".yaml") }
        return try names.sorted().flatMap { name -> [Case] in
            let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
            let file = YAMLReader.read(SourceFile(id: SourceID(0), path: name, bytes: bytes))
            #expect(file.findings.isEmpty, "\(name)")
            let items = try #require(file.documents.first?.root.array, "\(name)")
            let stem = String(name.dropLast(5))
            var tree: String?
            return items.enumerated().compactMap { index, item -> Case? in
                tree = item["tree"]?.string ?? tree
                guard let text = item["yaml"]?.string else { return nil }
                let id = items.count == 1 ? stem : "\(stem)-\(index)"
                let isFault = item["fail"]?.boolean == true
                return Case(id: id, text: decoded(text), events: isFault ? nil : tree.map(Self.eventLines))
            }
        }
    }

    /// The suite's signs for what an editor would not show.
    private static func decoded(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "␣": result.append(" ")
            case "»":
                // A tab is drawn as wide as it is.
                while result.last == "—" { result.removeLast() }
                result.append("\t")
            case "⇔": result.append("\u{FEFF}")
            case "←": result.append("\r")
            case "↵": break
            default: result.append(scalar)
            }
        }
        if result.suffix(2).elementsEqual(["∎", "\n"]) { result.removeLast(2) }
        return String(result)
    }

    private static func eventLines(_ tree: String) -> [String] {
        tree.split(separator: "\n").map { decoded(String($0.drop { $0 == " " })) }
    }

    private static func knownDifferences() throws -> [String: String] {
        let url = Shared.repository.appending(path: "Tests/CorpusTests/known-differences/yaml-test-suite.txt")
        var known: [String: String] = [:]
        for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            known[parts[0]] = try #require(parts.count == 2 ? parts[1] : nil, "\(line): a reason is missing")
        }
        return known
    }

    // MARK: - Events in the suite's notation

    private static func events(of text: String) -> (lines: [String], isFaulty: Bool) {
        var lines = ["+STR"]
        let bytes = Array(text.utf8)
        let fault = YAMLEvents.forEach(in: bytes, range: 0..<bytes.count) { event in
            lines.append(line(event))
            return true
        }
        lines.append("-STR")
        return (lines, fault != nil)
    }

    private static func line(_ event: YAMLEvent) -> String {
        let properties =
            (event.anchor.map { " &\($0)" } ?? "") + (event.tag.map { " <\($0)>" } ?? "")
        switch event.kind {
        case .documentStart(let isExplicit): return isExplicit ? "+DOC ---" : "+DOC"
        case .documentEnd(let isExplicit): return isExplicit ? "-DOC ..." : "-DOC"
        case .alias(let name): return "=ALI *\(name)"
        case .sequenceStart(let isFlow): return (isFlow ? "+SEQ []" : "+SEQ") + properties
        case .sequenceEnd: return "-SEQ"
        case .mappingStart(let isFlow): return (isFlow ? "+MAP {}" : "+MAP") + properties
        case .mappingEnd: return "-MAP"
        case .scalar(let scalar):
            let sign =
                switch scalar.style {
                case .yamlSingleQuoted: "'"
                case .yamlDoubleQuoted: "\""
                case .yamlLiteral: "|"
                case .yamlFolded: ">"
                default: ":"
                }
            return "=VAL\(properties) \(sign)\(escaped(scalar.text))"
        }
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case "\u{8}": result += "\\b"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
