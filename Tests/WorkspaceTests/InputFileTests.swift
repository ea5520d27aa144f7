import Foundation
import TestSupport
import Testing
import Values

@testable import Workspace

@Suite struct InputFileTests {
    private func reason(_ path: URL, limit: Int = 100) -> InputError.Reason? {
        do throws(InputError) {
            _ = try InputFile.readText(path.path, limit: limit)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test func everyReasonIsToldApart() throws {
        let folder = try ScratchFolder()
        #expect(reason(try folder.write("ok", "\u{FEFF}é\r\n")) == nil)
        #expect(reason(try folder.write("empty", "")) == nil)
        #expect(reason(try folder.write("full", String(repeating: "x", count: 100))) == nil)
        #expect(reason(try folder.write("large", String(repeating: "x", count: 101))) == .tooLarge(limit: 100))
        #expect(reason(try folder.write("broken", Data([0x61, 0xC3, 0x28]))) == .notUTF8(offset: 1, byte: 0xC3))
        #expect(reason(try folder.write("sixteen", Data([0xFF, 0xFE, 0x61, 0]))) == .utf16)
        #expect(reason(try folder.write("binary", Data([0x7F, 0x45, 0, 0xFF]))) == .binary(offset: 2))
        #expect(reason(try folder.write("one-nul", Data([0x61, 0, 0x62]))) == nil)
        #expect(reason(folder.url) == .folder)
        #expect(reason(folder.url.appending(path: "brokn")) == .missing(near: folder.url.path + "/broken"))
        // Grows without end and has no size: the limit holds while it is read.
        #expect(reason(URL(filePath: "/dev/zero")) == .tooLarge(limit: 100))
    }

    @Test func gzipIsUnpackedWithinTheLimit() throws {
        let folder = try ScratchFolder()
        // gzip -n of "hello\n"
        let member: [UInt8] = [
            0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0xE7, 2, 0, 0x20, 0x30, 0x3A, 0x36, 6, 0,
            0, 0,
        ]
        let whole = try folder.write("a.gz", Data(member + member))
        #expect(try InputFile.read(whole.path, limit: 100) == Array("hello\nhello\n".utf8))
        #expect(throws: InputError(whole.path, .tooLarge(limit: 60))) {
            try Gunzip.unpack(self.bomb(), path: whole.path, limit: 60)
        }
        for count in [0, 1, 5, 12, member.count - 1] {
            let cut = try folder.write("cut.gz", Data(member.prefix(count)))
            #expect(throws: InputError(cut.path, .damagedGzip)) { try InputFile.read(cut.path, limit: 100) }
        }
        let tail = try folder.write("tail.gz", Data(member + [1, 2, 3]))
        #expect(throws: InputError(tail.path, .damagedGzip)) { try InputFile.read(tail.path, limit: 100) }
    }

    /// 26 bytes a member, 6 unpacked: eleven of them pass 60.
    private func bomb() -> [UInt8] {
        let member: [UInt8] = [
            0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0xE7, 2, 0, 0x20, 0x30, 0x3A, 0x36, 6, 0,
            0, 0,
        ]
        return Array(repeating: member, count: 11).flatMap { $0 }
    }

    @Test func brokenTextIsFoundWhereItBreaks() {
        let cases: [([UInt8], Int?)] = [
            ([], nil), (Array("aé日👍".utf8), nil), ([0xC0, 0x80], 0), ([0x61, 0x80], 1), ([0xED, 0xA0, 0x80], 0),
            ([0xF4, 0x90, 0x80, 0x80], 0), ([0xF0, 0x80, 0x80, 0x80], 0), ([0x61, 0xE2, 0x82], 1), ([0xF8], 0),
            ([0xE2, 0x82, 0xAC, 0xFF], 3),
        ]
        for (bytes, fault) in cases { #expect(UTF8Validation.firstInvalidOffset(in: bytes) == fault, "\(bytes)") }
    }
}
