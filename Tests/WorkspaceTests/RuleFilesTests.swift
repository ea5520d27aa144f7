import Foundation
import Rules
import TestSupport
import Testing
import Workspace

@Suite struct RuleFilesTests {
    private func found(_ folder: ScratchFolder, _ paths: [String] = [""]) -> RuleFiles {
        RuleFiles.find(paths.map { $0.isEmpty ? folder.url.path : folder.url.appending(path: $0).path })
    }

    private func names(_ files: RuleFiles, below folder: ScratchFolder) -> [String] {
        files.paths.map { String($0.dropFirst(folder.url.path.count + 1)) }
    }

    @Test func namesThatDifferOnlyInHowALetterIsComposedAreTwoFiles() throws {
        let folder = try ScratchFolder()
        try folder.write("caf\u{E9}.toml", "a = 1")
        try folder.write("cafe\u{301}.toml", "a = 1")
        #expect(RuleFiles.find([folder.url.path]).paths.count == 2)
    }

    @Test func aFolderMeansItsRuleFilesSortedByBytes() throws {
        let folder = try ScratchFolder()
        for name in [
            "b.toml", "a/z.yml", "a.yaml", "B.toml", "a/c.test.yaml", "a/c.test.toml", "a/d.test.yml", "tenet.toml",
            ".git/x.toml", "a/.hidden/x.toml", "readme.md", "x.json", "a/tenet.toml", "é.toml", "test.toml",
        ] {
            try folder.write(name, "")
        }
        let files = found(folder)
        #expect(names(files, below: folder) == ["B.toml", "a.yaml", "a/z.yml", "b.toml", "test.toml", "é.toml"])
        #expect(files.errors.isEmpty)
        #expect(files.emptyFolders.isEmpty)
    }

    @Test func namedFilesKeepTheirOrderAndCountOnce() throws {
        let folder = try ScratchFolder()
        for name in ["z.toml", "a.toml", "odd.txt"] { try folder.write(name, "") }
        let files = found(folder, ["z.toml", "odd.txt", "", "z.toml"])
        #expect(names(files, below: folder) == ["z.toml", "odd.txt", "a.toml"])
    }

    @Test func loopsOfLinksEnd() throws {
        let folder = try ScratchFolder()
        try folder.write("a/x.toml", "")
        let links = [("a/up", ".."), ("a/self", "."), ("b", "a"), ("dangling.toml", "nowhere.toml")]
        for (name, target) in links {
            try FileManager.default.createSymbolicLink(
                atPath: folder.url.appending(path: name).path, withDestinationPath: target)
        }
        let files = found(folder)
        #expect(names(files, below: folder) == ["a/x.toml"])
    }

    @Test func emptyAndMissingFoldersAreTold() throws {
        let folder = try ScratchFolder()
        try folder.write("sub/readme.md", "")
        try folder.write("rules/rule.toml", "")
        #expect(found(folder, ["sub"]).emptyFolders.count == 1)
        let missing = found(folder, ["rules/rul.toml", "nothing/at/all"])
        #expect(missing.errors.count == 2)
        #expect(
            missing.errors.first?.message.hasSuffix("no such file — did you mean \(folder.url.path)/rules/rule.toml?")
                == true)
        #expect(missing.errors.last?.reason == .missing(near: nil))
    }

    @Test func hiddenFilesAndLinkedFoldersArePassedOver() throws {
        let folder = try ScratchFolder()
        try folder.write("rules/a.toml", "")
        try folder.write("rules/.hidden.toml", "")
        try folder.write("outside/b.toml", "")
        try FileManager.default.createSymbolicLink(
            atPath: folder.url.appending(path: "rules/shared").path, withDestinationPath: "../outside")
        #expect(names(found(folder, ["rules"]), below: folder) == ["rules/a.toml"])
        // A link that is named is followed.
        #expect(names(found(folder, ["rules/shared"]), below: folder) == ["rules/shared/b.toml"])
    }

    @Test func aLinkedFileIsReadOnceUnderItsOwnName() throws {
        let folder = try ScratchFolder()
        try folder.write("rules/sub/a.toml", "")
        try folder.write("outside/b.toml", "")
        for (name, target) in [
            ("rules/0.toml", "sub/a.toml"), ("rules/1.toml", "../outside/b.toml"), ("rules/2.toml", "1.toml"),
        ] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.url.appending(path: name).path, withDestinationPath: target)
        }
        #expect(names(found(folder, ["rules"]), below: folder) == ["rules/1.toml", "rules/sub/a.toml"])
    }

    @Test func exportsBelowAFolderAreReadWhereThatIsAsked() throws {
        let folder = try ScratchFolder()
        try folder.write("exports/a.ndjson", "")
        let files = found(folder, ["exports"])
        #expect(files.paths.isEmpty && files.emptyFolders.isEmpty)
        #expect(files.scan([:]).unread.map(\.exports) == [1])
        var options = RuleFiles.Options()
        options.readsExports = true
        #expect(RuleFiles.find([folder.url.path], options).paths.count == 1)
    }

    @Test func aFolderOfWhichEveryFileIsPassedOverWasNotRead() throws {
        let folder = try ScratchFolder()
        try folder.write("x/a.yml", "")
        try folder.write("x/b.yml", "")
        let files = found(folder, ["x"])
        #expect(files.scan([0: .compose]).unread.isEmpty)
        let scan = files.scan([0: .compose, 1: .sigma])
        #expect(scan.unread.map(\.files) == [2])
        #expect(scan.skippedText == "1 Sigma rule, 1 Compose file")
    }
}
