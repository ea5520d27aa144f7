import Documents
import SourceText

/// Finds what the suppression comments of a file reach.
///
/// A comment after a value reaches its line; where a value of several lines ends on it, or a block scalar begins, that
/// whole key. A comment alone on its line reaches the key, table or list item that begins on the next line with content.
struct SuppressionReach {
    /// A key with its value, or an item of a list.
    private struct Place {
        var range: ByteRange
        /// Whether its value is one piece of text: a string, or brackets with what is between them.
        var isClosed: Bool
        var isBlockScalar: Bool
    }

    private let source: SourceFile
    /// By start; of those that start together the larger first.
    private var places: [Place] = []
    /// The closed places and the block scalars, by the line from 0 on which a comment reaches them.
    private var byLine: [Int: ByteRange] = [:]
    /// For each line the first at or after it that holds more than spaces and a comment; the number of lines for none.
    private var nextContent: [Int32] = []

    init(_ documents: [Document], _ source: SourceFile) {
        self.source = source
        for document in documents { collect(document.root) }
        places.sort { ($0.range.start, -$0.range.end) < ($1.range.start, -$1.range.end) }
        for place in places {
            if place.isBlockScalar {
                note(place.range, line(place.range.start))
            } else if place.isClosed {
                note(place.range, line(place.range.end - 1))
            }
        }
        nextContent = [Int32](repeating: Int32(clamping: source.lines.count), count: source.lines.count)
        for line in nextContent.indices.reversed() {
            let start = contentStart(ofLine: line)
            let end = source.lines.range(ofLine: line, in: source.bytes).end
            if start < end, source.bytes[start] != UInt8(ascii: "#") {
                nextContent[line] = Int32(clamping: line)
            } else if line + 1 < nextContent.count {
                nextContent[line] = nextContent[line + 1]
            }
        }
    }

    /// What a comment (from its first `#`) reaches; nil where it is alone and nothing follows.
    func range(of comment: ByteRange) -> ByteRange? {
        let line = line(comment.start)
        return contentStart(ofLine: line) < comment.start ? onLine(line) : below(line)
    }

    private func onLine(_ line: Int) -> ByteRange {
        let own = source.lines.range(ofLine: line, in: source.bytes)
        return byLine[line].map { $0.union(own) } ?? own
    }

    /// The place that begins on the next line with content.
    private func below(_ line: Int) -> ByteRange? {
        guard line + 1 < nextContent.count else { return nil }
        let next = Int(nextContent[line + 1])
        guard next < source.lines.count else { return nil }
        let start = Int(source.lines.starts[next])
        var low = 0
        var high = places.count
        while low < high {
            let middle = (low + high) / 2
            if places[middle].range.start < start { low = middle + 1 } else { high = middle }
        }
        guard low < places.count, self.line(places[low].range.start) == next else { return nil }
        // From the start of the line, so that a list's dash and a dotted key's first part belong to it.
        return ByteRange(start, places[low].range.end)
    }

    /// The first byte of a line that is not whitespace; its end where all are.
    private func contentStart(ofLine line: Int) -> Int {
        let range = source.lines.range(ofLine: line, in: source.bytes)
        let isMarked = line == 0 && source.bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let start = min(range.start + (isMarked ? 3 : 0), range.end)
        return source.bytes[start..<range.end].firstIndex { $0 > 0x20 } ?? range.end
    }

    private func line(_ offset: Int) -> Int { source.lines.line(containing: offset) }

    private mutating func note(_ range: ByteRange, _ line: Int) {
        byLine[line] = byLine[line].map { $0.union(range) } ?? range
    }

    private mutating func collect(_ node: Node) {
        switch node.value {
        case .table(let table):
            for entry in table.entries {
                // What a dotted key or a header makes on the way has no place of its own.
                if !isImplicit(entry.value) { add(entry.value, entry.range) }
                collect(entry.value)
            }
        case .array(let items):
            for item in items {
                add(item, item.range)
                collect(item)
            }
        case .string, .integer, .float, .boolean, .date, .null, .invalid: break
        }
    }

    private mutating func add(_ value: Node, _ range: ByteRange) {
        let style = value.scalar?.style
        places.append(
            Place(
                range: range, isClosed: isClosed(value.range),
                isBlockScalar: style == .yamlLiteral || style == .yamlFolded))
    }

    private func isImplicit(_ node: Node) -> Bool {
        switch node.value {
        case .table(let table): table.style == .implicit
        case .array(let items): items.first?.table?.style == .arrayHeader
        case .string, .integer, .float, .boolean, .date, .null, .invalid: false
        }
    }

    private func isClosed(_ range: ByteRange) -> Bool {
        let text = source.bytes[range.start..<range.end]
        return switch (text.first, text.last) {
        case (UInt8(ascii: "["), UInt8(ascii: "]")), (UInt8(ascii: "{"), UInt8(ascii: "}")),
            (UInt8(ascii: "\""), UInt8(ascii: "\"")), (UInt8(ascii: "'"), UInt8(ascii: "'")):
            true
        default: false
        }
    }
}
