import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Workspace

/// What the linter keeps of files with very many findings.
@Suite struct LinterTests {
    /// Our purge rule with its tags replaced, and its type spelled wrong after them.
    private func flooded(tags: Int) throws -> String {
        let url = Shared.repository.appending(path: "rules/azure/azure-key-vault-purged.toml")
        let text = try String(contentsOf: url, encoding: .utf8)
        let list = try #require(text.range(of: #"tags = \[[^\]]*\]"#, options: .regularExpression))
        let many = Array(repeating: "\"Tag\"", count: tags).joined(separator: ", ")
        return text.replacingCharacters(in: list, with: "tags = [\(many)]")
            .replacingOccurrences(of: "type = \"query\"", with: "type = \"querx\"")
    }

    @Test(arguments: [3, 900, 1_500, 20_000]) func aFloodOfWarningsHidesNoErrorBehindIt(_ tags: Int) throws {
        let scratch = try ScratchFolder()
        let file = try scratch.write("flood.toml", try flooded(tags: tags))
        let result = Linter.lint([file.path])
        let errors = result.findings.filter { $0.severity == .error }
        #expect(errors.map(\.id) == ["invalid-value"])
        #expect(result.findings.count == min(tags, Linter.mostFindings))
        #expect(result.cut.isEmpty == (tags <= Linter.mostFindings))
        #expect(zip(result.findings, result.findings.dropFirst()).allSatisfy { !Diagnostic.precedes($1, $0) })
    }
}
