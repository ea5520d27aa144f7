import Diagnostics
import Documents
import Queries
import Rules
import SourceText

/// The edits that take clauses out of a query, each together with the word that joins it to a neighbor.
struct ClauseRemoval {
    private let query: RuleQuery
    private let source: SourceFile
    /// The query's text.
    private let text: [UInt8]
    /// The same for looking at its syntax.
    private let bytes: [UInt8]

    init(_ query: RuleQuery, in source: SourceFile) {
        self.query = query
        self.source = source
        text = Array(query.text.text.utf8)
        bytes = query.tree.eql == nil ? text : EQL.syntaxBytes(of: query.text.text)
    }

    /// The edits for several clauses, in the order of the text.
    ///
    /// None for a clause whose layout is none of the usual ones, with which a comment would be lost, which overlaps the one
    /// before, or which the file does not write byte for byte.
    func edits(_ clauses: [(span: ByteRange, word: Junction.Word?)]) -> [Edit] {
        var edits: [Edit] = []
        var last: ByteRange?
        for (span, word) in clauses {
            guard let range = range(of: span, joinedBy: word, after: last), last.map({ $0.end <= range.start }) ?? true,
                let edit = edit(range)
            else { continue }
            edits.append(edit)
            last = range
        }
        return edits
    }

    /// What is removed with a clause when `last` was removed before it.
    private func range(of clause: ByteRange, joinedBy word: Junction.Word?, after last: ByteRange?) -> ByteRange? {
        // In Lucene the words around a clause decide of its neighbors as well.
        guard let word, query.tree.lucene == nil, ClauseSpan.unbalanced(bytes[clause.start..<clause.end]) == (0, 0)
        else { return nil }
        let clause = ClauseSpan.inParentheses(clause, in: bytes)
        // The one before it was the first of its list: now it is.
        let isFirst = last?.end == clause.start
        let (quote, written) = (UInt8(ascii: "\""), bytes[clause.start..<clause.end])
        let isItem = query.tree.eql != nil && written.first == quote && written.last == quote
        return isItem
            ? item(clause, isFirst: isFirst)
            : (isFirst ? nil : behind(clause, word)) ?? before(clause, word, isFirst: isFirst)
    }

    private func edit(_ range: ByteRange) -> Edit? {
        // A comment would be lost.
        guard !bytes[range.start..<range.end].contains(0),
            source.text(query.text.sourceRange(range)).utf8.elementsEqual(text[range.start..<range.end])
        else { return nil }
        return ScalarEdits.replace(range.start..<range.end, of: query.text.scalar, with: "")
    }

    /// ` or clause`.
    private func behind(_ clause: ByteRange, _ word: Junction.Word) -> ByteRange? {
        let wordEnd = ClauseSpan.skipBack(clause.start, bytes)
        let written = bytes[..<wordEnd].suffix(word.rawValue.utf8.count)
        guard Self.reads(word, written) else { return nil }
        return ByteRange(ClauseSpan.skipBack(written.startIndex, bytes), clause.end)
    }

    /// `clause or ` at the start of a list, of parentheses or of the query.
    private func before(_ clause: ByteRange, _ word: Junction.Word, isFirst: Bool) -> ByteRange? {
        let start = ClauseSpan.skipBack(clause.start, bytes)
        guard isFirst || start == 0 || bytes[start - 1] == UInt8(ascii: "(") else { return nil }
        let written = bytes[ClauseSpan.skip(clause.end, bytes)...].prefix(word.rawValue.utf8.count)
        guard Self.reads(word, written) else { return nil }
        return ByteRange(clause.start, ClauseSpan.skip(written.endIndex, bytes))
    }

    /// `, "clause"`, or `"clause", ` at the start of the list.
    private func item(_ clause: ByteRange, isFirst: Bool) -> ByteRange? {
        let comma = UInt8(ascii: ",")
        let end = ClauseSpan.skipBack(clause.start, bytes)
        if !isFirst, bytes[..<end].last == comma { return ByteRange(end - 1, clause.end) }
        guard let next = ClauseSpan.next(comma, after: clause.end, bytes) else { return nil }
        return ByteRange(clause.start, ClauseSpan.skip(next + 1, bytes))
    }

    private static func reads(_ word: Junction.Word, _ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.elementsEqual(word.rawValue.utf8) { $0 | 0x20 == $1 }
    }
}
