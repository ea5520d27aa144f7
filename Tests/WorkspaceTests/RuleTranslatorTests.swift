import Diagnostics
import Foundation
import Queries
import Rules
import SourceText
import Testing
import Workspace

/// Queries of whole rules in other languages: filters and exceptions are part of them.
@Suite struct RuleTranslatorTests {
    private static let rule =
        #""rule_id":"1","name":"n","description":"d","severity":"low","risk_score":1,"index":["logs-*"],"#
        + #""exceptions_list":[{"id":"k","list_id":"known","type":"detection","namespace_type":"single"}]"#

    private static func item(_ entry: String) -> String {
        #"{"list_id":"known","item_id":"i","name":"i","description":"d","type":"simple","namespace_type":"single","#
            + #""entries":["# + entry + "]}"
    }

    private static let known =
        #"{"field":"user.name","operator":"included","type":"match","value":"known"}"#

    private func translated(
        _ query: String, to target: QueryLanguage, entry: String = RuleTranslatorTests.known
    ) -> RuleTranslator.Result {
        let lines = ["{\(Self.rule),\(query)}", Self.item(entry)]
        let source = SourceFile(path: "export.ndjson", text: lines.joined(separator: "\n") + "\n")
        let loaded = LoadedRules(files: [LoadedFile(source)], errors: [])
        return RuleTranslator.translate(loaded, to: target, jobs: 1)
    }

    @Test func exceptionsAreCarried() {
        let kql = #""type":"query","language":"kuery","query":"host.name:a""#
        for target in [QueryLanguage.kql, .lucene, .eql, .dsl, .esql] {
            let result = translated(kql, to: target)
            #expect(result.gaps.isEmpty && result.ruleCount == 1, "\(target): \(result.gaps.map(\.message))")
            #expect(result.text.contains("user.name") && result.text.contains("known"), "\(target): \(result.text)")
        }
        #expect(translated(kql, to: .kql).text.contains(#""query":"host.name:a and not user.name:"#))
    }

    @Test func exceptionsOfSequencesAreInEachStage() {
        let eql =
            #""type":"eql","language":"eql","query":"sequence by host.id [process where true] [file where true] until [network where true]""#
        let result = translated(eql, to: .eql)
        #expect(result.gaps.isEmpty, "\(result.gaps.map(\.message))")
        #expect(result.text.components(separatedBy: "user.name").count == 4, "\(result.text)")
        #expect(translated(eql, to: .kql).ruleCount == 0)
    }

    @Test func whatCannotBeCarriedIsRefused() {
        let kql = #""type":"query","language":"kuery","query":"host.name:a""#
        let list = #"{"field":"user.name","operator":"included","type":"list","list":{"id":"x","type":"keyword"}}"#
        let result = translated(kql, to: .lucene, entry: list)
        #expect(result.ruleCount == 0 && result.gaps.count == 1, "\(result.text)")
        let esql = #""type":"esql","language":"esql","query":"FROM a | LIMIT 1""#
        #expect(translated(esql, to: .esql).gaps.count == 1)
    }
}
