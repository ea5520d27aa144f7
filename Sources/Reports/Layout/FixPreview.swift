import Diagnostics
import SourceText

/// A fix as a small diff: the lines that change, before and after.
struct FixPreview {
    /// Cells that are shown of a line, and how many before the first change of a line that is cut.
    static let limit = 80
    static let before = 5
    /// Lines shown of one side of a change.
    private static let mostLines = 12

    /// Neighbouring changed lines.
    private struct Hunk {
        /// Line number (from 1) of the first line, before and after.
        var oldStart: Int
        var newStart: Int
        var old: [String]
        var new: [String]
    }

    private var hunks: [Hunk] = []

    var isEmpty: Bool { hunks.isEmpty }

    /// The highest line number that is shown.
    var highestLine: Int {
        hunks.map { max($0.oldStart + $0.old.count, $0.newStart + $0.new.count) - 1 }.max() ?? 1
    }

    init(_ fix: Fix, in source: SourceExcerpt) {
        var pending: [Edit] = []
        var lastLine = 0
        /// Lines that earlier hunks have added.
        var growth = 0
        for edit in fix.edits where edit.range.end <= source.count {
            let first = source.line(containing: edit.range.start)
            if !pending.isEmpty, first > lastLine + 1 {
                add(pending, source, &growth)
                pending = []
            }
            pending.append(edit)
            lastLine = source.line(containing: edit.range.end)
        }
        if !pending.isEmpty { add(pending, source, &growth) }
    }

    /// Makes a hunk of edits on neighbouring lines, without the lines that stay as they are.
    private mutating func add(_ edits: [Edit], _ source: SourceExcerpt, _ growth: inout Int) {
        guard let start = edits.first?.range.start, let end = edits.last?.range.end else { return }
        let first = source.line(containing: start)
        let last = source.line(containing: end)
        let from = source.start(ofLine: first)
        let to = source.range(ofLine: last).end
        var after: [UInt8] = []
        var position = from
        for edit in edits where edit.range.start >= position {
            after += source[ByteRange(position, edit.range.start)]
            after += Array(edit.replacement.utf8)
            position = edit.range.end
        }
        if position < to { after += source[ByteRange(position, to)] }
        var old = source[ByteRange(from, max(from, to))].split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        var new = after.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        growth += new.count - old.count
        var line = first + 1
        let delta = growth - (new.count - old.count)
        while let a = old.first, let b = new.first, a == b {
            old.removeFirst()
            new.removeFirst()
            line += 1
        }
        while let a = old.last, let b = new.last, a == b {
            old.removeLast()
            new.removeLast()
        }
        guard !old.isEmpty || !new.isEmpty else { return }
        let place = Self.firstDifference(old, new)
        hunks.append(
            Hunk(
                oldStart: line, newStart: line + delta, old: old.map { Self.shown($0, place) },
                new: new.map { Self.shown($0, place) }))
    }

    /// The byte of a line at which the change starts: where one line becomes one line, the first word that differs;
    /// otherwise lines are shown from their start.
    private static func firstDifference(_ old: ArraySlice<ArraySlice<UInt8>>, _ new: ArraySlice<ArraySlice<UInt8>>)
        -> Int
    {
        guard old.count == 1, new.count == 1, let a = old.first, let b = new.first else { return 0 }
        var same = zip(a, b).prefix { $0 == $1 }.count
        let line = Array(a)
        // Back to the start of the word, so that whole names are seen.
        while same > 0, line[same - 1] != UInt8(ascii: " "), line[same - 1] != UInt8(ascii: "\t") { same -= 1 }
        return same
    }

    private static func shown(_ line: ArraySlice<UInt8>, _ place: Int) -> String {
        var bytes = Array(line)
        if bytes.last == 0x0D { bytes.removeLast() }
        let source = SourceExcerpt(SourceFile(id: SourceID(0), path: "", bytes: bytes))
        let layout = LineLayout(source, line: 0, around: ByteRange(at: min(place, bytes.count)))
        return layout.window(from: layout.cell(at: place), before: before, limit: limit).text
    }

    func render(into frame: inout Frame) {
        for (index, hunk) in hunks.enumerated() {
            if index > 0 { frame.skip() }
            for (offset, line) in hunk.old.prefix(Self.mostLines).enumerated() {
                frame.removed(hunk.oldStart + offset, line)
            }
            if hunk.old.count > Self.mostLines { frame.skip() }
            for (offset, line) in hunk.new.prefix(Self.mostLines).enumerated() {
                frame.added(hunk.newStart + offset, line)
            }
            if hunk.new.count > Self.mostLines { frame.skip() }
        }
    }
}
