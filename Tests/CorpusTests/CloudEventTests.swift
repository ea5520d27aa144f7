import Compiler
import Foundation
import Machine
import Queries
import Schemas
import TestSupport
import Testing

@testable import Workspace

/// The Key Vault rule, a widened query and our rules over the shared cloud events. What is expected was counted with
/// `jq` on the files, for example
/// `jq 'select(.event.dataset=="azure.activitylogs" and (.event.outcome|IN("Success","success")) and
/// .azure.activitylogs.operation_name=="MICROSOFT.KEYVAULT/VAULTS/WRITE")._id'`.
@Suite(.enabled(if: Shared.file("events/cloud/derived") != nil, "no shared events here"))
struct CloudEventTests {
    private static let folders = ["events/cloud", "events/cloud/derived"]

    /// All NDJSON files, by name.
    private func files() throws -> [(name: String, path: String)] {
        try Self.folders.flatMap { folder in
            let url = try #require(Shared.file(folder))
            return try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasSuffix(".ndjson") }
                .sorted().map { ($0, url.appending(path: $0).path) }
        }
    }

    /// What a program finds in a file: rule name and `_id` of each hit.
    private func hits(_ program: Program, _ path: String) -> [String] {
        var found: [String] = []
        let totals = EventRun(program).run([path]) { signal in
            switch signal {
            case .hit(let hit):
                found.append("\(program.rule(hit.rule).name) \(String(decoding: hit.identifier, as: UTF8.self))")
            case .skipped(let skipped): Issue.record("\(skipped)")
            case .pause: break
            }
            return true
        }
        #expect(totals.events > 0, "\(path)")
        return found
    }

    private func program(_ path: String) -> Program {
        let loaded = RuleProgram.compile(RuleLoader.load([path]))
        #expect(loaded.findings.isEmpty && loaded.errors.isEmpty, "\(path)")
        return loaded.program
    }

    @Test func keyVaultRuleFindsItsOneEvent() throws {
        let rule = try #require(Shared.file("seed/keyvault_102.toml"))
        let program = program(rule.path)
        #expect(program.ruleCount == 1)
        for file in try files() {
            let expected =
                file.name == "azure-activitylogs-upper.ndjson"
                ? [#"Azure Key Vault Modified "5adf65cdb1cdeeac8172""#] : []
            #expect(hits(program, file.path) == expected, "\(file.name)")
        }
    }

    @Test func widenedQueryFindsEveryActivityLog() throws {
        let expr = KQL.lower(KQL.parse("azure.activitylogs.operation_name:*"), fields: NoFields()).expr
        let program = RuleCompiler.compile(query: expr)
        let expected = [
            "azure-activitylogs.ndjson": [9, 247], "azure-activitylogs-upper.ndjson": [247],
        ]
        for file in try files() {
            let count = hits(program, file.path).count
            #expect((expected[file.name] ?? [0]).contains(count), "\(file.name): \(count)")
        }
    }

    @Test func ourRulesFindWhatJqCounts() throws {
        let program = program(Shared.repository.appending(path: "rules").path)
        #expect(program.ruleCount == 6)
        let expected: [String: [String: Int]] = [
            "azure-activitylogs-upper.ndjson": [
                "Azure Diagnostic Settings Deleted": 2, "Azure Key Vault Modified": 1, "Azure Key Vault Purged": 4,
                "Azure Role Assignment Created": 3, "Azure Virtual Machine Run Command": 2,
            ],
            "azure-activitylogs.ndjson": [
                "Azure Diagnostic Settings Deleted": 2, "Azure Key Vault Purged": 2, "Azure Role Assignment Created": 3,
                "Azure Virtual Machine Run Command": 1,
            ],
            "azure-auditlogs.ndjson": ["Azure Conditional Access Policy Changed": 3],
        ]
        for file in try files() where file.path.contains("derived") {
            let names = hits(program, file.path).map { $0.split(separator: "\"")[0].dropLast() }
            let counts = Dictionary(names.map { (String($0), 1) }, uniquingKeysWith: +)
            #expect(counts == expected[file.name] ?? [:], "\(file.name)")
        }
    }

    /// Pieces and workers change neither the hits nor their order.
    @Test func workersKeepTheOrder() throws {
        let program = program(Shared.repository.appending(path: "rules").path)
        let paths = try files().map(\.path)
        func ordinals(_ workers: Int) -> [String] {
            var options = EventRun.Options()
            options.workers = workers
            options.keepsLines = true
            var found: [String] = []
            _ = EventRun(program, options).run(paths) { signal in
                if case .hit(let hit) = signal { found.append("\(hit.ordinal) \(hit.rule) \(hit.line.count)") }
                return true
            }
            return found
        }
        let one = ordinals(1)
        #expect(one.count > 15)
        #expect(ordinals(3) == one)
    }
}
