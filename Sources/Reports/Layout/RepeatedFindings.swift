package import Diagnostics
import SourceText

/// Findings that say the same: where they are many, only the first ones are shown, and the others are counted.
package struct RepeatedFindings {
    /// When findings are many, and what is shown of them all the same.
    package struct Limits: Sendable {
        /// Whether messages that differ only in their names (in backquotes) say the same.
        var ignoresNames: Bool
        /// More files, and more findings, than that are many.
        var files: Int
        var findings: Int
        var shown: Int

        /// The same message in many files, as `lint` sums up.
        static let acrossFiles = Limits(ignoresNames: false, files: 10, findings: 10, shown: 3)
        /// One reason for many rules: a line for all of them.
        package static let ofOneReason = Limits(ignoresNames: true, files: 0, findings: 3, shown: 0)
    }

    /// What findings of one kind have in common.
    private struct Kind: Hashable {
        var severity: Severity
        var id: String
        var message: String

        init(_ finding: Diagnostic, _ limits: Limits) {
            severity = finding.severity
            id = finding.id
            message = limits.ignoresNames ? finding.messageWithoutNames : finding.message
        }
    }

    /// Findings of one kind.
    package struct Group {
        package var first: Diagnostic
        package var count = 0
        var files: Set<SourceID> = []
        fileprivate var shown = 0
    }

    private let limits: Limits
    /// Kinds of which there are many, in the order of their first finding.
    private var order: [Kind] = []
    private var groups: [Kind: Group] = [:]

    package init(_ findings: [Diagnostic], _ limits: Limits) {
        self.limits = limits
        var seen: [Kind] = []
        for finding in findings {
            let kind = Kind(finding, limits)
            if groups[kind] == nil { seen.append(kind) }
            groups[kind, default: Group(first: finding)].count += 1
            groups[kind]?.files.insert(finding.location.source)
        }
        for kind in seen {
            if let group = groups[kind], group.files.count > limits.files, group.count > limits.findings {
                order.append(kind)
            } else {
                groups[kind] = nil
            }
        }
    }

    package var isEmpty: Bool { order.isEmpty }

    /// Whether a finding is shown on its own; to be called once for each in their order.
    package mutating func shows(_ finding: Diagnostic) -> Bool {
        let kind = Kind(finding, limits)
        guard let group = groups[kind] else { return true }
        groups[kind]?.shown += 1
        return group.shown < limits.shown
    }

    /// Those of which there are many, the most frequent first.
    package var mostFrequent: [Group] {
        order.compactMap { groups[$0] }.enumerated()
            .sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element)
    }

    /// A line for each kind.
    func lines(_ paint: Paint) -> [String] {
        order.compactMap { groups[$0] }.map { group in
            let first = group.first
            let head = paint("\(first.severity.rawValue)[\(first.id)]", Paint.Ink(first.severity))
            let left = group.count - min(group.shown, limits.shown)
            return head + paint(": " + Printable.text(first.message), .bold)
                + " (\(left.grouped) more, \(group.files.count.grouped) files in all; "
                + "`--output-format concise` lists them)"
        }
    }
}

extension Diagnostic {
    /// The message with nothing between its backquotes.
    fileprivate var messageWithoutNames: String {
        let parts = message.split(separator: "`", omittingEmptySubsequences: false)
        return parts.indices.map { $0.isMultiple(of: 2) ? String(parts[$0]) : "" }.joined(separator: "`")
    }
}
