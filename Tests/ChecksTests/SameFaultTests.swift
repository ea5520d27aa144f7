import Diagnostics
import ExampleSupport
import Rules
import SourceText
import Testing

@testable import Checks

/// What keeps a rule from being used has in every command the ID and the text that `lint` reports it with.
@Suite struct SameFaultTests {
    /// Why the rules of a file do not run, cannot be read, or cannot be translated.
    private func faults(_ file: LoadedFile) -> [Diagnostic] {
        let uses: [LoadedRule.Use] = [.page, .conversion, .translation, .run]
        return uses.flatMap { file.faults(for: $0) }
    }

    @Test func faultsOfExamplesAreFindings() {
        var count = 0
        for check in CheckRegistry.all {
            for text in ExampleJudge(check).texts {
                let source = text.rule.source
                // What no check reports is not for `lint`: the rule is sound, and cannot be run.
                let faults = faults(LoadedFile(source)).filter { CommandDiagnostic.find($0.id) == nil }
                let isSuppressed = String(decoding: source.bytes, as: UTF8.self).contains("tenet: ignore")
                if faults.isEmpty || isSuppressed { continue }
                var context = CheckContext(check.info, text.example)
                context.profile = .strict
                let found = CheckRunner.lintAlone(source, context, beside: ExampleRule.other(of: text.example)).findings
                for fault in faults {
                    count += 1
                    let isReported = found.contains { $0.id == fault.id && $0.message == fault.message }
                    #expect(isReported, "\(text.name): \(fault.id): \(fault.message); lint: \(found.map(\.message))")
                }
            }
        }
        #expect(count > 200)
    }

    /// Every check that a cause is reported by exists, in its category.
    @Test func checksOfCausesExist() {
        let causes: [Diagnostic.Cause] = [
            .syntax, .limit, .unknownField(""), .valueDoesNotFit(field: "", type: "", value: ""),
            .patternOnType(field: "", type: ""), .nesting(field: ""), .textField(""), .fieldType(field: "", type: ""),
            .comparedFields, .unknownFunction(""), .arguments(function: ""), .operand, .regex, .joinKeys, .unsupported,
            .notEvaluable(""), .untranslatable(""),
        ]
        for cause in causes {
            for part in QueryPart.allCases {
                guard let named = cause.check(in: part) else { continue }
                let info = CheckSuggestions.check(named.id)?.info
                #expect(info?.category.rawValue == named.category, "\(named)")
            }
        }
    }
}
