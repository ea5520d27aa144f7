import Diagnostics
import Reports
import SourceText
import Workspace

/// Findings of many rules that say the same: they are reported in one line with a count.
struct FindingGroups {
    /// Findings that are written one by one, in their order.
    private(set) var single: [Diagnostic] = []
    /// The first of each group with the number of its findings, the most frequent first.
    private(set) var groups: [(first: Diagnostic, count: Int)] = []

    /// So many findings of one kind are still written one by one.
    private static let mostSingle = 3

    init(_ findings: [Diagnostic], isVerbose: Bool) {
        guard !isVerbose else {
            single = findings
            return
        }
        var byKind: [String: [Int]] = [:]
        for (index, finding) in findings.enumerated() { byKind[Self.kind(finding), default: []].append(index) }
        let many = byKind.values.filter { $0.count > Self.mostSingle }
        let grouped = Set(many.joined())
        single = findings.indices.filter { !grouped.contains($0) }.map { findings[$0] }
        groups = many.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }.map { (findings[$0[0]], $0.count) }
    }

    /// The ID and the message without the names in it.
    private static func kind(_ finding: Diagnostic) -> String {
        let parts = finding.message.split(separator: "`", omittingEmptySubsequences: false)
        let words = parts.enumerated().map { $0.offset % 2 == 0 ? String($0.element) : "" }
        return "\(finding.severity) \(finding.id) \(words.joined(separator: "`"))"
    }
}

extension Session {
    /// Reports findings on standard error, a line each; those of one kind that are many get one line with their number,
    /// unless `--verbose` is given.
    mutating func reportRepeated(_ findings: [Diagnostic], of loaded: LoadedRules) {
        let repeated = FindingGroups(findings, isVerbose: isVerbose)
        report(repeated.single, of: loaded)
        for (first, count) in repeated.groups {
            let place = loaded.sources.first { $0.id == first.location.source }.map { source in
                let position = source.position(at: first.location.range.start)
                return " (first in \(source.path):\(position.line):\(position.column); `--verbose` lists all)"
            }
            let line = "\(first.severity)[\(first.id)] \(count.grouped) times: \(first.message)\(place ?? "")"
            diagnostics(Printable.text(line) + "\n")
            if first.severity == .error { raise(.findings) }
        }
    }
}
