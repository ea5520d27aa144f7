package import Foundation
package import SourceText

/// Compares what a stage makes of each input file of `Tests/Golden/<stage>` with the text that is committed beside it.
///
/// `<name>.in.toml` (or `.in.yaml`, `.in.txt` …) is the input, `<name>.out.txt` what the stage must print; names say
/// behavior. `TENET_UPDATE=1` rewrites the outputs; review the difference.
package enum Golden {
    /// One input of a stage.
    package struct Case: Sendable {
        /// The file's name up to `.in.`.
        package var name: String
        /// The input; its path is the bare file name, so that no machine's folders get into an output.
        package var source: SourceFile
        /// Where the expected text is.
        package var output: URL
    }

    /// Whether outputs are rewritten instead of compared.
    package static let isUpdating = ProcessInfo.processInfo.environment["TENET_UPDATE"] == "1"

    /// The folder of a stage.
    package static func folder(_ stage: String) -> URL {
        Shared.repository.appending(path: "Tests/Golden").appending(path: stage)
    }

    /// The inputs of a stage, sorted by name.
    package static func cases(_ stage: String) -> [Case] {
        let folder = folder(stage)
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.sorted().enumerated().compactMap { index, file in
            guard let mark = file.range(of: ".in."),
                let data = try? Data(contentsOf: folder.appending(path: file))
            else { return nil }
            let name = String(file[..<mark.lowerBound])
            let source = SourceFile(id: SourceID(index), path: file, bytes: Array(data))
            return Case(name: name, source: source, output: folder.appending(path: name + ".out.txt"))
        }
    }

    /// Runs a stage over its inputs and gives what is wrong, one text each; empty is fine.
    ///
    /// A missing output and an output without an input are wrong, too.
    package static func failures(_ stage: String, _ render: (SourceFile) throws -> String) rethrows -> [String] {
        var failures: [String] = []
        let cases = cases(stage)
        if cases.isEmpty { failures.append("no inputs in Tests/Golden/\(stage)") }
        for item in cases {
            failures += compare(item.output, with: try render(item.source))
        }
        let expected = Set(cases.map { $0.output.lastPathComponent })
        for file in (try? FileManager.default.contentsOfDirectory(atPath: folder(stage).path)) ?? []
        where file.hasSuffix(".out.txt") && !expected.contains(file) {
            failures.append("\(stage)/\(file) has no input")
        }
        return failures
    }

    /// Compares one committed text with what was made now, or rewrites it.
    package static func compare(_ file: URL, with text: String) -> [String] {
        let committed = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
        if let committed, committed.utf8.elementsEqual(text.utf8) { return [] }
        if isUpdating {
            try? FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            do {
                try Data(text.utf8).write(to: file)
                return []
            } catch {
                return ["cannot write \(file.lastPathComponent): \(error)"]
            }
        }
        guard let committed else { return ["\(file.lastPathComponent) is missing; TENET_UPDATE=1 writes it\n\(text)"] }
        return ["\(file.lastPathComponent) differs\n--- committed\n\(committed)\n--- now\n\(text)"]
    }
}
