package import Diagnostics
import SourceText

/// Findings for people: the source line in a frame, marks under the places, notes, and the fix as a small diff.
///
/// A finding at a point whose label has no text shows the place only: there is nothing to mark.
package struct FullReport: Sendable {
    private let report: FindingReport
    private let paint: Paint
    private let width: Int?

    /// `width`: columns of the terminal, which no line of an excerpt exceeds; nil where the output is not a terminal.
    package init(_ report: FindingReport, color: Bool, width: Int? = nil) {
        self.report = report
        self.width = width
        paint = Paint(isOn: color)
    }

    /// The text of all findings, a blank line after each.
    package static func text(_ report: FindingReport, color: Bool, width: Int? = nil) -> String {
        var text = ""
        write(report, color: color, width: width) { text += $0 }
        return text
    }

    /// The same, passed on finding by finding. `sumsUpRepeats`: of a finding that is the same in many files the first ones
    /// are shown, and a line at the end counts the others.
    package static func write(
        _ report: FindingReport, color: Bool, width: Int? = nil, sumsUpRepeats: Bool = false,
        to pass: (String) -> Void
    ) {
        let full = FullReport(report, color: color, width: width)
        guard sumsUpRepeats else {
            for finding in report.findings { pass(full.text(of: finding) + "\n") }
            return
        }
        var repeats = RepeatedFindings(report.findings, .acrossFiles)
        for finding in report.findings where repeats.shows(finding) { pass(full.text(of: finding) + "\n") }
        for line in repeats.lines(full.paint) { pass(line + "\n") }
        if !repeats.isEmpty { pass("\n") }
    }

    /// The frame of one finding, the last line ended.
    package func text(of finding: Diagnostic) -> String {
        let blocks = self.blocks(of: finding)
        let preview = finding.fix.flatMap { fix in
            report.source(of: finding.location).map { FixPreview(fix, in: $0) }
        }
        let highest = max(blocks.map(\.highestLine).max() ?? 1, preview?.highestLine ?? 1)
        var frame = Frame(gutter: String(highest).utf8.count, paint: paint, width: width)
        frame.head(finding, isRepaired: report.isRepaired(finding))
        for (index, block) in blocks.enumerated() {
            frame.place(block, isFirst: index == 0)
            if isPlaceOnly(finding) { continue }
            frame.bar()
            block.render(into: &frame, primaryInk: Paint.Ink(finding.severity))
        }
        if blocks.isEmpty { frame.unknownPlace() }
        if let fix = finding.fix, let preview, !preview.isEmpty {
            frame.bar()
            frame.help(title(of: fix))
            frame.bar()
            preview.render(into: &frame)
        }
        if !finding.notes.isEmpty || !finding.help.isEmpty {
            if !isPlaceOnly(finding) { frame.bar() }
            for note in finding.notes { frame.footer("note", note) }
            for help in finding.help { frame.footer("help", help) }
        }
        return frame.text
    }

    private func isPlaceOnly(_ finding: Diagnostic) -> Bool {
        finding.primary.text.isEmpty && finding.location.range.isEmpty && finding.secondary.isEmpty
    }

    private func title(of fix: Fix) -> String {
        switch fix.applicability {
        case .safe, .displayOnly: fix.title
        case .unsafe: fix.title + " (may change what the rule means)"
        }
    }

    /// One block a file: that of the primary label first, the others in the order of their labels.
    private func blocks(of finding: Diagnostic) -> [Snippet] {
        var blocks: [Snippet] = []
        for (index, label) in ([finding.primary] + finding.secondary).enumerated() {
            let mark = Snippet.Mark(label, isPrimary: index == 0)
            if let known = blocks.firstIndex(where: { $0.source.id == label.location.source }) {
                blocks[known].marks.append(mark)
            } else if let source = report.source(of: label.location) {
                blocks.append(Snippet(source: source, marks: [mark]))
            }
        }
        return blocks
    }
}

/// The lines of one finding as they are written; knows the gutter.
struct Frame {
    /// Digits of the highest line number.
    let gutter: Int
    let paint: Paint
    /// Cells for the code of a line; nil where the output is not a terminal.
    let room: Int?
    private(set) var text = ""

    /// Cells that code gets on the narrowest terminal: below, its lines are broken by the terminal.
    private static let leastRoom = 20
    /// ` | ` between the line number and the code.
    private static let border = 3

    init(gutter: Int, paint: Paint, width: Int? = nil) {
        self.gutter = gutter
        self.paint = paint
        room = width.map { max(Self.leastRoom, $0 - gutter - Self.border) }
    }

    /// `error[id]: message`, with `[*]` where the run's fixes repair it.
    mutating func head(_ finding: Diagnostic, isRepaired: Bool) {
        text += paint("\(finding.severity.rawValue)[\(finding.id)]", Paint.Ink(finding.severity))
        text += paint(": " + Printable.text(finding.message), .bold)
        if isRepaired { text += " " + paint("[*]", .help) }
        text += "\n"
    }

    mutating func place(_ block: Snippet, isFirst: Bool) {
        let position = block.source.position(at: block.marks.first?.range.start ?? 0)
        let arrow = isFirst ? "-->" : ":::"
        text += pad() + paint(arrow, .gutter)
        text += " \(Printable.text(block.source.path)):\(position.line):\(position.column)\n"
    }

    mutating func unknownPlace() { text += pad() + paint("-->", .gutter) + " ?\n" }

    /// An empty line of the frame.
    mutating func bar() { text += pad() + " " + paint("|", .gutter) + "\n" }

    /// A line of the file.
    mutating func code(_ number: Int, _ content: String) { numbered(number, "|", .gutter, content, .plain) }

    /// Lines omitted; `content` is where the code would.
    mutating func skip(_ content: String = "") {
        text += paint("...", .gutter)
        if !content.isEmpty { text += String(repeating: " ", count: max(0, gutter)) + content }
        text += "\n"
    }

    /// A row of marks below a line.
    mutating func row(_ content: String) {
        text += pad() + " " + paint("|", .gutter) + (content.isEmpty ? "" : " " + content) + "\n"
    }

    mutating func help(_ title: String) { text += paint("help", .help) + ": " + Printable.text(title) + "\n" }

    mutating func removed(_ number: Int, _ content: String) { numbered(number, "-", .removed, content, .removed) }
    mutating func added(_ number: Int, _ content: String) { numbered(number, "+", .added, content, .added) }

    mutating func footer(_ word: String, _ content: String) {
        text += pad() + " " + paint("=", .gutter) + " " + paint(word, .bold) + ": " + Printable.text(content) + "\n"
    }

    private mutating func numbered(
        _ number: Int, _ sign: String, _ signInk: Paint.Ink, _ content: String, _ ink: Paint.Ink
    ) {
        let digits = String(number)
        text += paint(String(repeating: " ", count: max(0, gutter - digits.utf8.count)) + digits, .gutter)
        text += " " + paint(sign, signInk)
        if !content.isEmpty { text += " " + paint(content, ink) }
        text += "\n"
    }

    private func pad() -> String { String(repeating: " ", count: gutter) }
}
