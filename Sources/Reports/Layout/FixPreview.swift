import Diagnostics
import SourceText

/// A fix as a small diff: the lines that change, before and after.
struct FixPreview {
    /// Cells that are shown of a line where the output is not a terminal.
    private static let limit = 80
    /// Cells that are shown before the first change of a line that is cut.
    private static let before = 5
    /// Bytes before and after the edits of a hunk that its preview is made of: more than a line of a terminal shows.
    private static let reach = 4_096
    /// Lines shown of one side of a change.
    private static let mostLines = 12

    /// Neighbouring changed lines.
    private struct Hunk {
        /// Line number (from 1) of the first line, before and after.
        var oldStart: Int
        var newStart: Int
        var old: [Line]
        var new: [Line]
    }

    /// A line with the byte at which it begins to differ from the line of the other side.
    private struct Line {
        var bytes: ArraySlice<UInt8>
        var change: Int
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

    /// Makes a hunk of edits on neighboring lines, without the lines that stay as they are.
    private mutating func add(_ edits: [Edit], _ source: SourceExcerpt, _ growth: inout Int) {
        guard let start = edits.first?.range.start, let end = edits.last?.range.end else { return }
        let first = source.line(containing: start)
        let last = source.line(containing: end)
        // Of a line that is long beyond any terminal only what is near the change is looked at.
        let from = max(source.start(ofLine: first), start - Self.reach)
        let to = min(source.range(ofLine: last).end, end + Self.reach)
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
        var sides: (old: [Line], new: [Line]) = (
            old.map { Line(bytes: $0, change: 0) }, new.map { Line(bytes: $0, change: 0) }
        )
        for index in 0..<min(sides.old.count, sides.new.count) {
            let change = Self.firstDifference(sides.old[index].bytes, sides.new[index].bytes)
            sides.old[index].change = change
            sides.new[index].change = change
        }
        hunks.append(Hunk(oldStart: line, newStart: line + delta, old: sides.old, new: sides.new))
    }

    /// The first byte in which two lines differ.
    private static func firstDifference(_ old: ArraySlice<UInt8>, _ new: ArraySlice<UInt8>) -> Int {
        zip(old, new).prefix { $0 == $1 }.count
    }

    /// The byte from which a line is shown: the start of the word that changes, so that whole names are seen, unless the
    /// change itself would be so far after it that it is cut off.
    private static func start(_ line: Line, _ limit: Int) -> Int {
        let bytes = Array(line.bytes.prefix(line.change))
        var start = bytes.count
        while start > 0, bytes[start - 1] != UInt8(ascii: " "), bytes[start - 1] != UInt8(ascii: "\t") { start -= 1 }
        let most = max(0, limit * 3 / 5 - before)
        if bytes.count - start <= most { return start }
        start = bytes.count - most
        // Not inside a character.
        while start < bytes.count, bytes[start] & 0xC0 == 0x80 { start += 1 }
        return start
    }

    private static func shown(_ line: Line, _ limit: Int) -> String {
        var bytes = Array(line.bytes)
        if bytes.last == 0x0D { bytes.removeLast() }
        let place = min(start(line, limit), bytes.count)
        let source = SourceExcerpt(SourceFile(id: SourceID(0), path: "", bytes: bytes))
        let layout = LineLayout(source, line: 0, around: ByteRange(at: place))
        return layout.window(from: layout.cell(at: place), before: before, limit: limit).text
    }

    func render(into frame: inout Frame) {
        let limit = frame.room ?? Self.limit
        for (index, hunk) in hunks.enumerated() {
            if index > 0 { frame.skip() }
            for (offset, line) in hunk.old.prefix(Self.mostLines).enumerated() {
                frame.removed(hunk.oldStart + offset, Self.shown(line, limit))
            }
            if hunk.old.count > Self.mostLines { frame.skip() }
            for (offset, line) in hunk.new.prefix(Self.mostLines).enumerated() {
                frame.added(hunk.newStart + offset, Self.shown(line, limit))
            }
            if hunk.new.count > Self.mostLines { frame.skip() }
        }
    }
}
