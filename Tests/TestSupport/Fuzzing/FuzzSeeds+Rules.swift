import Compiler
import Documents
import Machine
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

    /// A program of all the rules, and one of each of some.
    static func programs() -> [[UInt8]] {
        let runnable = rules().compactMap { rule in rule.detection(rule.parsedQuery()).detection.flatMap(rule.runnable)
        }
        let single = stride(from: 0, to: runnable.count, by: 2).map { [runnable[$0]] }
        return ([Array(runnable.prefix(12))] + single).map { RuleCompiler.compile($0).encoded() }
    }

    /// The program that damaged events are matched with.
    static func program() -> Program {
        RuleCompiler.compile(
            rules().compactMap { rule in rule.detection(rule.parsedQuery()).detection.flatMap(rule.runnable) })
    }
}
