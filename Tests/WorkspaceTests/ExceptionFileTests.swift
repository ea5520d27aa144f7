import Diagnostics
import Foundation
import Machine
import Rules
import SourceText
import TestSupport
import Testing
import Workspace

/// Exceptions that are in files of their own, as Elastic's repository keeps them.
@Suite struct ExceptionFileTests {
    private static func rule(_ id: String, list: String) -> String {
        """
        [rule]
        name = "\(id)"
        rule_id = "\(id)"
        type = "query"
        language = "kuery"
        query = "process.name:a"
        index = ["logs-*"]

        [[rule.exceptions_list]]
        id = "x"
        list_id = "\(list)"
        type = "detection"
        namespace_type = "single"
        """
    }

    private static let exceptions = """
        [metadata]
        creation_date = "2024/07/10"
        updated_date = "2024/07/10"
        list_name = "L"

        [[exceptions]]
        [exceptions.container]
        description = "A list"
        list_id = "l"
        name = "L"
        namespace_type = "single"
        type = "detection"

        [[exceptions.items]]
        description = "One tool"
        list_id = "l"
        item_id = "i"
        name = "One tool"
        namespace_type = "single"
        type = "simple"

        [[exceptions.items.entries]]
        field = "process.name"
        type = "match"
        operator = "included"
        value = "backup.exe"
        """

    @Test func theyAreJoinedToTheRulesThatReferToTheirList() throws {
        let folder = try ScratchFolder()
        try folder.write("rules/a.toml", Self.rule("a", list: "l"))
        try folder.write("rules/b.toml", Self.rule("b", list: "other"))
        try folder.write("exceptions/l.toml", Self.exceptions)
        let loaded = RuleLoader.load([folder.url.path], .init(jobs: 2))
        #expect(loaded.files.map(\.kind) == [.exceptions, .ruleFile, .ruleFile])
        #expect(loaded.rules.map { $0.query?.exceptions != nil } == [true, false])
        #expect(loaded.scan.skipped.isEmpty)
    }

    private static let bundle = """
        [[line]]
        [line.object]
        description = "One tool"
        list_id = "l"
        item_id = "i"
        name = "One tool"
        namespace_type = "single"
        type = "simple"

        [[line.object.entries]]
        field = "process.name"
        type = "match"
        operator = "included"
        value = "backup.exe"
        """

    /// The bundle that an export left beside its rules holds their exceptions, however the file is named.
    @Test func thoseOfABundleAreJoinedToTheRulesBesideIt() throws {
        let folder = try ScratchFolder()
        try folder.write("rules/a.toml", Self.rule("a", list: "l"))
        try folder.write("rules/b.toml", Self.rule("b", list: "other"))
        try folder.write("rules/deeper/c.toml", Self.rule("c", list: "l"))
        try folder.write("rules/_bundle.toml", Self.bundle)
        try folder.write("elsewhere/d.toml", Self.rule("d", list: "l"))
        for paths in [
            [""], ["rules", "elsewhere"], ["rules/a.toml", "rules/b.toml", "rules/deeper/c.toml", "elsewhere/d.toml"],
        ] {
            let loaded = RuleLoader.load(paths.map { folder.url.appending(path: $0).path }, .init(jobs: 2))
            let joined = loaded.rules.filter { $0.query?.exceptions != nil }.compactMap { $0.rule.id?.text }
            #expect(joined.sorted() == ["a", "c"], "\(paths)")
        }
        let program = RuleProgram.compile(RuleLoader.load([folder.url.appending(path: "rules/a.toml").path]))
        #expect(program.program.ruleCount == 1 && program.findings.isEmpty)
    }

    /// What is omitted of another file is reported in the rule's own, where it refers to the list.
    @Test func theirFaultsAreReportedAtTheReference() throws {
        let folder = try ScratchFolder()
        try folder.write("rules/a.toml", Self.rule("a", list: "l"))
        try folder.write(
            "rules/_bundle.toml",
            Self.bundle.replacing(
                "operator = \"included\"", with: "operator = \"included\"\nlist = { id = \"x\", type = \"keyword\" }"
            ).replacing("type = \"match\"", with: "type = \"list\""))
        let loaded = RuleLoader.load([folder.url.path])
        let notices = RuleProgram.compile(loaded).notices
        let notice = try #require(notices.first)
        #expect(notice.message == "the exception `One tool` has a value list, which only the stack has, and is skipped")
        let source = try #require(loaded.sources.first)
        #expect(source.text(notice.range).contains("list_id"))
    }

    @Test func aBundleThatCannotBeReadIsReported() throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.rule("a", list: "l"))
        try folder.write("_bundle.toml", "line = ")
        #expect(RuleLoader.load([folder.url.path]).errors.count == 1)
    }
}
