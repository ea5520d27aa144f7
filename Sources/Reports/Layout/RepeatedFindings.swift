import Diagnostics
import SourceText

/// The same finding in many files: the first ones are shown, the others counted.
struct RepeatedFindings {
    /// Files with the same finding from which on it is summed up.
    private static let mostFiles = 10
    /// Findings of a kind that are shown all the same.
    private static let mostShown = 3

    private struct Kind: Hashable {
        var id: String
        var message: String
    }

    private struct Count {
        var severity: Severity
        var files: Set<SourceID> = []
        var findings = 0
        var shown = 0
    }

    /// Kinds that are in many files, in the order of their first finding.
    private var order: [Kind] = []
    private var counts: [Kind: Count] = [:]

    init(_ findings: [Diagnostic]) {
        var all: [Kind: Count] = [:]
        var seen: [Kind] = []
        for finding in findings {
            let kind = Kind(id: finding.id, message: finding.message)
            if all[kind] == nil { seen.append(kind) }
            all[kind, default: Count(severity: finding.severity)].files.insert(finding.location.source)
            all[kind]?.findings += 1
        }
        order = seen.filter { (all[$0]?.files.count ?? 0) > Self.mostFiles }
        for kind in order { counts[kind] = all[kind] }
    }

    var isEmpty: Bool { order.isEmpty }

    /// Whether a finding is shown on its own; to be called once for each in their order.
    mutating func shows(_ finding: Diagnostic) -> Bool {
        let kind = Kind(id: finding.id, message: finding.message)
        guard let count = counts[kind] else { return true }
        counts[kind]?.shown += 1
        return count.shown < Self.mostShown
    }

    /// A line for each kind.
    func lines(_ paint: Paint) -> [String] {
        order.compactMap { kind in
            guard let count = counts[kind] else { return nil }
            let head = paint("\(count.severity.rawValue)[\(kind.id)]", Paint.Ink(count.severity))
            let left = count.findings - min(count.shown, Self.mostShown)
            return head + paint(": " + Printable.text(kind.message), .bold)
                + " (\(left.grouped) more, \(count.files.count.grouped) files in all; "
                + "`--output-format concise` lists them)"
        }
    }
}
