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
        guard let word, query.tree.lucene == nil, clause.start < clause.end, clause.end <= bytes.count,
            ClauseSpan.unbalanced(bytes[clause.start..<clause.end]) == (0, 0)
        else { return nil }
        let clause = ClauseSpan.inParentheses(clause, in: bytes)
        // The one before it was the first of its list: now it is.
        let isFirst = last?.end == clause.start
        let quote = UInt8(ascii: "\"")
        let isItem = query.tree.eql != nil && bytes[clause.start] == quote && bytes[clause.end - 1] == quote
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
        let length = word.rawValue.utf8.count
        guard wordEnd < clause.start, wordEnd > length, Self.reads(word, bytes[(wordEnd - length)..<wordEnd]) else {
            return nil
        }
        let start = ClauseSpan.skipBack(wordEnd - length, bytes)
        return start < wordEnd - length && start > 0 ? ByteRange(start, clause.end) : nil
    }

    /// `clause or ` at the start of a list, of parentheses or of the query.
    private func before(_ clause: ByteRange, _ word: Junction.Word, isFirst: Bool) -> ByteRange? {
        let opening = ClauseSpan.skipBack(clause.start, bytes)
        guard isFirst || opening == 0 || bytes[opening - 1] == UInt8(ascii: "(") else { return nil }
        let start = ClauseSpan.skip(clause.end, bytes)
        let end = start + word.rawValue.utf8.count
        guard start > clause.end, end < bytes.count, Self.reads(word, bytes[start..<end]) else { return nil }
        let next = ClauseSpan.skip(end, bytes)
        return next > end && next < bytes.count ? ByteRange(clause.start, next) : nil
    }

    /// `, "clause"`, or `"clause", ` at the start of the list.
    private func item(_ clause: ByteRange, isFirst: Bool) -> ByteRange? {
        let comma = UInt8(ascii: ",")
        let end = ClauseSpan.skipBack(clause.start, bytes)
        if !isFirst, end > 0, bytes[end - 1] == comma { return ByteRange(end - 1, clause.end) }
        let next = ClauseSpan.skip(clause.end, bytes)
        guard isFirst || end > 0 && bytes[end - 1] == UInt8(ascii: "("), next < bytes.count, bytes[next] == comma
        else { return nil }
        return ByteRange(clause.start, ClauseSpan.skip(next + 1, bytes))
    }

    private static func reads(_ word: Junction.Word, _ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.elementsEqual(word.rawValue.utf8) { $0 | 0x20 == $1 }
    }
}
