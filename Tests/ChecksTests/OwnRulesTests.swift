import Diagnostics
import Foundation
import SourceText
import TestSupport
import Testing

@testable import Checks

/// The rules of this repository have nothing to be said about.
@Suite struct OwnRulesTests {
    @Test func rulesOfThisRepositoryAreClean() throws {
        let folder = Shared.repository.appending(path: "rules")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted().filter { path in
            (path.hasSuffix(".toml") || path.hasSuffix(".yaml")) && !path.contains(".test.")
        }
        #expect(paths.count >= 6)
        for path in paths {
            let source = SourceFile(
                id: SourceID(0), path: path, bytes: Array(try Data(contentsOf: folder.appending(path: path))))
            let findings = CheckRunner.lint(source).findings
            #expect(findings.isEmpty, "\(path): \(findings.map { "\($0.id): \($0.message)" })")
        }
    }
}
