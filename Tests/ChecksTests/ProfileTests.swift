import Checks
import Diagnostics
import SourceText
import Testing

/// What a profile adds, and how it weighs findings.
@Suite struct ProfileTests {
    @Test func eachProfileHasThoseBefore() {
        #expect(Profile.allCases == Profile.allCases.sorted())
        #expect(CheckRegistry.all.allSatisfy { $0.info.profile <= .strict })
    }

    /// A query in capitals is a matter of taste for most, and refused by the tools around Elastic's rules.
    @Test func severityFollowsTheProfile() throws {
        let source = SourceFile(
            path: "rules/a.toml", text: "[rule]\ntype = \"query\"\nlanguage = \"kuery\"\nquery = 'a:1 AND b:2'\n")
        func severity(_ profile: Profile) -> Severity? {
            CheckRunner.lint(source, CheckContext(profile: profile)).findings.first { $0.id == "keyword-case" }?
                .severity
        }
        #expect(severity(.recommended) == .info)
        #expect(severity(.elastic) == .error)
        #expect(severity(.strict) == .error)
    }

    /// Elastic's own check excuses only a `STATS` with `BY` from requesting the metadata fields.
    @Test func aggregationWithoutGroupsNeedsMetadataForElastic() {
        let source = SourceFile(
            path: "rules/a.toml",
            text: "[rule]\ntype = \"esql\"\nlanguage = \"esql\"\nquery = 'from logs-* | stats c = count(*)'\n")
        func isReported(_ profile: Profile) -> Bool {
            CheckRunner.lint(source, CheckContext(profile: profile)).findings
                .contains { $0.id == "esql-missing-metadata" }
        }
        #expect(Profile.allCases.map(isReported) == [false, true, true])
    }

    @Test func strictLeavesNoWarning() {
        for check in CheckRegistry.all {
            for severity in Severity.allCases {
                #expect(check.info.severity(severity, in: .strict) != .warning, "\(check.info.id)")
            }
        }
        let source = SourceFile(path: "rules/a.toml", text: "[rule]\nreferences = [\"nowhere\"]\nrisk_score = 99\n")
        let findings = CheckRunner.lint(source, CheckContext(profile: .strict)).findings
        #expect(!findings.isEmpty && !findings.contains { $0.severity == .warning })
    }
}
