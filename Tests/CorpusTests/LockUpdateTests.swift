import Foundation
import Schemas
import SourceText
import TestSupport
import Testing
import Workspace

/// Elastic's own lock over Elastic's own rules: only what was changed after the last lock changes. Skipped without the
/// shared folder.
@Suite(.enabled(if: Shared.file("oracle/elastic/version.lock.json.gz") != nil, "no shared oracle here"))
struct LockUpdateTests {
    @Test func onlyRulesThatChangedSinceGetAnotherVersion() throws {
        let packed = try #require(Shared.file("oracle/elastic/version.lock.json.gz"))
        let list = try #require(Shared.file("oracle/elastic/deprecated_rules.json"))
        let rules = try ["rules", "rules_building_block"].map {
            try #require(Shared.file("corpus/elastic/\($0)")).path
        }
        var updater = LockUpdater(
            lock: try VersionLockFile(packed.path), deprecated: try VersionLockFile(list.path), stack: .newest)
        updater.jobs = 2
        let result = updater.update(RuleLoader.load(rules))
        #expect(result.faults.isEmpty)
        let changes = result.changes.map { "\($0.path.split(separator: "/").last ?? ""): \($0.reasons)" }.sorted()
        #expect(
            changes == [
                "defense_evasion_elastic_agent_service_terminated.toml: [\"content\", \"version 116 for 9.5\"]",
                // Deprecated in August, and not on the list yet.
                "defense_evasion_posh_obfuscation.toml: [\"deprecated\"]",
                "discovery_aad_graph_unusual_client_for_user.toml: [\"version 3 for 9.5\"]",
                "execution_suspicious_process_execution_by_zoom.toml: [\"new\"]",
                "persistence_adobe_hijack_persistence.toml: [\"deprecated\"]",
                "persistence_entra_id_user_signed_in_from_unusual_device.toml: [\"content\", \"version 5 for 9.5\"]",
            ])
        // Whatever is written, the other entries are the same bytes.
        #expect(result.files.count == 2)
        for file in result.files {
            let old = Set(String(decoding: file.old.bytes, as: UTF8.self).split(separator: "\n"))
            let new = String(decoding: file.new, as: UTF8.self).split(separator: "\n")
            #expect(new.count { !old.contains($0) } < 30)
        }
        print("lock: \(result.changes.count) changes, \(result.unknown.count) ES|QL rules not comparable")
    }
}
