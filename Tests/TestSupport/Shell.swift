package import Foundation

/// A shell of the machine, for tests of what it does with our scripts.
package enum Shell: String, CaseIterable, Sendable {
    case bash, zsh, fish

    /// nil: it is not installed; a test that needs it says so.
    package var url: URL? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let files = folders.map { URL(filePath: String($0)).appending(path: rawValue) }
        return files.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    /// Runs a script with the binary's folder first in `PATH`; what it prints. Ends it after a minute.
    package func run(_ script: String, in folder: URL, binary: URL) throws -> String {
        guard let url else { throw CocoaError(.fileNoSuchFile) }
        let file = folder.appending(path: ".script.\(rawValue)")
        try Data(script.utf8).write(to: file)
        let bin = folder.appending(path: ".bin")
        if !FileManager.default.fileExists(atPath: bin.path) {
            try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(at: bin.appending(path: "tenet"), withDestinationURL: binary)
        }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let options = self == .zsh ? ["-f"] : self == .bash ? ["--norc", "--noprofile"] : ["--no-config"]
        process.arguments = ["timeout", "60", url.path] + options + [file.path]
        process.currentDirectoryURL = folder
        var variables = ProcessInfo.processInfo.environment
        variables["PATH"] = bin.path + ":" + (variables["PATH"] ?? "")
        variables["HOME"] = folder.path
        variables["TERM"] = "xterm"
        process.environment = variables
        process.standardInput = FileHandle.nullDevice
        return String(decoding: try process.output(), as: UTF8.self)
    }
}
