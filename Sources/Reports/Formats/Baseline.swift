import Diagnostics
import SourceText

/// Findings that are known and not reported again: a text file of a line each, `fingerprint id path`, sorted.
///
/// A finding is known by its check and its fingerprint, which holds the line's text and no number. Of equal ones as many
/// are known as the file has lines.
package struct Baseline: Sendable {
    /// One line.
    package struct Entry: Sendable, Hashable {
        /// Sixteen hex digits.
        package var hash: String
        package var id: String
        package var path: String
    }

    /// What a baseline makes of a report.
    package struct Result: Sendable {
        /// The report without what is known.
        package var report: FindingReport
        package var knownCount: Int
        /// Entries of files that were looked at, by checks that ran, which do not occur any more.
        package var gone: [Entry]
    }

    /// The first line that is not an entry.
    package struct ReadError: Error, Sendable {
        package var line: Int
    }

    private static let head = "# Findings that tenet does not report again: fingerprint, check, file.\n"

    package private(set) var entries: [Entry] = []

    /// Reads the file; lines that begin with `#` and blank ones say nothing.
    package init(_ bytes: [UInt8]) throws(ReadError) {
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let text = String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
            if text.isEmpty || text.hasPrefix("#") { continue }
            let words = text.split(separator: " ", maxSplits: 2).map(String.init)
            guard words.count == 3, words[0].utf8.count == 16, words[0].utf8.allSatisfy(Self.isDigit) else {
                throw ReadError(line: index + 1)
            }
            entries.append(Entry(hash: words[0], id: words[1], path: words[2]))
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }

    /// The file that knows every finding of a report. `name` gives a file's path as the baseline writes it.
    package static func text(_ report: FindingReport, name: (String) -> String) -> [UInt8] {
        // By path first, so that a change touches neighboring lines.
        let sorted = entries(of: report, name).sorted { a, b in
            for (x, y) in [(a.path, b.path), (a.id, b.id)] where !x.utf8.elementsEqual(y.utf8) {
                return x.utf8.lexicographicallyPrecedes(y.utf8)
            }
            return a.hash < b.hash
        }
        let lines = sorted.map { "\($0.hash) \($0.id) \($0.path)\n" }
        return Array((head + lines.joined()).utf8)
    }

    /// Takes out of a report what is known. `ran` says whether a check looked for its findings.
    package func applied(
        to report: FindingReport, name: (String) -> String, ran: (String) -> Bool
    ) -> Result {
        struct Key: Hashable {
            var hash: String
            var id: String
        }
        var left: [Key: Int] = [:]
        for entry in entries { left[Key(hash: entry.hash, id: entry.id), default: 0] += 1 }
        var result = Result(report: report, knownCount: 0, gone: [])
        result.report.findings = []
        for (finding, entry) in zip(report.findings, Self.entries(of: report, name)) {
            let key = Key(hash: entry.hash, id: entry.id)
            if let count = left[key], count > 0 {
                left[key] = count - 1
                result.knownCount += 1
            } else {
                result.report.findings.append(finding)
            }
        }
        let seen = Set(report.sources.map { Printable.text(name($0.path)) })
        for entry in entries.reversed() where seen.contains(entry.path) && ran(entry.id) {
            let key = Key(hash: entry.hash, id: entry.id)
            guard let count = left[key], count > 0 else { continue }
            left[key] = count - 1
            result.gone.append(entry)
        }
        result.gone.reverse()
        return result
    }

    /// One for each finding, in their order.
    private static func entries(of report: FindingReport, _ name: (String) -> String) -> [Entry] {
        var named = report
        let wanted = Set(report.findings.map(\.location.source))
        named.sources = report.sources.filter { wanted.contains($0.id) }.map { source in
            source.named(name(source.path))
        }
        return zip(named.findings, named.fingerprints).map { finding, fingerprint in
            Entry(
                hash: String(fingerprint.text.prefix { $0 != ":" }), id: finding.id,
                path: Printable.text(named.source(of: finding.location)?.path ?? "?"))
        }
    }
}
