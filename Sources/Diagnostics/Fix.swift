package import SourceText

/// How far a fix may be trusted.
package enum Applicability: String, Sendable, CaseIterable, Comparable {
    /// Shown only; a person has to complete it.
    case displayOnly
    /// May change what the rule means; applied with `--unsafe-fixes`.
    case unsafe
    /// Keeps the rule's meaning; applied with `--fix`.
    case safe

    private var rank: Int {
        switch self {
        case .displayOnly: 0
        case .unsafe: 1
        case .safe: 2
        }
    }

    package static func < (a: Applicability, b: Applicability) -> Bool { a.rank < b.rank }
}

/// One replacement of bytes. An empty range inserts, an empty replacement deletes.
package struct Edit: Hashable, Sendable {
    package var range: ByteRange
    package var replacement: String

    package init(_ range: ByteRange, _ replacement: String) {
        self.range = range
        self.replacement = replacement
    }
}

/// A repair of one file: edits sorted by place that do not overlap.
package struct Fix: Hashable, Sendable {
    /// What it does, imperative: ``rename the field to `source.ip` ``.
    package let title: String
    package let applicability: Applicability
    /// Sorted; none overlaps another.
    package let edits: [Edit]

    /// Sorts the edits; nil if two of them overlap.
    package init?(_ title: String, _ applicability: Applicability, _ edits: [Edit]) {
        let sorted = edits.sorted { $0.range < $1.range }
        for (a, b) in zip(sorted, sorted.dropFirst()) where b.range.start < a.range.end { return nil }
        self.title = title
        self.applicability = applicability
        self.edits = sorted
    }

    /// A fix of one edit.
    package init(_ title: String, _ applicability: Applicability, _ edit: Edit) {
        self.title = title
        self.applicability = applicability
        edits = [edit]
    }
}
