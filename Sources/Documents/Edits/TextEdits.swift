package import Diagnostics
import SourceText

/// Why edits cannot be carried out. Nothing is changed then.
package enum TextEditError: Error, Hashable, Sendable {
    /// The edit reaches after the end of the text.
    case outOfRange(Edit)
    /// The second edit starts before the first one ends.
    case overlapping(Edit, Edit)
}

/// Changes text by edits; what no edit names stays byte for byte.
package enum TextEdits {
    /// The text after the edits, whose ranges all mean the text before. Edits at one place are carried out in the order
    /// given.
    package static func apply(_ edits: [Edit], to bytes: [UInt8]) throws(TextEditError) -> [UInt8] {
        let sorted = inOrder(edits)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var position = 0
        var previous: Edit?
        for edit in sorted {
            guard edit.range.start >= 0, edit.range.end <= bytes.count else { throw .outOfRange(edit) }
            if let previous, edit.range.start < position { throw .overlapping(previous, edit) }
            result.append(contentsOf: bytes[position..<edit.range.start])
            result.append(contentsOf: edit.replacement.utf8)
            position = edit.range.end
            previous = edit
        }
        result.append(contentsOf: bytes[position...])
        return result
    }

    /// The fixes of a file that can be carried out together, in the order given: one that overlaps an earlier one, or
    /// inserts at the same place, waits for the next round.
    ///
    /// Gives the indices of those that are taken and all their edits in order.
    package static func together(_ fixes: [Fix]) -> (taken: [Int], edits: [Edit]) {
        var taken: [Int] = []
        var edits: [Edit] = []
        for (index, fix) in fixes.enumerated() {
            let clashes = fix.edits.contains { edit in firstClash(of: edit, in: edits) }
            guard !clashes, !fix.edits.isEmpty else { continue }
            taken.append(index)
            edits = inOrder(edits + fix.edits)
        }
        return (taken, edits)
    }

    /// By place; stable.
    private static func inOrder(_ edits: [Edit]) -> [Edit] {
        edits.enumerated()
            .sorted { ($0.element.range, $0.offset) < ($1.element.range, $1.offset) }
            .map(\.element)
    }

    /// Whether an edit touches a place that one of the sorted `edits` changes. Two edits that meet end to end are fine
    /// as long as neither of them is an insertion there.
    private static func firstClash(of edit: Edit, in edits: [Edit]) -> Bool {
        var low = 0
        var high = edits.count
        while low < high {
            let middle = (low + high) / 2
            if edits[middle].range.end < edit.range.start { low = middle + 1 } else { high = middle }
        }
        while low < edits.count, edits[low].range.start <= edit.range.end {
            let other = edits[low].range
            if other.overlaps(edit.range) || other.isEmpty || edit.range.isEmpty { return true }
            low += 1
        }
        return false
    }
}
