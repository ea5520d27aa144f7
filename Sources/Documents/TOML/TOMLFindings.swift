import Diagnostics
import SourceText
import Values

/// Collects what is wrong with a TOML text.
///
/// At most one syntax fault a line is kept, the first one: what follows on that line is most often its consequence.
/// (Redefined keys are faults of their own and not held back.) The number of findings is bounded, so that a file of
/// garbage stays cheap.
struct TOMLFindings {
    /// More findings than this help nobody; a last one says that there are more.
    static let maximumCount = 1_000

    var findings: [Diagnostic] = []
    private let source: SourceID
    private let lines: LineTable
    /// Where the text is not UTF-8, ascending.
    private var undecodable: [ByteRange] = []
    /// By line, whether it has a fault.
    private var faultyLines: [Bool]

    init(_ source: SourceFile) {
        self.source = source.id
        lines = source.lines
        faultyLines = [Bool](repeating: false, count: lines.count)
    }

    /// The findings in the order of every output.
    var sorted: [Diagnostic] { findings.sorted(by: Diagnostic.precedes) }

    /// Whether the file can be read at all: not too long, not UTF-16. Otherwise says so.
    mutating func accepts(_ source: SourceFile) -> Bool {
        let bytes = source.bytes
        if bytes.count > DocumentReader.maximumBytes {
            report(
                limit("file has \(bytes.count) bytes of at most \(DocumentReader.maximumBytes)", at: ByteRange(at: 0)))
            return false
        }
        let isMarked = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        let isUnmarked = bytes.count >= 2 && (bytes[0] == 0) != (bytes[1] == 0)
        if isMarked || isUnmarked {
            report(
                syntax("file is UTF-16, but TOML is UTF-8", at: ByteRange(0, 2), "expected UTF-8 text")
                    .help("save the file as UTF-8"))
            return false
        }
        return true
    }

    /// Reports each place that is not UTF-8 and remembers it.
    mutating func findUndecodable(in source: SourceFile) {
        undecodable = UTF8Validation.invalidRanges(in: source.bytes).map { ByteRange($0.lowerBound, $0.upperBound) }
        for range in undecodable.prefix(Self.maximumCount + 1) {
            report(UTF8Finding.finding(id: "toml-syntax", at: range.start, in: source))
        }
    }

    /// Whether a part of the range is not UTF-8.
    func isUndecodable(_ range: ByteRange) -> Bool {
        guard !undecodable.isEmpty else { return false }
        var low = 0
        var high = undecodable.count
        while low < high {
            let middle = (low + high) / 2
            if undecodable[middle].end <= range.start { low = middle + 1 } else { high = middle }
        }
        return low < undecodable.count && undecodable[low].start < range.end
    }

    /// Whether nothing more is taken: then wording a fault is wasted time, and a file of garbage has many.
    var isFull: Bool { findings.count > Self.maximumCount }

    /// A syntax fault; `expected` becomes the label of the place.
    func syntax(_ message: String, at range: ByteRange, _ expected: String = "") -> Diagnostic {
        Diagnostic("toml-syntax", category: "syntax", .error, message, at: Label(location(range), expected))
    }

    /// A limit that the text is beyond.
    func limit(_ message: String, at range: ByteRange) -> Diagnostic {
        Diagnostic("limit-exceeded", category: "syntax", .error, message, at: Label(location(range)))
    }

    func location(_ range: ByteRange) -> Location { Location(source, range) }

    /// Takes a fault of syntax unless its line has one already.
    mutating func report(_ finding: Diagnostic) {
        guard !isFull else { return }
        let line = lines.line(containing: finding.location.range.start)
        guard !faultyLines[line] else { return }
        faultyLines[line] = true
        append(finding)
    }

    /// Whether the line of a place has a fault of syntax.
    func hasFault(onLineOf range: ByteRange) -> Bool { faultyLines[lines.line(containing: range.start)] }

    /// Takes a fault whatever else its line has.
    mutating func append(_ finding: Diagnostic) {
        if findings.count < Self.maximumCount {
            findings.append(finding)
        } else if findings.count == Self.maximumCount {
            findings.append(
                limit("more than \(Self.maximumCount) errors, the rest is not shown", at: finding.location.range))
        }
    }

    /// Forgets all that came after `count` findings.
    mutating func rewind(to count: Int) {
        for finding in findings[min(count, findings.count)...] {
            faultyLines[lines.line(containing: finding.location.range.start)] = false
        }
        findings.removeSubrange(min(count, findings.count)...)
    }
}
