import Queries
import SourceText

/// What is between two clauses of a Lucene query: the operators that became part of the clauses' occurrence.
struct LuceneGap {
    let words: [String]
    /// The bytes of the last word; nil where nothing but spaces is there.
    let lastWord: ByteRange?

    init(between before: ByteRange, and clause: ByteRange, in bytes: [UInt8]) {
        var words: [String] = []
        var last: ByteRange?
        var index = min(before.end, bytes.count)
        let end = min(clause.start, bytes.count)
        while index < end {
            // Parentheses of the clauses themselves are not words.
            if bytes[index] <= 0x20 || bytes[index] == UInt8(ascii: "(") || bytes[index] == UInt8(ascii: ")") {
                index += 1
                continue
            }
            var stop = index
            while stop < end, bytes[stop] > 0x20, bytes[stop] != UInt8(ascii: "(") { stop += 1 }
            words.append(String(decoding: bytes[index..<stop], as: UTF8.self))
            last = ByteRange(index, stop)
            index = stop
        }
        self.words = words
        lastWord = last
    }
}

extension LuceneNode {
    /// Whether it is a test of the default field.
    var isWithoutField: Bool {
        guard case .test(let test) = self else { return false }
        return test.field == nil && test.question != .matchAll
    }
}

extension LuceneTest {
    /// The single words of its text.
    var words: [String] {
        guard case .text(let text) = question else { return [] }
        return text.split { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" || $0 == "\r\n" }.map { String($0) }
    }

    /// Whether one of its words was meant as an operator.
    var hasOperatorWord: Bool { words.contains(where: Self.isOperator) }

    /// Whether a word looks like an operator of this or of another query language.
    static func isOperator(_ word: String) -> Bool {
        ["and", "or", "not", "!", "-", "+", "&", "|", ">", "<", ">=", "<="].contains(word.lowercased())
    }
}
