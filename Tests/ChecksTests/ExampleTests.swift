import Diagnostics
import Documents
import ExampleSupport
import Foundation
import SourceText
import TestSupport
import Testing

@testable import Checks

/// The examples of every check are its documentation and its tests.
@Suite struct ExampleTests {
    @Test func everyTextIsAsItsExampleSays() {
        for check in CheckRegistry.all {
            let judge = ExampleJudge(check)
            for fault in judge.texts.flatMap(judge.faults) { Issue.record("\(fault)") }
        }
    }

    @Test func factsAreComplete() {
        var summaries: Set<String> = []
        for check in CheckRegistry.all {
            let info = check.info
            #expect(info.id.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") }, "\(info.id)")
            #expect(info.summary.utf8.count <= 110 && !info.summary.hasSuffix("."), "\(info.id): summary")
            #expect(info.rationale.utf8.count >= 80 && info.rationale.hasSuffix("."), "\(info.id): rationale")
            #expect(info.examples.contains { !$0.bad.isEmpty }, "\(info.id) has no wrong example")
            #expect(info.examples.contains { !$0.good.isEmpty }, "\(info.id) has no right example")
            #expect(summaries.insert(info.summary).inserted, "\(info.id): summary of another check")
        }
        #expect(CheckRegistry.all.count >= 40)
    }

    /// What a check says of its fixes and its severity is what its examples show.
    @Test func availabilityIsTrue() {
        for check in CheckRegistry.all {
            let judge = ExampleJudge(check)
            let found = judge.texts.filter(\.isBad).flatMap(judge.findings).filter { $0.id == check.info.id }
            let seen = Set(found.compactMap { $0.fix?.applicability })
            switch check.info.fix {
            case .none: #expect(seen.isEmpty, "\(check.info.id) offers a fix")
            case .sometimes(let best): #expect(seen.allSatisfy { $0 <= best }, "\(check.info.id)")
            case .always(let best): #expect(seen == [best], "\(check.info.id): \(seen)")
            }
        }
    }

    /// What completes a fragment gives no finding itself.
    @Test func basesAreClean() {
        for base in ExampleBase.allCases {
            let languages: [Example] =
                base == .kibana
                ? [Example(on: base), Example(on: base, syntax: .ndjson)]
                : [Example(on: base), Example(on: base, syntax: .yaml)]
            for example in languages {
                let rule = ExampleRule("", of: example)
                let found = CheckRunner.lintAlone(rule.source, CheckContext(profile: .recommended)).findings
                    .filter { $0.id != "query-not-checked" }
                let said = found.map { "\($0.id): \($0.message)" }
                #expect(
                    said == [],
                    "\(base.rawValue) in \(example.syntax.rawValue): \(String(decoding: rule.source.bytes, as: UTF8.self))"
                )
            }
        }
    }

    /// The fewest wrong and right texts that hold a check to what it says.
    private static let fewest = (bad: 3, good: 2)

    @Test func everyCheckHasEnoughExamples() {
        for check in CheckRegistry.all {
            let bad = check.info.examples.map(\.bad.count).reduce(0, +)
            let good = check.info.examples.map(\.good.count).reduce(0, +)
            #expect(
                bad >= Self.fewest.bad && good >= Self.fewest.good,
                "\(check.info.id) has \(bad) wrong and \(good) right examples")
        }
    }
}
