import Diagnostics
import SourceText

/// The rows below one line of code: underlines with the rightmost label after them, the other labels hanging below.
struct MarkRows {
    private struct Placed {
        var start: Int
        var end: Int
        var text: String
        var isPrimary: Bool
    }

    let layout: LineLayout
    let window: LineLayout.Window
    /// Cells of a row, at most; nil: as many as its labels take.
    let limit: Int?
    let primaryInk: Paint.Ink
    let paint: Paint
    private var placed: [Placed] = []

    init(layout: LineLayout, window: LineLayout.Window, limit: Int?, primaryInk: Paint.Ink, paint: Paint) {
        self.layout = layout
        self.window = window
        self.limit = limit
        self.primaryInk = primaryInk
        self.paint = paint
    }

    /// Takes a mark; what is outside the window is cut to it, and a point takes one cell.
    mutating func add(_ mark: Snippet.Mark) {
        // A mark after the last cell of a full row is drawn in that cell.
        let limit = min(window.width, (self.limit ?? .max) - 1)
        let start = max(0, min(layout.cell(at: mark.range.start) - window.shift, limit))
        let end = max(start + 1, min(layout.cell(at: mark.range.end) - window.shift, limit))
        placed.append(Placed(start: start, end: end, text: mark.text, isPrimary: mark.isPrimary))
    }

    /// The rows, without the gutter and without spaces at their ends.
    func rendered() -> [String] {
        guard !placed.isEmpty else { return [] }
        // From right to left; of two at one place the primary first.
        let order = placed.sorted { a, b in
            a.start != b.start ? a.start > b.start : (a.isPrimary && !b.isPrimary)
        }
        var hanging = order.filter { !$0.text.isEmpty }
        var underline = underlineRow()
        if let last = order.first, !last.text.isEmpty, order.dropFirst().allSatisfy({ $0.end <= last.start }),
            isRoom(for: last.text, at: (placed.map(\.end).max() ?? 0) + 1)
        {
            underline += " " + paint(last.text, ink(last))
            hanging.removeFirst()
        }
        var rows = [underline]
        if !hanging.isEmpty { rows.append(bars(hanging)) }
        while !hanging.isEmpty {
            let label = hanging.removeFirst()
            let others = hanging.filter { $0.start < label.start }
            let used = others.map(\.start).max().map { $0 + 1 } ?? 0
            let (start, lines) = place(label, after: used)
            for line in lines {
                rows.append(
                    bars(others) + String(repeating: " ", count: start - used) + paint(line, ink(label)))
            }
        }
        return rows
    }

    private func isRoom(for text: String, at cell: Int) -> Bool {
        limit.map { cell + WrappedText.cells(text) <= $0 } ?? true
    }

    /// Where a label hangs, and its lines: below its mark; further left, and then in several lines, where the row is too
    /// short for it.
    private func place(_ label: Placed, after used: Int) -> (start: Int, lines: [String]) {
        guard let limit, !isRoom(for: label.text, at: label.start) else { return (label.start, [label.text]) }
        let start = max(used, min(label.start, limit - WrappedText.cells(label.text)))
        if isRoom(for: label.text, at: start) { return (start, [label.text]) }
        return (start, WrappedText.lines(label.text, width: max(1, limit - start)))
    }

    private func ink(_ mark: Placed) -> Paint.Ink { mark.isPrimary ? primaryInk : .gutter }

    /// `^` under primary and `-` under secondary places; where both are, `^`.
    private func underlineRow() -> String {
        let width = placed.map(\.end).max() ?? 0
        var cells = [UInt8](repeating: UInt8(ascii: " "), count: width)
        for mark in placed.sorted(by: { !$0.isPrimary && $1.isPrimary }) {
            for cell in mark.start..<mark.end { cells[cell] = UInt8(ascii: mark.isPrimary ? "^" : "-") }
        }
        var row = ""
        var start = 0
        while start < width {
            var end = start
            while end < width, cells[end] == cells[start] { end += 1 }
            let run = String(decoding: cells[start..<end], as: UTF8.self)
            switch cells[start] {
            case UInt8(ascii: "^"): row += paint(run, primaryInk)
            case UInt8(ascii: "-"): row += paint(run, .gutter)
            default: row += run
            }
            start = end
        }
        return row
    }

    /// A row with a bar below the start of each mark.
    private func bars(_ marks: [Placed]) -> String {
        var row = ""
        var used = 0
        for mark in marks.reversed() where mark.start >= used {
            row += String(repeating: " ", count: mark.start - used) + paint("|", ink(mark))
            used = mark.start + 1
        }
        return row
    }
}
