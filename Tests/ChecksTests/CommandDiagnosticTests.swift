import Foundation
import TestSupport
import Testing

@testable import Checks

/// Every ID that a command can print has an explanation.
@Suite struct CommandDiagnosticTests {
    /// What makes an ID of a diagnostic in the sources: it begins a call, or is a default or an assignment.
    private static var places: [Regex<(Substring, Substring)>] {
        [
            #/[Dd]iagnostic\(\s*"([a-z0-9-]+)"/#,
            #/(?:finding|fault|refuse|refused|told)\(\s*"([a-z]+(?:-[a-z]+)+)"/#,
            #/[^a-zA-Z_]id(?:: String)? = "([a-z]+(?:-[a-z]+)+)"/#,
            // As an argument; not in the examples of checks.
            #/[(,] id: "([a-z]+(?:-[a-z]+)+)"/#,
            // The IDs of causes.
            #/case [A-Za-z., ]+: "([a-z]+(?:-[a-z]+)+)"\n/#, #/\.[A-Za-z]+:\s*"([a-z]+(?:-[a-z]+)+)"\n/#,
        ]
    }

    /// The IDs in the sources, apart from those of the checks themselves.
    private static func printedIDs() throws -> Set<String> {
        let sources = Shared.repository.appending(path: "Sources")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var ids: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            if file.path.contains("/Checks/Pages/") || file.path.contains("/Configuration/") { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            if !text.contains("Diagnostic") { continue }
            for place in places { ids.formUnion(text.matches(of: place).map { String($0.1) }) }
        }
        return ids
    }

    @Test func everyPrintedIDIsExplained() throws {
        let ids = try Self.printedIDs()
        for id in ids where CheckSuggestions.check(id) == nil {
            #expect(CommandDiagnostic.find(id) != nil, "`\(id)` is not explained")
        }
        // What is found here is what is explained: no place of an ID is overlooked.
        for diagnostic in CommandDiagnostic.all {
            #expect(ids.contains(diagnostic.id), "`\(diagnostic.id)` is not in the sources")
        }
    }

    @Test func pagesAreComplete() {
        #expect(CommandDiagnostic.all.map(\.id) == CommandDiagnostic.all.map(\.id).sorted())
        for diagnostic in CommandDiagnostic.all {
            #expect(CheckSuggestions.check(diagnostic.id) == nil, "`\(diagnostic.id)` is a check")
            #expect(!diagnostic.commands.isEmpty && !diagnostic.summary.hasSuffix("."), "\(diagnostic.id)")
            let page = CheckPage.text(diagnostic)
            #expect(page.hasPrefix(diagnostic.id + "\n") && page.contains("\nWhy\n"), "\(page)")
            #expect(page.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(diagnostic.id)")
        }
    }
}
