import Diagnostics
import SourceText

/// One line of a file laid out in cells: tabs, wide characters and escapes counted as they are printed.
///
/// Of a very long line only a stretch around the place of interest is looked at, so a finding costs the same whatever
/// the line's length.
struct LineLayout {
    /// Bytes on either side of the place of interest that are laid out.
    private static let reach = 1000
    /// Cells of the two `…` of a line that is cut on both sides.
    private static let dots = 2

    /// What each scalar prints, and where it starts.
    private struct Piece {
        var offset: Int
        var cell: Int
        var text: String
    }

    private var pieces: [Piece] = []
    /// Offset after the last byte that was laid out, and the cell after its last.
    private let end: Int
    private(set) var width = 0
    private let isCutBefore: Bool
    private let isCutBehind: Bool

    /// Lays out line `number` (from 0) around `focus`, a range of the file.
    init(_ source: SourceExcerpt, line number: Int, around focus: ByteRange) {
        let whole = source.range(ofLine: number)
        var start = max(whole.start, min(focus.start, whole.end) - Self.reach)
        var end = min(whole.end, max(min(focus.end, whole.end), start) + Self.reach, start + 4 * Self.reach)
        // Of the line, with indices that are offsets of the file less its start.
        let line = source[whole]
        func continues(_ offset: Int) -> Bool {
            let index = line.startIndex + offset - whole.start
            return line.indices.contains(index) && line[index] & 0xC0 == 0x80
        }
        while start > whole.start, start < whole.end, continues(start) { start -= 1 }
        while end < whole.end, continues(end) { end += 1 }
        isCutBefore = start > whole.start
        isCutBehind = end < whole.end
        self.end = end
        if start == 0, line.starts(with: [0xEF, 0xBB, 0xBF]) { start = min(3, end) }
        read(source[ByteRange(start, max(start, end))], from: start)
    }

    private mutating func read(_ bytes: ArraySlice<UInt8>, from start: Int) {
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = start
        while true {
            var text = ""
            let count: Int
            var cells: Int
            switch decoder.parseScalar(from: &iterator) {
            case .emptyInput: return
            case .error(let length):
                count = max(1, length)
                cells = Printable.append("\u{FFFD}", to: &text)
            case .valid(let encoded):
                count = encoded.count
                let scalar = Unicode.UTF8.decode(encoded)
                if scalar == "\t" {
                    text = String(repeating: " ", count: Printable.tabWidth)
                    cells = Printable.tabWidth
                } else {
                    cells = Printable.append(scalar, to: &text)
                }
            }
            pieces.append(Piece(offset: offset, cell: width, text: text))
            width += cells
            offset += count
        }
    }

    /// The cell at which the scalar of an offset starts; the end of the line for offsets after it.
    func cell(at offset: Int) -> Int {
        var low = 0
        var high = pieces.count
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        // An offset inside a scalar belongs to that scalar.
        if low < pieces.count, pieces[low].offset == offset { return pieces[low].cell }
        if offset < end, low > 0 { return pieces[low - 1].cell }
        return low < pieces.count ? pieces[low].cell : width
    }

    /// Cells before the first character that is not whitespace.
    var indentation: Int {
        pieces.first { !$0.text.utf8.allSatisfy { $0 == 0x20 } }?.cell ?? width
    }

    /// What of a line is shown: cells `start..<end` of the layout, with `…` for what is cut.
    struct Window {
        var text: String
        /// Taken from a cell of the layout to get the cell in `text`.
        var shift: Int
        /// Cells of `text`.
        var width: Int
    }

    /// The stretch of at most `limit` cells, `…` among them, that shows `marked`; the whole line if it matches.
    func window(showing marked: Range<Int>, limit: Int) -> Window {
        if width <= limit, !isCutBefore, !isCutBehind { return cut(0, width) }
        let room = max(1, limit - Self.dots)
        let spare = max(0, room - marked.count)
        // A third of the spare room before the place: what follows usually says more.
        let start = max(0, min(marked.lowerBound - spare / 3, width - room))
        return cut(start, min(width, start + room))
    }

    /// The stretch from `before` cells before `place` on, at most `limit` cells, `…` among them; the whole line if it matches.
    func window(from place: Int, before: Int, limit: Int) -> Window {
        if width <= limit, !isCutBefore, !isCutBehind { return cut(0, width) }
        let start = max(0, place - before)
        return cut(start, min(width, start + max(1, limit - Self.dots)))
    }

    private func cut(_ start: Int, _ end: Int) -> Window {
        var text = ""
        var first: Int?
        for (index, piece) in pieces.enumerated() where piece.cell >= start {
            // A wide character that would end outside is omitted.
            let stop = index + 1 < pieces.count ? pieces[index + 1].cell : width
            if stop > end { break }
            if first == nil { first = piece.cell }
            text += piece.text
        }
        var shift = first ?? start
        var cells = max(0, end - shift)
        if shift > 0 || isCutBefore {
            text = "…" + text
            shift -= 1
            cells += 1
        }
        if end < width || isCutBehind {
            text += "…"
            cells += 1
        }
        return Window(text: text, shift: shift, width: cells)
    }
}
