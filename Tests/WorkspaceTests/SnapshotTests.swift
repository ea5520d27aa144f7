import Diagnostics
import Foundation
import SourceText
import TestSupport
import Testing

@testable import Workspace

/// What a workspace keeps from one snapshot to the next.
@Suite struct SnapshotTests {
    private static func rule(_ name: String, _ key: String = "type") -> String {
        "[rule]\nname = \"\(name)\"\nrule_id = \"\(name)\"\n\(key) = \"query\"\n"
    }

    private func snapshot(_ workspace: inout Workspace) -> Snapshot {
        _ = workspace.find(RuleFiles.Options())
        return workspace.snapshot(.run(Linter.Options()))
    }

    private func file(_ snapshot: Snapshot, _ name: String) throws -> SnapshotFile {
        try #require(snapshot.files.first { $0.path.hasSuffix(name) })
    }

    @Test func aNewFileLeavesTheOthersTheirIDsAndResults() throws {
        let folder = try ScratchFolder()
        try folder.write("b.toml", Self.rule("b"))
        var workspace = Workspace([folder.url.path])
        let first = snapshot(&workspace)
        _ = try #require(first.lint())
        try folder.write("a.toml", Self.rule("a"))
        let second = snapshot(&workspace)
        #expect(try file(first, "b.toml") === file(second, "b.toml"))
        #expect(try file(second, "a.toml").id != file(second, "b.toml").id)
        // Findings come in the order of the files, whatever the ids.
        let result = try #require(second.lint())
        let names = result.findings.compactMap { second[$0.location.source]?.path.split(separator: "/").last }
        #expect(names == names.sorted() && Set(names).count == 2)
        #expect(result.sources.map(\.id) == result.sources.map(\.id).sorted())
    }

    @Test func onlyAFileThatChangedIsCheckedAgain() throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.rule("a"))
        try folder.write("b.toml", Self.rule("b"))
        var workspace = Workspace([folder.url.path])
        let first = snapshot(&workspace)
        try folder.write("b.toml", Self.rule("b", "tpye"))
        let second = snapshot(&workspace)
        #expect(try file(first, "a.toml") === file(second, "a.toml"))
        let changed = try file(second, "b.toml")
        #expect(try file(first, "b.toml") !== changed)
        #expect(try file(first, "b.toml").id == changed.id)
        #expect(second.findings(in: changed).contains { $0.id == "unknown-key" })
    }

    @Test func textInMemoryTakesThePlaceOfTheFile() throws {
        let folder = try ScratchFolder()
        let path = try folder.write("a.toml", Self.rule("a")).path
        var workspace = Workspace([folder.url.path])
        workspace.hold(path, Array(Self.rule("a", "tpye").utf8), version: 1)
        let first = snapshot(&workspace)
        let held = try file(first, "a.toml")
        #expect(first.findings(in: held).contains { $0.id == "unknown-key" })
        #expect(try file(snapshot(&workspace), "a.toml") === held)
        workspace.release(path)
        let second = snapshot(&workspace)
        #expect(try !second.findings(in: file(second, "a.toml")).contains { $0.id == "unknown-key" })
        #expect(try file(second, "a.toml").id == held.id)
    }

    @Test func textInMemoryNeedsNoFile() throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.rule("a"))
        let path = folder.url.appending(path: "new.toml").path
        var workspace = Workspace([folder.url.path])
        workspace.hold(path, Array(Self.rule("new", "tpye").utf8), version: 1)
        let now = snapshot(&workspace)
        #expect(now.files.count == 2)
        #expect(now.findings(in: try file(now, "new.toml")).contains { $0.id == "unknown-key" })
    }

    @Test func aCancelledRunHasNoResult() throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.rule("a"))
        var workspace = Workspace([folder.url.path])
        let cancellation = Cancellation()
        cancellation.cancel()
        #expect(snapshot(&workspace).lint(cancellation) == nil)
        #expect(snapshot(&workspace).lint() != nil)
    }

    @Test func eachFolderHasItsOwnSettings() throws {
        let folder = try ScratchFolder()
        try folder.write("strict/tenet.toml", "[severity]\nunknown-key = \"info\"\n")
        try folder.write("strict/a.toml", Self.rule("a", "tpye"))
        try folder.write("plain/b.toml", Self.rule("b", "tpye"))
        var workspace = Workspace([folder.url.path])
        func severity(_ name: String) throws -> Severity? {
            _ = workspace.find(RuleFiles.Options())
            let now = workspace.snapshot(.folders(Linter.Options()))
            #expect(now.configurationErrors.isEmpty)
            return now.findings(in: try file(now, name)).first { $0.id == "unknown-key" }?.severity
        }
        #expect(try severity("a.toml") == .info)
        #expect(try severity("b.toml") == .error)
        // What a setting says is read again when its file changes.
        try folder.write("strict/tenet.toml", "[severity]\nunknown-key = \"warning\" # other\n")
        #expect(try severity("a.toml") == .warning)
    }
}
