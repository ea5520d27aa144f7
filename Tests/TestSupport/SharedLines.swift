package import Foundation

extension Shared {
    /// The objects of an NDJSON file, also of a packed one; lines that are no object are omitted.
    package static func jsonLines(_ file: URL) -> [[String: Any]] {
        guard let data = file.pathExtension == "gz" ? unpacked(file) : try? Data(contentsOf: file) else { return [] }
        return data.split(separator: UInt8(ascii: "\n")).compactMap { line in
            (try? JSONSerialization.jsonObject(with: line)) as? [String: Any]
        }
    }

    /// The content of a `.gz` file, by the `gunzip` of the system; nil where that fails.
    package static func unpacked(_ file: URL) -> Data? {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gunzip", "--stdout", file.path]
        process.standardOutput = pipe
        guard (try? process.run()) != nil else { return nil }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? data : nil
    }
}
