import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct InspectCommandTests {
    private func inspect(_ stage: String, _ text: String, _ more: [String] = []) throws -> TenetBinary.Outcome {
        try TenetBinary.run(["inspect", "--stage", stage, "-"] + more, input: text)
    }

    @Test func taggedTreesAreThoseOfTheTOMLTestSuite() throws {
        let outcome = try inspect("tree", "a = 1\n[b]\nc = [true, 1979-05-27]\n", ["--output-format", "tagged"])
        #expect(outcome.status == 0)
        #expect(
            outcome.output
                == #"{"a":{"type":"integer","value":"1"},"b":{"c":[{"type":"bool","value":"true"},"#
                + #"{"type":"date-local","value":"1979-05-27"}]}}"# + "\n")
    }

    @Test func syntaxErrorsAreTold() throws {
        for more in [[], ["--output-format", "tagged"]] {
            let outcome = try inspect("tree", "a = 1\nb = ]\n", more)
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("error[toml-syntax]"))
            #expect(outcome.output.isEmpty == !more.isEmpty)
        }
    }

    @Test func everyStageOfARuleIsShown() throws {
        let rule = Shared.repository.appending(path: "rules/azure/azure-key-vault-modified.toml").path
        for (stage, words) in [
            ("tree", "query"), ("rule", "severity \"medium\""), ("expr", "test event.dataset"), ("program", ""),
        ] {
            let outcome = try TenetBinary.run(["inspect", "--stage", stage, rule])
            #expect(outcome.status == 0, "\(stage): \(outcome.errors)")
            #expect(words.isEmpty ? !outcome.output.isEmpty : outcome.output.contains(words), "\(stage)")
        }
    }

    @Test func aStageThatIsNotReachedIsTwo() throws {
        let outcome = try inspect("expr", "[rule]\nname = \"x\"\n")
        #expect(outcome.status == 2)
        #expect(outcome.errors.hasPrefix("error: stdin.toml has no query that can be read\n"))
    }
}
