import Foundation
import TestSupport
import Testing

@testable import Workspace

/// Patterns over paths: as git reads them.
@Suite struct PathPatternTests {
    /// Lines of `.gitignore` in the root and in `sub`, and what git omits of the tree below.
    private static let lists: [(root: String, sub: String)] = [
        ("*.toml", ""), ("/a.toml", ""), ("sub/", ""), ("sub", ""), ("/sub/*.toml", ""), ("sub/deep", ""),
        ("**/deep", ""), ("deep/**", ""), ("sub/**/x.toml", ""), ("**/x.toml", ""), ("**", ""), ("a/**/b", ""),
        ("*.toml\n!a.toml", ""), ("*\n!*/\n!x.toml", ""), ("!a.toml\n*.toml", ""), ("sub/\n!sub/b.toml", ""),
        ("*.toml", "!b.toml"), ("", "*.toml\n!deep"), ("", "/b.toml"), ("", "deep/x.toml"), ("", "b.toml\ndeep/"),
        ("?.toml", ""), ("[ab].toml", ""), ("[!a].toml", ""), ("[a-c].toml", ""), ("[^x].toml", ""), ("[]a].toml", ""),
        ("# a.toml", ""), ("\\#odd.toml", ""), ("\\!odd.toml", ""), ("a.toml   ", ""), ("sp\\ ace.toml", ""),
        ("a.toml\r", ""), ("*.tom", ""), ("a*", ""), ("*a*", ""), ("s*b", ""), ("/", ""), ("//", ""), ("é.toml", ""),
        ("?.toml\n!é.toml", ""), ("[a.toml", ""), ("sub/deep/x.toml", ""), ("su?/b.toml", ""), ("su[b/b].toml", ""),
        ("foo*bar/", ""), ("sub/*", ""), ("*/x.toml", ""), ("*/*/x.toml", ""), ("a.toml/", ""), ("/*", ""),
        ("/*\n!/sub", ""), ("***", ""), ("sub**", ""), ("**b/**", ""),
    ]

    private static let files = [
        "a.toml", "x.toml", "é.toml", "#odd.toml", "!odd.toml", "sp ace.toml", "[a.toml", "sub/b.toml", "sub/a.toml",
        "sub/x.toml", "sub/deep/x.toml", "sub/deep/b.toml", "sub/deep/er/x.toml", "a/b/c.toml", "a/q/b/c.toml",
        "deep/x.toml", "foobar/x.toml",
    ]

    /// Files of the tree that a walk finds, sorted.
    private func found(_ folder: ScratchFolder, _ options: RuleFiles.Options = .init()) -> [String] {
        RuleFiles.find([folder.url.path], options).paths.map { String($0.dropFirst(folder.url.path.count + 1)) }
            .sorted()
    }

    @Test func whatIsLeftOutIsWhatGitLeavesOut() throws {
        guard let git = try GitFolder() else { return }
        let folder = git.folder
        for file in Self.files { try folder.write(file, "") }
        for (root, sub) in Self.lists {
            try folder.write(".gitignore", root + "\n")
            try folder.write("sub/.gitignore", sub + "\n")
            let listed = try git.run("ls-files", "--others", "--exclude-standard", "-z")
            let wanted = listed.split(separator: "\0").map(String.init).filter { $0.hasSuffix(".toml") }.sorted()
            #expect(found(folder) == wanted, "\(root.debugDescription), \(sub.debugDescription)")
        }
        try folder.write(".gitignore", "")
        try folder.write("sub/.gitignore", "")
        try folder.write(".git/info/exclude", "x.toml\n")
        #expect(!found(folder).contains("sub/x.toml"))
        #expect(found(folder, .init(exclude: [], folder: nil, usesGitIgnore: false)).contains("sub/x.toml"))
    }

    @Test func ignoreFilesOutsideOfAWorkTreeSayNothing() throws {
        let folder = try ScratchFolder()
        for file in Self.files { try folder.write(file, "") }
        try folder.write(".gitignore", "*\n")
        #expect(found(folder) == Self.files.sorted())
    }

    @Test func settingsLeaveOutFoldersAndTakeFilesBackIn() throws {
        let folder = try ScratchFolder()
        for file in Self.files { try folder.write(file, "") }
        func excluded(_ patterns: String...) -> [String] {
            let options = RuleFiles.Options(
                exclude: patterns.compactMap { PathPattern($0) }, folder: folder.url.path + "/", usesGitIgnore: true)
            let left = Set(found(folder, options))
            return Self.files.filter { !left.contains($0) }.sorted()
        }
        #expect(excluded("deep") == Self.files.filter { $0.contains("deep/") }.sorted())
        #expect(excluded("/deep") == ["deep/x.toml"])
        #expect(excluded("sub/*.toml", "!sub/a.toml") == ["sub/b.toml", "sub/x.toml"])
    }

    /// Who names a file wants it, whatever the patterns say.
    @Test func whatIsNamedIsFound() throws {
        let folder = try ScratchFolder()
        try folder.write("sub/b.toml", "")
        let options = RuleFiles.Options(
            exclude: [PathPattern("*.toml")].compactMap { $0 }, folder: folder.url.path + "/", usesGitIgnore: true)
        #expect(RuleFiles.find([folder.url.path + "/sub/b.toml"], options).paths.count == 1)
        #expect(RuleFiles.find([folder.url.path + "/sub"], options).emptyFolders.count == 1)
    }

    @Test func manyStarsTakeLinearTime() {
        let glob = Glob((String(repeating: "*a", count: 200) + "b").utf8)
        let pattern = PathPattern(String(repeating: "**/a/", count: 200) + "b")
        func matches(_ count: Int) -> (time: Duration, result: Bool) {
            let name = String(repeating: "a", count: count)
            let path = Array(repeating: "a", count: count / 10)
            return ProcessorTime.least {
                glob.matches(name.utf8) || pattern?.matches(path[...], isFolder: false) != false
            }
        }
        let (one, two) = (matches(10_000), matches(20_000))
        #expect(!two.result)
        #expect(ProcessorTime.isLinear(one.time, two.time), "\(one.time), then \(two.time)")
    }

    @Test func pathsAreShownFromAFolder() {
        #expect(FilePath.parts("../b/./c//", from: "/x/a") == ["x", "b", "c"])
        #expect(FilePath.parts("/..", from: "/x") == [])
        #expect(FilePath.shown(["x"], from: ["x"]) == "")
        #expect(FilePath.shown(["x", "y"], from: ["x"]) == "y/")
        #expect(FilePath.shown(["x"], from: ["x", "y", "z"]) == "../../")
        #expect(FilePath.shown(["q"], from: ["x"]) == "/q/")
        #expect(FilePath.shown([], from: ["x"]) == "../")
    }
}
