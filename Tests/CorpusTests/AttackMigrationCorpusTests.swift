import Checks
import Diagnostics
import Foundation
import Rules
import Schemas
import SourceText
import TestSupport
import Testing

@testable import Workspace

/// Elastic's rules, written in 18.1, after a migration to 19. Skipped without `../shared`.
@Suite(.enabled(if: Shared.file("corpus/elastic/rules") != nil))
struct AttackMigrationCorpusTests {
    private func attackFindings(_ source: SourceFile, _ version: AttackMatrix.Version) -> [Diagnostic] {
        var context = CheckContext()
        context.attack = AttackMatrix(version)
        return CheckRunner.lint(source, context).findings.filter { $0.category == CheckInfo.Category.attack.rawValue }
    }

    @Test func whatWasCleanUnder18IsCleanUnder19AndStaysAsItIs() throws {
        let folder = try #require(Shared.file("corpus/elastic/rules"))
        let paths = RuleFiles.find([folder.path]).paths
        #expect(paths.count > 1000)
        var changed = 0
        for path in paths {
            let source = try RuleLoader.read(path, id: SourceID(0), standardInputName: nil)
            guard attackFindings(source, .v18).isEmpty else { continue }
            let made = ThreatMigration.rewrite(source, to: .v19)
            let name = path.split(separator: "/").suffix(2).joined(separator: "/")
            #expect(!made.isBroken, "\(name)")
            #expect(made.findings.isEmpty, "\(name): \(made.findings.map(\.message))")
            let after = SourceFile(id: source.id, path: path, bytes: made.bytes)
            let left = attackFindings(after, .v19)
            #expect(left.isEmpty, "\(name): \(left.map(\.message))")
            #expect(comments(source) == comments(after), "\(name)")
            if made.bytes != source.bytes { changed += 1 }
        }
        #expect(changed > 300)
    }

    private func comments(_ source: SourceFile) -> Int { source.bytes.count { $0 == UInt8(ascii: "#") } }

    /// Chains of revocations end where the published table of redirects says.
    @Test func revocationsEndWherePublishedRedirectsDo() throws {
        let file = try #require(Shared.file("data/attack-redirects.json"))
        let json = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        let revoked = try #require(json["revoked"] as? [String: [String: [String: Any]]])
        for domain in AttackMatrix.Domain.allCases {
            let matrix = AttackMatrix(.v19, domain)
            let rows = try #require(revoked[domain.rawValue])
            #expect(!rows.isEmpty)
            for (id, row) in rows {
                #expect(matrix.revocations(of: id).last?.id == row["final"] as? String, "\(id)")
                let isLive = row["final_live"] as? Bool ?? false
                #expect((matrix.successor(of: id) != nil) == isLive, "\(id)")
            }
        }
    }
}
