import Foundation
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
}
