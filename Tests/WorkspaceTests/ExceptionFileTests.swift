import Foundation
import Rules
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
}
