import Checks
import Foundation
import TestSupport
import Testing

@testable import Workspace

/// The page of settings names every setting, and no other.
@Suite struct ConfigurationPageTests {
    @Test func everySettingIsInTheTable() throws {
        let page = try String(
            contentsOf: Shared.repository.appending(path: "docs/configuration.md"), encoding: .utf8)
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
        let names = rows.map { String($0.dropFirst(3).prefix { $0 != "`" }) }
        #expect(names == Setting.allCases.map(\.rawValue))
    }

    @Test func itsSuppressionsNameRealChecks() throws {
        let page = try String(
            contentsOf: Shared.repository.appending(path: "docs/configuration.md"), encoding: .utf8)
        let ids = page.components(separatedBy: "ignore[").dropFirst()
            .flatMap { Settings.list(String($0.prefix { $0 != "]" })) }
        #expect(ids.count >= 3)
        #expect(ids.allSatisfy { CheckSuggestions.check($0) != nil }, "\(ids)")
    }
}
