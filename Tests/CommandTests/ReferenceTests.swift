import Foundation
import TestSupport
import Testing

/// The committed reference is what the binary prints: `make reference` writes it anew.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct ReferenceTests {
    private static let docs = Shared.repository.appending(path: "docs")

    @Test(.enabled(if: FileManager.default.fileExists(atPath: docs.appending(path: "tenet.1").path)))
    func theManualIsCurrent() throws {
        let committed = String(decoding: try Data(contentsOf: Self.docs.appending(path: "tenet.1")), as: UTF8.self)
        #expect(try TenetBinary.run(["manual"]).output == committed, "run `make reference`")
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: docs.appending(path: "checks").path)))
    func thePagesOfTheChecksAreCurrent() throws {
        let folder = try ScratchFolder()
        #expect(try TenetBinary.run(["checks", "--pages", folder.url.path]).status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
        let committed = try FileManager.default.contentsOfDirectory(atPath: Self.docs.appending(path: "checks").path)
        #expect(committed.sorted() == names, "run `make reference`")
        for name in names {
            let page = try Data(contentsOf: folder.url.appending(path: name))
            let other = try? Data(contentsOf: Self.docs.appending(path: "checks").appending(path: name))
            #expect(other == page, "\(name) is not current; run `make reference`")
        }
    }

    /// Every page has a wrong and a right example, and the index names it.
    @Test func everyCheckHasAPage() throws {
        let folder = try ScratchFolder()
        #expect(try TenetBinary.run(["checks", "--pages", folder.url.appending(path: "new").path]).status == 0)
        let pages = folder.url.appending(path: "new")
        let index = String(decoding: try Data(contentsOf: pages.appending(path: "README.md")), as: UTF8.self)
        let names = try FileManager.default.contentsOfDirectory(atPath: pages.path).filter { $0 != "README.md" }
        #expect(names.count > 50)
        for name in names {
            let page = String(decoding: try Data(contentsOf: pages.appending(path: name)), as: UTF8.self)
            #expect(page.hasPrefix("# \(name.dropLast(3))\n"))
            #expect(page.contains("\n## Why\n") && page.contains("\n## Right"), "\(name)")
            #expect(index.contains("(\(name))"), "\(name)")
        }
    }
}
