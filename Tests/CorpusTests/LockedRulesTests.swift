import Checks
import Diagnostics
import Documents
import Foundation
import Rules
import SourceText
import TestSupport
import Testing

/// Published rules and the version lock of the same day agree. Skipped with a message where the two are not there.
@Suite struct LockedRulesTests {
    private static let rules = Shared.file("corpus/elastic/rules")
    private static let lock = Shared.file("oracle/elastic/version.lock.json.gz")

    /// With the lock at hand the checks that need it are no longer silent, and still have nothing to say.
    @Test(.enabled(if: rules != nil && lock != nil, "no shared corpus here"))
    func publishedRulesAgreeWithTheirLock() throws {
        let file = try #require(Self.lock)
        let text = String(decoding: try #require(Shared.unpacked(file)), as: UTF8.self)
        let lock = try #require(JSONReader.value(text).flatMap { VersionLock($0) })
        var context = CheckContext(profile: .elastic)
        context.lock = lock
        context.today = "2026/08/21"
        let ids: Set = [
            "deprecated-never-locked", "fork-exceeds-version-space", "lock-entry-missing-fork", "locked-rule-demoted",
            "rule-type-changed", "date-in-future",
        ]
        context.plan = CheckPlan(CheckRegistry.all.filter { ids.contains($0.info.id) }, .elastic)
        var locked = 0
        let root = try #require(Self.rules)
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) where path.hasSuffix(".toml") {
            let bytes = Array(try Data(contentsOf: root.appending(path: path)))
            let source = SourceFile(id: SourceID(0), path: "rules/" + path, bytes: bytes)
            let outcome = CheckRunner.lint(source, context)
            for finding in outcome.findings {
                Issue.record("\(path): \(finding.id): \(finding.message)")
            }
            if let id = outcome.identities.first?.ruleID, lock.entry(ofRule: id.text) != nil {
                locked += 1
            }
        }
        #expect(locked > 1_000)
    }
}
