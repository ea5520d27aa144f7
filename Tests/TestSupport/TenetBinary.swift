package import Foundation

/// Runs the built binary as a user does.
///
/// `$TENET_BINARY`, else the newer of the release and the debug build of this checkout.
package enum TenetBinary {
    /// What one run gave.
    package struct Outcome: Sendable {
        package var status: Int32
        package var output: String
        package var errors: String
        package var outputBytes: Data
    }

    /// nil: nothing is built; a test that needs it says so.
    package static let url: URL? = {
        if let given = ProcessInfo.processInfo.environment["TENET_BINARY"] { return URL(filePath: given) }
        let builds = ["release", "debug"].map { Shared.repository.appending(path: ".build/\($0)/tenet") }
        return builds.filter { FileManager.default.isExecutableFile(atPath: $0.path) }
            .max { modified($0) < modified($1) }
    }()

    /// Runs it to its end; `input` is standard input, `folder` the working directory.
    ///
    /// The environment has no color settings of the machine; `environment` adds to it.
    package static func run(
        _ arguments: [String], input: String = "", in folder: URL? = nil, environment: [String: String] = [:]
    ) throws -> Outcome {
        guard let url else { throw CocoaError(.fileNoSuchFile) }
        let scratch = try ScratchFolder()
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        process.currentDirectoryURL = folder ?? scratch.url
        var variables = ProcessInfo.processInfo.environment
        for name in ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"] { variables[name] = nil }
        process.environment = variables.merging(environment) { $1 }
        // Files instead of pipes: no output is too large for them.
        let paths = ["in", "out", "err"].map { scratch.url.appending(path: $0) }
        try Data(input.utf8).write(to: paths[0])
        for path in paths.dropFirst() { try Data().write(to: path) }
        process.standardInput = try FileHandle(forReadingFrom: paths[0])
        process.standardOutput = try FileHandle(forWritingTo: paths[1])
        process.standardError = try FileHandle(forWritingTo: paths[2])
        try process.run()
        process.waitUntilExit()
        let output = try Data(contentsOf: paths[1])
        return Outcome(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: String(decoding: output, as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: paths[2]), as: UTF8.self), outputBytes: output)
    }

    private static func modified(_ url: URL) -> Date {
        (try? url.resourceValues(forKeys: [.contentModificationDateKey]))?.contentModificationDate ?? .distantPast
    }
}
