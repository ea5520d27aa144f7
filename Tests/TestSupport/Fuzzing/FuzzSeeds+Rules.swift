import Compiler
import Documents
import Foundation
package import Machine
import Rules
import SourceText

extension FuzzSeeds {
    /// The rules that the seeds of both languages hold.
    private static func rules() -> [Rule] {
        let toml = files(["toml"]).map { SourceFile(id: SourceID(0), path: "seed.toml", bytes: $0) }
        let yaml = files(["yaml"]).map { SourceFile(id: SourceID(0), path: "seed.yaml", bytes: $0) }
        return (toml + yaml).flatMap { DocumentReader.read($0).documents }.map(ElasticRuleReader.read)
    }

    /// Texts of queries in a language.
    static func queries(_ language: String) -> [[UInt8]] {
        rules().compactMap { rule in
            rule.elastic.language?.text == language ? rule.elastic.query.map { Array($0.text.utf8) } : nil
        }
    }

    /// The sample with every instruction, a program of our own rules, one of each of some, and larger ones of many.
    static func programs() -> [[UInt8]] {
        let runnable = runnable()
        let single = stride(from: 0, to: runnable.count, by: max(1, runnable.count / 20)).map { [runnable[$0]] }
        let several = [10, 40, 120, 240].map { Array(runnable.prefix($0)) }
        let compiled = (single + several).map { RuleCompiler.compile($0).encoded() }
        let sample = SampleProgram.make().encoded()
        return Array(repeating: sample, count: 8) + compiled.filter { $0.count <= maximumBytes }
    }

    /// A program of each of our own rules, and one of each hundred of the rules that are beside the checkout.
    package static func programsOfAllRules() -> [[UInt8]] {
        let own = ownRules().map { [$0] }
        let others = rules(below: ["rules", "rules_building_block"].compactMap { Shared.file("corpus/elastic/\($0)") })
        let hundreds = stride(from: 0, to: others.count, by: 100).map { Array(others[$0...].prefix(100)) }
        return (own + hundreds).map { RuleCompiler.compile(runnable($0)).encoded() }
    }

    /// A program of our own rules.
    package static func programOfOwnRules() -> Program { RuleCompiler.compile(runnable(ownRules())) }

    private static func ownRules() -> [Rule] { rules(below: [Shared.repository.appending(path: "rules")]) }

    private static func rules(below folders: [URL]) -> [Rule] {
        ["toml", "yaml"].flatMap { ending in
            folders.flatMap { files(in: $0, [ending], maximumBytes: .max) }.flatMap { bytes in
                DocumentReader.read(SourceFile(id: SourceID(0), path: "seed.\(ending)", bytes: bytes)).documents
                    .map(ElasticRuleReader.read)
            }
        }
    }

    /// Lines of the events that lie beside our own rules and in the shared folder.
    package static func eventLines() -> [[UInt8]] { events() }

    /// What damaged programs run over: events of every shape, and some of our own rules.
    package static func programEvents() -> [[UInt8]] {
        let own = events()
        return SampleProgram.events.map { Array($0.utf8) } + varied.map { Array($0.utf8) }
            + stride(from: 0, to: min(own.count, 40), by: 8).map { own[$0] }
    }

    /// Objects in one another and in arrays, words, numbers at their ends, dates, addresses.
    private static let varied = [
        #"{"a":{"b":["aaa","a","1.2.3","Cmd.EXE","word a","ex","\u00e9\ud83d\ude00"]},"n":"10.0.0.1","o":{"x":"a"}}"#,
        #"{"n":["2024-01-01T00:00:00.123456789Z","now",-0.0,1e300,-9223372036854775808],"@timestamp":1704067200000}"#,
        #"{"o":[{"x":[1,2],"i":[{"j":{"y":"z"}},{"j":[{"y":["a","z"]},{}]}],"o":[{"o":{"x":1}}]},{"i.j":{"y":"z"}}]}"#,
        #"{"_source":{"a.b":"a b a","n":false,"event":{"category":["process"],"type":"start"}},"_id":"1","_index":"logs-1"}"#,
        #"{"host":{"os":{"type":"windows"}},"event.dataset":"azure.activitylogs","process":{"name":"x","args":["a","b"]}}"#,
    ]

    private static func runnable(_ rules: [Rule] = rules()) -> [RunnableRule] {
        rules.compactMap { rule in rule.detection(rule.parsedQuery()).detection.flatMap(rule.runnable) }
    }

    /// The program that damaged events are matched with.
    static func program() -> Program {
        RuleCompiler.compile(runnable())
    }
}
