import Diagnostics
import Documents
import Queries
import Rules
import SourceText

/// The edit that takes a clause out of a query together with the word that joins it to a neighbor.
enum ClauseRemoval {
    /// nil where the layout is none of the usual ones, where a comment may be near, or where the file does not write the
    /// query's text byte for byte.
    static func edit(_ clause: ByteRange, joinedBy word: Junction.Word?, in query: RuleQuery, _ source: SourceFile)
        -> Edit?
    {
        let bytes = Array(query.text.text.utf8)
        // In Lucene the words around a clause decide of its neighbors as well.
        guard let word, query.tree.lucene == nil, clause.start < clause.end, clause.end <= bytes.count,
            ClauseSpan.unbalanced(bytes[clause.start..<clause.end]) == (0, 0)
        else { return nil }
        let clause = ClauseSpan.inParentheses(clause, in: bytes)
        let isList = query.tree.eql != nil && bytes[clause.start] == UInt8(ascii: "\"")
        let found = isList ? item(clause, bytes) : behind(clause, word, bytes) ?? before(clause, word, bytes)
        guard let range = found, !hasComment(bytes[range.start..<clause.start]),
            !hasComment(bytes[clause.end..<range.end]),
            query.tree.eql == nil || isList || !hasComment(bytes[clause.start..<clause.end])
        else { return nil }
        guard source.text(query.text.sourceRange(range)).utf8.elementsEqual(bytes[range.start..<range.end]) else {
            return nil
        }
        return ScalarEdits.replace(range.start..<range.end, of: query.text.scalar, with: "")
    }

    /// ` or clause`.
    private static func behind(_ clause: ByteRange, _ word: Junction.Word, _ bytes: [UInt8]) -> ByteRange? {
        let wordEnd = ClauseSpan.skipBack(clause.start, bytes)
        let length = word.rawValue.utf8.count
        guard wordEnd < clause.start, wordEnd > length, reads(word, bytes[(wordEnd - length)..<wordEnd]) else {
            return nil
        }
        let start = ClauseSpan.skipBack(wordEnd - length, bytes)
        return start < wordEnd - length && start > 0 ? ByteRange(start, clause.end) : nil
    }

    /// `clause or ` at the start of a list, of parentheses or of the query.
    private static func before(_ clause: ByteRange, _ word: Junction.Word, _ bytes: [UInt8]) -> ByteRange? {
        let opening = ClauseSpan.skipBack(clause.start, bytes)
        guard opening == 0 || bytes[opening - 1] == UInt8(ascii: "(") else { return nil }
        let start = ClauseSpan.skip(clause.end, bytes)
        let end = start + word.rawValue.utf8.count
        guard start > clause.end, end < bytes.count, reads(word, bytes[start..<end]) else { return nil }
        let next = ClauseSpan.skip(end, bytes)
        return next > end && next < bytes.count ? ByteRange(clause.start, next) : nil
    }

    /// `, "clause"`, or `"clause", ` at the start of the list.
    private static func item(_ clause: ByteRange, _ bytes: [UInt8]) -> ByteRange? {
        let comma = UInt8(ascii: ",")
        let end = ClauseSpan.skipBack(clause.start, bytes)
        if end > 0, bytes[end - 1] == comma { return ByteRange(end - 1, clause.end) }
        let next = ClauseSpan.skip(clause.end, bytes)
        guard end > 0, bytes[end - 1] == UInt8(ascii: "("), next < bytes.count, bytes[next] == comma else { return nil }
        return ByteRange(clause.start, ClauseSpan.skip(next + 1, bytes))
    }

    /// Whether a comment of EQL may begin there: it would be lost.
    private static func hasComment(_ bytes: ArraySlice<UInt8>) -> Bool {
        zip(bytes, bytes.dropFirst()).contains { $0 == UInt8(ascii: "/") && ($1 == $0 || $1 == UInt8(ascii: "*")) }
    }

    private static func reads(_ word: Junction.Word, _ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.elementsEqual(word.rawValue.utf8) { $0 | 0x20 == $1 }
    }
}
