import Checks
import Foundation
import TestSupport
import Testing

@testable import Workspace

/// What git says of the files of a run.
@Suite struct RevisionChangesTests {
    private func read(_ git: GitFolder, since revision: String, _ names: String...) throws -> [String] {
        let files = names.map { git.folder.url.path + "/" + $0 }
        let changes = try RevisionChanges.read(since: revision, files: files)
        return zip(names, files).compactMap { name, file in
            switch changes.files.change(of: file) {
            case .added: "\(name): added"
            case .modified(let before): "\(name): was \(String(decoding: before, as: UTF8.self))"
            case .moved(let before): "\(name): moved, was \(String(decoding: before, as: UTF8.self))"
            case nil: changes.contains(file) ? "\(name): ?" : nil
            }
        }
    }

    @Test func changesAreThoseOfTheBranchAndOfTheWorkTree() throws {
        guard let git = try GitFolder() else { return }
        let long = String(repeating: "a line that stays\n", count: 20)
        for name in [
            "same.toml", "committed.toml", "edited.toml", "sub/old name.toml", "staged.toml", "elsewhere.toml",
        ] {
            try git.folder.write(name, name + "\n" + long)
        }
        try git.commit()
        try git.run("checkout", "-q", "-b", "work")
        try git.folder.write("committed.toml", "new")
        try git.folder.write("fresh.toml", "fresh")
        try git.run("mv", "sub/old name.toml", "sub/n\u{E9}w.toml")
        try git.commit()
        // Meanwhile the other branch goes on: what it changed is not ours.
        try git.run("checkout", "-q", "main")
        try git.folder.write("elsewhere.toml", "theirs")
        try git.commit()
        try git.run("checkout", "-q", "work")
        try git.folder.write("edited.toml", "edited")
        try git.folder.write("staged.toml", "staged")
        try git.run("add", "staged.toml")
        try git.folder.write("sub/untracked.toml", "")
        try git.folder.write(".gitignore", "ignored.toml\n")
        try git.folder.write("ignored.toml", "")
        let found = try read(
            git, since: "main", "same.toml", "committed.toml", "edited.toml", "sub/n\u{E9}w.toml", "staged.toml",
            "elsewhere.toml", "fresh.toml", "sub/untracked.toml", "ignored.toml")
        #expect(
            found == [
                "committed.toml: was committed.toml\n" + long, "edited.toml: was edited.toml\n" + long,
                "sub/n\u{E9}w.toml: moved, was sub/old name.toml\n" + long, "staged.toml: was staged.toml\n" + long,
                "fresh.toml: added", "sub/untracked.toml: added",
            ])
        #expect(try read(git, since: "HEAD", "committed.toml", "edited.toml").count == 1)
    }

    @Test func whatCannotBeComparedIsTold() throws {
        let folder = try ScratchFolder()
        let file = try folder.write("a.toml", "").path
        #expect { try RevisionChanges.read(since: "main", files: [file]) } throws: {
            ($0 as? RevisionError)?.message.hasSuffix("is in no git repository") == true
        }
        guard let git = try GitFolder() else { return }
        try git.folder.write("a.toml", "a")
        try git.commit()
        let inside = git.folder.url.path + "/a.toml"
        for revision in ["no-such", "--help", "", "HEAD:a.toml"] {
            #expect { try RevisionChanges.read(since: revision, files: [inside]) } throws: {
                ($0 as? RevisionError)?.message == "git knows no revision `\(revision)`"
            }
        }
        try git.run("checkout", "-q", "--orphan", "other")
        try git.folder.write("b.toml", "other")
        try git.commit()
        #expect { try RevisionChanges.read(since: "main", files: [inside]) } throws: {
            ($0 as? RevisionError)?.message == "`main` and the current commit have no history in common"
        }
        #expect(try RevisionChanges.read(since: "HEAD", files: [inside]).isEmpty)
    }
}
