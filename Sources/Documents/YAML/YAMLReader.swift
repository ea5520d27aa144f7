import Diagnostics
package import SourceText

/// Reads YAML 1.2 (core schema) through libyaml's events.
///
/// Ids of findings: `yaml-syntax`, `yaml-tag`, `yaml-alias`, `duplicate-key`, `limit-exceeded`. After a fault of syntax
/// reading goes on after the faulty entry (`YAMLRecovery`), so that later faults are found as well.
/// Ranges: a value's range begins after its anchor and tag; a block collection ends with its last value, a block scalar
/// before its last line end. An alias has the range of the alias, what is inside has the places of the original.
package enum YAMLReader {
    /// The documents of a file. A text without any (empty, or comments only) gives none.
    package static func read(_ source: SourceFile) -> ParsedFile { readCounting(source).file }

    /// Also how many scalars have only a guessed map: 0 unless libyaml decodes in a way that we do not know. For tests.
    package static func readCounting(_ source: SourceFile) -> (file: ParsedFile, unmappedScalars: Int) {
        guard source.bytes.count <= DocumentReader.maximumBytes else {
            return (ParsedFile(documents: [unread(source)], findings: [tooLarge(source)]), 0)
        }
        if source.bytes.starts(with: [0xFF, 0xFE]) || source.bytes.starts(with: [0xFE, 0xFF]) {
            return (ParsedFile(documents: [unread(source)], findings: [isUTF16(source)]), 0)
        }
        var session = YAMLSession(source)
        session.run()
        var builder = session.builder
        YAMLComments.assign(to: &builder.documents, bytes: builder.bytes, opaque: builder.opaqueRanges)
        let findings = builder.findings.sorted(by: Diagnostic.precedes)
        return (ParsedFile(documents: builder.documents, findings: findings), builder.unmappedCount)
    }

    private static func unread(_ source: SourceFile) -> Document {
        let root = Node(.invalid, ByteRange(0, source.bytes.count))
        return Document(source: source.id, syntax: .yaml, root: root, comments: [])
    }

    private static func tooLarge(_ source: SourceFile) -> Diagnostic {
        Diagnostic(
            "limit-exceeded", category: "syntax", .error,
            "file has \(source.bytes.count) bytes of at most \(DocumentReader.maximumBytes)",
            at: Label(Location(source.id, ByteRange(at: 0))))
    }

    private static func isUTF16(_ source: SourceFile) -> Diagnostic {
        Diagnostic(
            "yaml-syntax", category: "syntax", .error, "file is UTF-16, but rule files are UTF-8",
            at: Label(Location(source.id, ByteRange(0, 2)), "expected UTF-8 text")
        ).help("save the file as UTF-8")
    }
}

/// One reading of a file: from fault to fault.
struct YAMLSession {
    /// Each fault costs reading a stretch again; more faults than this are not looked for.
    private static let maximumRestarts = 100
    /// `%TAG` lines that are read: libyaml compares each with all before it.
    private static let maximumTagDirectives = 64

    var builder: YAMLTreeBuilder
    private let start: Int
    /// Bytes that may still be given to libyaml; keeps the whole linear in the size of the file.
    private var fuel: Int

    init(_ source: SourceFile) {
        let text = YAMLText(source)
        builder = YAMLTreeBuilder(source: source, bytes: text.bytes, findings: text.findings)
        start = text.start
        fuel = text.bytes.count * 8 + 1 << 20
    }

    mutating func run() {
        guard hasFewDirectives() else { return }
        var stretch = start..<builder.bytes.count
        for _ in 0...Self.maximumRestarts {
            fuel -= stretch.count
            guard fuel > 0, let next = read(stretch) else { break }
            stretch = next
        }
        builder.finishDocument()
    }

    /// Reads a stretch; the next one, where there is one.
    private mutating func read(_ stretch: Range<Int>) -> Range<Int>? {
        builder.lastMultilineQuote = nil
        let count = builder.findings.count
        var builder = self.builder
        self.builder = YAMLTreeBuilder(source: builder.source, bytes: [], findings: [])
        let fault = YAMLEvents.forEach(in: builder.bytes, range: stretch) { builder.handle($0) }
        defer { self.builder = builder }
        if builder.isStopped { return nil }
        guard let fault else {
            // The stretch was read to its end, or its text did not continue what it should have.
            return builder.nextStretch(from: stretch.upperBound, in: stretch.upperBound..<builder.bytes.count)
        }
        let worded = YAMLErrorWording(builder).report(fault, in: stretch)
        // What was said of the text after the fault is guesswork.
        let anchor = worded.anchor
        var index = count
        while index < builder.findings.count {
            if builder.findings[index].location.range.start >= anchor {
                builder.findings.remove(at: index)
            } else {
                index += 1
            }
        }
        builder.add(worded.finding)
        let line = builder.source.lines.line(containing: anchor)
        let from =
            line + 1 < builder.source.lines.count ? Int(builder.source.lines.starts[line + 1]) : builder.bytes.count
        builder.invalidate(at: anchor)
        return builder.nextStretch(from: from, in: from..<builder.bytes.count)
    }

    private mutating func hasFewDirectives() -> Bool {
        var count = 0
        for line in 0..<builder.source.lines.count {
            let offset = Int(builder.source.lines.starts[line])
            guard offset < builder.bytes.count, builder.bytes[offset] == UInt8(ascii: "%") else { continue }
            count += 1
            guard count > Self.maximumTagDirectives else { continue }
            builder.add(
                builder.limit(
                    "more than \(Self.maximumTagDirectives) directives", at: ByteRange(offset, offset + 1),
                    "this one is too many"))
            return false
        }
        return true
    }
}
