package import Foundation

/// A folder of a test's own, removed with it: the one way in which tests come to files of the system's temporary folder.
package final class ScratchFolder: Sendable {
    package let url: URL

    package init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "tenet-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Gives the folder to `body` and removes it afterwards, also where `body` throws.
    package static func use<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = try ScratchFolder()
        return try withExtendedLifetime(folder) { try body(folder.url) }
    }

    /// Writes a file below the folder, and the folders above it.
    @discardableResult
    package func write(_ path: String, _ text: String) throws -> URL { try write(path, Data(text.utf8)) }

    @discardableResult
    package func write(_ path: String, _ data: Data) throws -> URL {
        let file = url.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
        return file
    }

    package func read(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: url.appending(path: path)), as: UTF8.self)
    }
}
