import Diagnostics
import SourceText

/// The lines of one file that a finding is about, with marks under its places.
struct Snippet {
    /// Cells of code that are shown of a line where the output is not a terminal.
    private static let codeLimit = 120
    /// Lines of a span that are shown whole; of more the first three and the last two.
    static let wholeSpan = 6
    /// Spans over several lines that get a bar of their own.
    private static let mostBars = 4

    /// A labelled place.
    struct Mark {
        var range: ByteRange
        var text: String
        var isPrimary: Bool

        init(_ label: Label, isPrimary: Bool) {
            range = label.location.range
            text = Printable.text(label.text)
            self.isPrimary = isPrimary
        }
    }

    var source: SourceExcerpt
    var marks: [Mark]

    /// The highest line number that is shown.
    var highestLine: Int { marks.map { lines(of: $0.range).upperBound + 1 }.max() ?? 1 }

    /// The lines (from 0) of a range; a line feed at its end does not reach into the next line.
    private func lines(of range: ByteRange) -> ClosedRange<Int> {
        let first = source.line(containing: range.start)
        let last = source.line(containing: range.isEmpty ? range.start : range.end - 1)
        return first...max(first, last)
    }

    /// A span over several lines with the column of its bar.
    private struct Span {
        var mark: Mark
        var lines: ClosedRange<Int>
        var column: Int
    }

    /// Writes lines and marks.
    func render(into frame: inout Frame, primaryInk: Paint.Ink) {
        var spans: [Span] = []
        var single: [Int: [Mark]] = [:]
        var shown: Set<Int> = []
        for mark in marks {
            let lines = lines(of: mark.range)
            if lines.count > 1, spans.count < Self.mostBars {
                spans.append(Span(mark: mark, lines: lines, column: spans.count))
                shown.formUnion(shownLines(of: lines))
            } else {
                single[lines.lowerBound, default: []].append(mark)
                shown.insert(lines.lowerBound)
            }
        }
        var previous: Int?
        for line in shown.sorted() {
            if let previous, line > previous + 1 {
                if line == previous + 2 {
                    // One line between two that are shown is as long as the dots.
                    code(line - 1, spans, [], into: &frame, primaryInk)
                } else {
                    frame.skip(bars(spans, over: line - 1, frame.paint, primaryInk))
                }
            }
            code(line, spans, single[line] ?? [], into: &frame, primaryInk)
            previous = line
        }
    }

    private func shownLines(of lines: ClosedRange<Int>) -> [Int] {
        guard lines.count > Self.wholeSpan else { return Array(lines) }
        return Array(lines.prefix(3)) + Array(lines.suffix(2))
    }

    /// One line of code and the rows of marks below it.
    private func code(
        _ line: Int, _ spans: [Span], _ marks: [Mark], into frame: inout Frame, _ primaryInk: Paint.Ink
    ) {
        let limit = frame.room.map { max(1, $0 - 2 * spans.count) }
        let focus = focus(line, spans, marks, limit ?? Self.codeLimit)
        let layout = LineLayout(source, line: line, around: focus)
        let cells = layout.cell(at: focus.start)..<max(layout.cell(at: focus.end), layout.cell(at: focus.start) + 1)
        let window = layout.window(showing: cells, limit: limit ?? Self.codeLimit)
        let opening = spans.filter { $0.lines.lowerBound == line }
        let slashed = opening.filter { layout.cell(at: $0.mark.range.start) <= layout.indentation }
        let open = spans.filter { $0.lines.lowerBound < line && $0.lines.upperBound >= line }
        let prefix = barText(spans.count, open, slashed, frame.paint, primaryInk)
        frame.code(line + 1, spans.isEmpty ? window.text : trimmed(prefix + window.text, window.text.isEmpty))
        var rows = MarkRows(layout: layout, window: window, limit: limit, primaryInk: primaryInk, paint: frame.paint)
        for mark in marks where mark.isPrimary || !mark.text.isEmpty { rows.add(mark) }
        for row in rows.rendered() { frame.row(barText(spans.count, open, [], frame.paint, primaryInk) + row) }
        // A line feed at the end of a span has a cell of its own, where there is room.
        let lastCell = min(window.width, limit.map { $0 - 1 } ?? .max)
        var held = open
        for span in opening where !slashed.contains(where: { $0.column == span.column }) {
            let cell = max(0, min(layout.cell(at: span.mark.range.start) - window.shift, lastCell))
            frame.row(corner(span, held, spans.count, cell, text: "", isOpening: true, frame.paint, primaryInk))
            held.append(span)
        }
        for span in spans where span.lines.upperBound == line {
            let last = max(span.mark.range.start, span.mark.range.end - 1)
            let cell = max(0, min(layout.cell(at: last) - window.shift, lastCell))
            held.removeAll { $0.column == span.column }
            // The bars, the line up to the caret, a space.
            let used = 2 * spans.count + cell + 2
            let isNear = frame.room.map { used + WrappedText.cells(span.mark.text) <= $0 } ?? true
            let text = isNear ? span.mark.text : ""
            frame.row(corner(span, held, spans.count, cell, text: text, isOpening: false, frame.paint, primaryInk))
            if isNear { continue }
            // Too long to follow the caret: below it, from the left.
            for part in WrappedText.lines(span.mark.text, width: limit ?? Self.codeLimit) {
                frame.row(
                    barText(spans.count, held, [], frame.paint, primaryInk) + frame.paint(part, ink(span, primaryInk)))
            }
        }
    }

    /// What of a line must be seen: its marks, else the ends of spans, else its start.
    private func focus(_ line: Int, _ spans: [Span], _ marks: [Mark], _ limit: Int) -> ByteRange {
        let whole = source.range(ofLine: line)
        var ranges = marks.map { ByteRange($0.range.start, min($0.range.end, whole.end)) }
        for span in spans {
            if span.lines.lowerBound == line { ranges.append(ByteRange(at: span.mark.range.start)) }
            if span.lines.upperBound == line { ranges.append(ByteRange(at: max(whole.start, span.mark.range.end - 1))) }
        }
        // The primary mark comes first in `marks`, and what is too wide to be seen whole is seen from its start.
        guard let first = ranges.first else { return ByteRange(at: whole.start) }
        let union = ranges.dropFirst().reduce(first) { $0.union($1) }
        return union.count <= limit ? union : ByteRange(first.start, min(first.end, first.start + limit * 2 / 3))
    }

    private func ink(_ span: Span, _ primaryInk: Paint.Ink) -> Paint.Ink { span.mark.isPrimary ? primaryInk : .gutter }

    /// The columns of bars before a line's code: two cells each.
    private func barText(
        _ count: Int, _ open: [Span], _ slashed: [Span], _ paint: Paint, _ primaryInk: Paint.Ink
    ) -> String {
        (0..<count).map { column in
            if let span = open.first(where: { $0.column == column }) { return paint("|", ink(span, primaryInk)) + " " }
            if let span = slashed.first(where: { $0.column == column }) {
                return paint("/", ink(span, primaryInk)) + " "
            }
            return "  "
        }.joined()
    }

    /// The bars that run past lines omitted before `line`.
    private func bars(_ spans: [Span], over line: Int, _ paint: Paint, _ primaryInk: Paint.Ink) -> String {
        let open = spans.filter { $0.lines.lowerBound < line && $0.lines.upperBound > line }
        return open.isEmpty ? "" : trimmed(barText(spans.count, open, [], paint, primaryInk), true)
    }

    /// The row that opens (` ____^`) or closes (`|____^ label`) a span.
    private func corner(
        _ span: Span, _ held: [Span], _ count: Int, _ cell: Int, text: String, isOpening: Bool, _ paint: Paint,
        _ primaryInk: Paint.Ink
    ) -> String {
        var row = ""
        for column in 0..<span.column {
            if let other = held.first(where: { $0.column == column }) {
                row += paint("|", ink(other, primaryInk)) + " "
            } else {
                row += "  "
            }
        }
        let line = String(repeating: "_", count: 1 + 2 * (count - span.column - 1) + cell)
        let caret = span.mark.isPrimary ? "^" : "-"
        let label = text.isEmpty ? "" : " " + text
        return row + paint((isOpening ? " " : "|") + line + caret + label, ink(span, primaryInk))
    }

    private func trimmed(_ text: String, _ isNeeded: Bool) -> String {
        guard isNeeded, let last = text.lastIndex(where: { $0 != " " }) else { return isNeeded ? "" : text }
        return String(text[...last])
    }
}
