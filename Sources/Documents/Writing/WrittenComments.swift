package import SourceText

extension WrittenTable {
    /// The root table of a document with its comments at the keys that they are by: those above a key on lines of their
    /// own, and the one after its value. Comments inside of lists go above the list's key.
    package init?(_ document: Document, of source: SourceFile) {
        guard let table = document.root.table else { return nil }
        var reader = CommentReader(document: document, source: source)
        self = reader.table(table)
        below = reader.rest()
    }
}

/// Hands out the comments of a document in their order.
private struct CommentReader {
    let document: Document
    let source: SourceFile
    private var next = 0

    init(document: Document, source: SourceFile) {
        self.document = document
        self.source = source
    }

    /// The depth is that of the document, which its reader bounds.
    mutating func table(_ table: Table) -> WrittenTable {
        var result = WrittenTable()
        var seen: Set<[UInt8]> = []
        for entry in table.entries where seen.insert(Array(entry.key.utf8)).inserted {
            var written = WrittenTable.Entry(entry.key, .null)
            written.above = texts(before: entry.keyRange.start)
            // A header's own line may end with a comment.
            let isHeader: Bool =
                switch entry.value.table?.style {
                case .header, .arrayHeader, .block: true
                default: false
                }
            if isHeader { written.beside = text(onLineOf: entry.keyRange.end) }
            written.value = value(entry.value, above: &written.above)
            if !isHeader { written.beside = text(onLineOf: entry.range.end) }
            result.entries.append(written)
        }
        return result
    }

    private mutating func value(_ node: Node, above: inout [String]) -> WrittenValue {
        switch node.value {
        case .table(let table): return .table(self.table(table))
        case .array(let items):
            var values: [WrittenValue] = []
            for item in items {
                if item.table == nil { above += texts(before: item.range.end) }
                values.append(value(item, above: &above))
            }
            // Tables of a list that have headers of their own end where the next one begins.
            if items.allSatisfy({ $0.table == nil }) { above += texts(before: node.range.end) }
            return .array(values)
        default: return WrittenValue(node)
        }
    }

    /// The comments that begin before an offset and were not handed out yet.
    private mutating func texts(before offset: Int) -> [String] {
        var texts: [String] = []
        while next < document.comments.count, document.comments[next].start < offset {
            texts.append(text(document.comments[next]))
            next += 1
        }
        return texts
    }

    private mutating func text(onLineOf offset: Int) -> String? {
        guard next < document.comments.count else { return nil }
        let comment = document.comments[next]
        guard source.lines.line(containing: comment.start) == source.lines.line(containing: offset) else { return nil }
        next += 1
        return text(comment)
    }

    mutating func rest() -> [String] { texts(before: .max) }

    /// Without the `#`.
    private func text(_ range: ByteRange) -> String {
        String(source.text(ByteRange(range.start + 1, range.end)))
    }
}
