import Foundation
import TestSupport
import Testing

@testable import Workspace

@Suite struct AtomicFileTests {
    @Test func filesAreReplacedWholeAndKeepTheirPermissions() throws {
        let folder = try ScratchFolder()
        let file = try folder.write("rule.toml", "old")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
        try AtomicFile.write(Array("new".utf8), to: file.path)
        #expect(try folder.read("rule.toml") == "new")
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o640)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["rule.toml"])
    }

    @Test func linksAreWrittenThrough() throws {
        let folder = try ScratchFolder()
        try folder.write("real.toml", "old")
        let link = folder.url.appending(path: "link.toml")
        try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "real.toml")
        try AtomicFile.write(Array("new".utf8), to: link.path)
        #expect(try folder.read("real.toml") == "new")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "real.toml")
    }

    @Test func whatCannotBeWrittenIsToldAndLeavesNothing() throws {
        let folder = try ScratchFolder()
        let below = folder.url.appending(path: "none/out.json").path
        #expect(throws: OutputError(below, SystemError(ENOENT))) { try AtomicFile.write([1], to: below) }
        #expect(throws: OutputError(folder.url.path, SystemError(EISDIR))) {
            try AtomicFile.write([1], to: folder.url.path)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }

    @Test(.enabled(if: FileManager.default.fileExists("/dev/full"), "only Linux has /dev/full"))
    func aFullDiskIsTold() {
        #expect(throws: OutputError("/dev/full", SystemError(ENOSPC))) { try AtomicFile.write([1], to: "/dev/full") }
    }
}

extension FileManager {
    fileprivate func fileExists(_ path: String) -> Bool { fileExists(atPath: path) }
}
