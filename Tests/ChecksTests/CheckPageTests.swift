import Foundation
import TestSupport
import Testing

@testable import Checks

/// The pages of the checks, as `explain` and `checks` print them.
@Suite struct CheckPageTests {
    @Test func tableAndPagesAreAsCommitted() {
        let folder = Golden.folder("check-pages")
        var failures = Golden.compare(folder.appending(path: "table.out.txt"), with: CheckPage.table())
        for id in ["unknown-key", "query-syntax", "duplicate-list-item"] {
            guard let check = CheckSuggestions.check(id) else {
                failures.append("no check \(id)")
                continue
            }
            failures += Golden.compare(folder.appending(path: "\(id).out.txt"), with: CheckPage.text(check.info))
        }
        #expect(failures == [])
    }

    @Test func everyPageShowsItsRealFinding() {
        for check in CheckRegistry.all {
            let text = CheckPage.text(check.info)
            #expect(text.contains("[\(check.info.id)]: "), "\(check.info.id)")
            // A line of NDJSON is as long as it is.
            #expect(
                text.split(whereSeparator: \.isNewline).allSatisfy { line in
                    line.count <= 200 || line.contains("((((") || line.contains("{\"")
                }, "\(check.info.id)")
        }
    }

    @Test func unknownIdsGetTheNearest() {
        #expect(CheckSuggestions.nearest("unknwon-field").first == "unknown-field")
        #expect(CheckSuggestions.nearest("technique-mismatch").count == 3)
        #expect(CheckSuggestions.nearest("technique").contains("revoked-technique"))
        #expect(CheckSuggestions.check("unknown-field") != nil)
        #expect(CheckSuggestions.check("unknown-fields") == nil)
    }
}
