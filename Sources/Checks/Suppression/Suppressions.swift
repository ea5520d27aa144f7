package import Diagnostics
import Documents
package import SourceText

/// The suppressions of one file, and what they do to its findings.
package struct Suppressions: Sendable {
    /// One comment with what it reaches.
    package struct Entry: Sendable {
        package var comment: SuppressionComment
        /// Findings that begin here are meant; nil: the comment is above nothing. Not asked for whole files.
        package var reach: ByteRange?
    }

    /// An id of a comment, by its place in `entries` and in the comment's list.
    package struct Use: Hashable, Sendable {
        package var entry: Int
        package var name: Int
    }

    /// What is left of findings, and what was suppressed.
    package struct Division: Sendable {
        /// In the order given.
        package var kept: [Diagnostic] = []
        package var suppressed: [SuppressedFinding] = []
        /// The ids that set something aside.
        package var used: Set<Use> = []
    }

    /// In the order of the file.
    package private(set) var entries: [Entry] = []

    package var isEmpty: Bool { entries.isEmpty }

    package init() {}

    init(_ documents: [Document], _ source: SourceFile) {
        let comments = documents.flatMap(\.comments).compactMap { SuppressionComment($0, in: source) }
        if comments.isEmpty { return }
        let reach = SuppressionReach(documents, source)
        entries = comments.map { comment in
            let isPlaced = comment.fault == nil && !comment.isForFile
            return Entry(comment: comment, reach: isPlaced ? reach.range(of: comment.comment) : nil)
        }
    }

    /// Parts findings of this file, given in the order of their places.
    ///
    /// Of several comments that mean a finding the one that begins last counts as used, and one of the whole file only
    /// where no other does.
    package func divide(_ findings: [Diagnostic]) -> Division {
        var division = Division()
        if isEmpty {
            division.kept = findings
            return division
        }
        var stacks = stacks()
        for finding in findings {
            guard let use = stacks[finding.id]?.use(at: finding.location.range.start) else {
                division.kept.append(finding)
                continue
            }
            division.used.insert(use)
            division.suppressed.append(SuppressedFinding(finding, reason: entries[use.entry].comment.reason))
        }
        return division
    }

    /// The comments that mean one check, read along ascending places.
    private struct Stack {
        var forFile: Use?
        /// By the start of their reach.
        var waiting: [(reach: ByteRange, use: Use)] = []
        var next = 0
        var open: [(reach: ByteRange, use: Use)] = []

        /// Each comment enters and leaves once, so all questions together cost as much as there are comments.
        mutating func use(at offset: Int) -> Use? {
            while next < waiting.count, waiting[next].reach.start <= offset {
                open.append(waiting[next])
                next += 1
            }
            while let last = open.last, last.reach.end <= offset { open.removeLast() }
            return open.last?.use ?? forFile
        }
    }

    private func stacks() -> [String: Stack] {
        var stacks: [String: Stack] = [:]
        for (entryIndex, entry) in entries.enumerated() {
            for (nameIndex, name) in entry.comment.names.enumerated() {
                let use = Use(entry: entryIndex, name: nameIndex)
                if entry.comment.isForFile {
                    if stacks[name.id]?.forFile == nil { stacks[name.id, default: Stack()].forFile = use }
                } else if let reach = entry.reach {
                    stacks[name.id, default: Stack()].waiting.append((reach, use))
                }
            }
        }
        for id in stacks.keys { stacks[id]?.waiting.sort { $0.reach.start < $1.reach.start } }
        return stacks
    }
}
