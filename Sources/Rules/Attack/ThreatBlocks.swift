import Documents
import SourceText

/// The lines of a TOML rule that state its ATT&CK entries, cut at the headers.
///
/// A block is what is from the comments above its header to the end of its last value. Blocks follow one another with
/// nothing but blank lines between them; a file that is laid out otherwise has none.
struct ThreatBlocks {
    /// What a block states.
    enum Part: Hashable {
        /// An entry's own keys, by the entry's place in the rule.
        case entry(Int)
        /// A tactic, a technique or a sub-technique, by its number among those that are converted.
        case object(Int)
        /// Some block of an entry that is not converted.
        case other(Int)
    }

    /// One block: bytes of the file, without the line end after it.
    struct Block {
        let part: Part
        var range: ByteRange
        /// The first byte of the header's line.
        let header: Int
        /// What is between this block and the next: line ends.
        var gap: ByteRange?
    }

    /// In the order of the file.
    private(set) var blocks: [Block] = []
    /// Of each entry of the rule, whether the tactic is before the techniques.
    private(set) var tacticFirst: [Bool] = []
    let range: ByteRange

    /// nil where the entries have no headers, or something else is between them.
    init?(_ rule: Rule, _ converted: [Int], _ objects: [ThreatObject], in source: SourceFile) {
        guard rule.document.syntax == .toml, let items = rule.entry("threat")?.value.array else { return nil }
        var found: [(part: Part, node: Node, start: Int)] = []
        let numbers = Dictionary(
            objects.enumerated().map { ($0.element.range.start, $0.offset) }, uniquingKeysWith: { first, _ in first })
        for (index, item) in items.enumerated() {
            let isConverted = converted.contains(index)
            found.append((isConverted ? .entry(index) : .other(index), item, item.range.start))
            var parts = [item["tactic"]].compactMap { $0 }
            for technique in item["technique"]?.array ?? [] {
                parts.append(technique)
                parts += technique["subtechnique"]?.array ?? []
            }
            for node in parts {
                if isConverted, numbers[node.range.start] == nil { return nil }
                let part = isConverted ? numbers[node.range.start].map { Part.object($0) } : nil
                found.append((part ?? .other(index), node, node.range.start))
            }
            let techniques = item["technique"]?.array?.first?.range.start ?? .max
            tacticFirst.append((item["tactic"]?.range.start ?? 0) < techniques)
        }
        found.sort { $0.start < $1.start }
        guard let cut = Self.cut(found, source) else { return nil }
        blocks = cut
        guard let first = cut.first, let last = cut.last else { return nil }
        range = ByteRange(first.range.start, last.range.end)
    }

    private static func cut(
        _ found: [(part: Part, node: Node, start: Int)], _ source: SourceFile
    ) -> [Block]? {
        var blocks: [Block] = []
        for (part, node, start) in found {
            let line = source.lines.line(containing: start)
            guard let table = node.table, text(of: line, source).first == UInt8(ascii: "[") else { return nil }
            let values = table.entries.map(\.value).filter { value in
                value.table.map { $0.style == .inline } ?? (value.array?.first?.table?.style != .arrayHeader)
            }
            let end = values.map(\.range.end).max() ?? start
            let lastLine = max(line, source.lines.line(containing: max(start, end - 1)))
            // Comments directly above the header belong to it.
            var first = line
            let floor = blocks.last.map { source.lines.line(containing: $0.range.end) + 1 } ?? 0
            while first > floor, text(of: first - 1, source).first == UInt8(ascii: "#") { first -= 1 }
            let from = Int(source.lines.starts[first])
            if let previous = blocks.indices.last, !join(&blocks[previous], upTo: first, source) { return nil }
            let lineEnd = source.lines.range(ofLine: lastLine, in: source.bytes).end
            if let previous = blocks.last, from < previous.range.end { return nil }
            blocks.append(Block(part: part, range: ByteRange(from, lineEnd), header: Int(source.lines.starts[line])))
        }
        return blocks
    }

    /// Gives a block the comments after it, and the blank lines up to the next one; false where anything else follows.
    private static func join(_ block: inout Block, upTo line: Int, _ source: SourceFile) -> Bool {
        var last = source.lines.line(containing: block.range.end)
        for number in (last + 1)..<max(last + 1, line) {
            switch text(of: number, source).first {
            case nil: continue
            case UInt8(ascii: "#"): last = number
            default: return false
            }
        }
        let end = source.lines.range(ofLine: last, in: source.bytes).end
        block.range = ByteRange(block.range.start, max(block.range.end, end))
        block.gap = ByteRange(block.range.end, Int(source.lines.starts[line]))
        return true
    }

    /// A line without the spaces in front of it.
    private static func text(of line: Int, _ source: SourceFile) -> ArraySlice<UInt8> {
        let range = source.lines.range(ofLine: line, in: source.bytes)
        return source.bytes[range.start..<range.end].drop { $0 == 0x20 || $0 == 0x09 }
    }
}
