/// Line differences as `diff -u` and version control write them: `lint --diff`.
package enum UnifiedDiff {
    /// Lines around a change that are shown with it.
    private static let context = 3
    /// Beyond so many differing lines the middle of a change is shown as replaced whole: the search takes time and
    /// memory that grow with the square of the differences.
    private static let maximumCost = 1_000

    /// The difference with its two file lines (`a/path`, `b/path`); empty where nothing differs.
    package static func text(old: [UInt8], new: [UInt8], path: String) -> String {
        guard old != new else { return "" }
        let oldLines = lines(old)
        let newLines = lines(new)
        let changes = changes(oldLines, newLines)
        var output: [UInt8] = Array("--- a/\(path)\n+++ b/\(path)\n".utf8)
        for hunk in hunks(changes, oldCount: oldLines.count, newCount: newLines.count) {
            write(hunk, oldLines, newLines, to: &output)
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Lines `old` were replaced by lines `new`; one of the two may be empty.
    struct Change: Hashable {
        var old: Range<Int>
        var new: Range<Int>
    }

    /// Changes that are shown together with the lines around them.
    private struct Hunk {
        var changes: [Change]
        var old: Range<Int>
        var new: Range<Int>
    }

    /// The lines, each with its line feed; the last one may lack it.
    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for index in bytes.indices where bytes[index] == 0x0A {
            lines.append(bytes[start...index])
            start = index + 1
        }
        if start < bytes.count { lines.append(bytes[start...]) }
        return lines
    }

    // MARK: the changes

    /// A shortest list of changes (Myers 1986, greedy), ascending.
    static func changes(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Change] {
        var numbers: [ArraySlice<UInt8>: Int] = [:]
        func number(_ line: ArraySlice<UInt8>) -> Int {
            let next = numbers.count
            let known = numbers[line, default: next]
            if known == next { numbers[line] = next }
            return known
        }
        let a = old.map(number)
        let b = new.map(number)
        var prefix = 0
        while prefix < a.count, prefix < b.count, a[prefix] == b[prefix] { prefix += 1 }
        var suffix = 0
        while suffix < a.count - prefix, suffix < b.count - prefix, a[a.count - 1 - suffix] == b[b.count - 1 - suffix] {
            suffix += 1
        }
        let middleA = Array(a[prefix..<(a.count - suffix)])
        let middleB = Array(b[prefix..<(b.count - suffix)])
        if middleA.isEmpty && middleB.isEmpty { return [] }
        let found =
            shortest(middleA, middleB)
            ?? [Change(old: 0..<middleA.count, new: 0..<middleB.count)]
        return found.map { change in
            Change(
                old: (change.old.lowerBound + prefix)..<(change.old.upperBound + prefix),
                new: (change.new.lowerBound + prefix)..<(change.new.upperBound + prefix))
        }
    }

    /// nil: the two differ by more than the cost allows.
    private static func shortest(_ a: [Int], _ b: [Int]) -> [Change]? {
        let limit = min(a.count + b.count, maximumCost)
        let offset = limit + 1
        // By diagonal: how far in `a` that many edits lead. One copy for each number of edits, to walk back.
        var reach = [Int](repeating: 0, count: 2 * limit + 3)
        var history: [[Int]] = []
        for edits in 0...limit {
            history.append(Array(reach[(offset - edits - 1)...(offset + edits + 1)]))
            for diagonal in stride(from: -edits, through: edits, by: 2) {
                let isDown =
                    diagonal == -edits
                    || (diagonal != edits && reach[offset + diagonal - 1] < reach[offset + diagonal + 1])
                var x = isDown ? reach[offset + diagonal + 1] : reach[offset + diagonal - 1] + 1
                while x < a.count, x - diagonal < b.count, x - diagonal >= 0, a[x] == b[x - diagonal] { x += 1 }
                reach[offset + diagonal] = x
                if x == a.count, x - diagonal == b.count { return walkBack(a, b, history, edits) }
            }
        }
        return nil
    }

    private static func walkBack(
        _ a: [Int], _ b: [Int], _ history: [[Int]], _ edits: Int
    ) -> [Change] {
        var changes: [Change] = []
        var x = a.count
        var y = b.count
        for step in stride(from: edits, to: 0, by: -1) {
            let reach = history[step]
            // Diagonal 0 of the copy.
            let offset = step + 1
            let diagonal = x - y
            let isDown =
                diagonal == -step
                || (diagonal != step && reach[offset + diagonal - 1] < reach[offset + diagonal + 1])
            let before = isDown ? diagonal + 1 : diagonal - 1
            let startX = reach[offset + before]
            let startY = startX - before
            let change =
                isDown
                ? Change(old: startX..<startX, new: startY..<(startY + 1))
                : Change(old: startX..<(startX + 1), new: startY..<startY)
            if let last = changes.last, last.old.lowerBound == change.old.upperBound,
                last.new.lowerBound == change.new.upperBound
            {
                changes[changes.count - 1] = Change(
                    old: change.old.lowerBound..<last.old.upperBound, new: change.new.lowerBound..<last.new.upperBound)
            } else {
                changes.append(change)
            }
            (x, y) = (startX, startY)
        }
        return changes.reversed()
    }

    // MARK: the text

    private static func hunks(_ changes: [Change], oldCount: Int, newCount: Int) -> [Hunk] {
        var hunks: [Hunk] = []
        for change in changes {
            let before = min(context, change.old.lowerBound, change.new.lowerBound)
            let old = (change.old.lowerBound - before)..<min(oldCount, change.old.upperBound + context)
            let new = (change.new.lowerBound - before)..<min(newCount, change.new.upperBound + context)
            if let last = hunks.last, last.old.upperBound >= old.lowerBound {
                hunks[hunks.count - 1].changes.append(change)
                hunks[hunks.count - 1].old = last.old.lowerBound..<old.upperBound
                hunks[hunks.count - 1].new = last.new.lowerBound..<new.upperBound
            } else {
                hunks.append(Hunk(changes: [change], old: old, new: new))
            }
        }
        return hunks
    }

    private static func write(
        _ hunk: Hunk, _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>], to output: inout [UInt8]
    ) {
        output.append(contentsOf: "@@ -\(place(hunk.old)) +\(place(hunk.new)) @@\n".utf8)
        var position = hunk.old.lowerBound
        for change in hunk.changes {
            for line in old[position..<change.old.lowerBound] { write(" ", line, to: &output) }
            for line in old[change.old] { write("-", line, to: &output) }
            for line in new[change.new] { write("+", line, to: &output) }
            position = change.old.upperBound
        }
        for line in old[position..<hunk.old.upperBound] { write(" ", line, to: &output) }
    }

    /// `start,count`; the count is omitted when it is 1, and an empty range names the line before it.
    private static func place(_ range: Range<Int>) -> String {
        switch range.count {
        case 0: "\(range.lowerBound),0"
        case 1: "\(range.lowerBound + 1)"
        default: "\(range.lowerBound + 1),\(range.count)"
        }
    }

    private static func write(_ mark: String, _ line: ArraySlice<UInt8>, to output: inout [UInt8]) {
        output.append(contentsOf: mark.utf8)
        output.append(contentsOf: line)
        if line.last != 0x0A { output.append(contentsOf: "\n\\ No newline at end of file\n".utf8) }
    }
}
