import Diagnostics
import SourceText

/// A regular expression of Lucene's dialect (`RegExp` of Lucene 9, all operators on): what `/…/` in Lucene, `regex` in EQL
/// and `rlike` in ES|QL hold. It matches whole texts; `^` and `$` are characters.
package struct Regex: Hashable, Sendable {
    /// As written.
    package var text: String
    package var root: RegexNode

    /// Limits: nesting of parentheses and operators, length, and copies that one repetition may ask for.
    package static let maximumDepth = 128
    /// UTF-16 units, as Elasticsearch counts them (`index.max_regex_length`).
    package static let maximumLength = 1_000
    package static let maximumRepetition = 10_000

    /// Reads an expression; the error's range is in bytes of the text.
    package init(_ text: String) throws(RegexError) {
        guard text.utf16.count <= Self.maximumLength else {
            throw RegexError(
                "the expression is longer than Elasticsearch's limit of 1,000 characters", 0, text.utf8.count)
        }
        var parser = RegexParser(text)
        root = try parser.expression()
        self.text = text
    }

    /// The text that the expression represents where no operator is in it; nil where there is one.
    package var onlyText: String? {
        let nodes: [RegexNode] =
            switch root {
            case .empty: []
            case .sequence(let parts): parts
            default: [root]
            }
        var text = ""
        for node in nodes {
            guard case .character(let ranges) = node, ranges.count == 1, let range = ranges.first, range.count == 1,
                let scalar = Unicode.Scalar(range.lowerBound)
            else { return nil }
            text.unicodeScalars.append(scalar)
        }
        return text
    }
}

/// A node of the tree.
package indirect enum RegexNode: Hashable, Sendable {
    /// `#`: no text matches.
    case nothing
    /// `()`: the empty text.
    case empty
    /// One character of the ranges, which are sorted and do not touch.
    case character([ClosedRange<UInt32>])
    case sequence([RegexNode])
    case either([RegexNode])
    case both(RegexNode, RegexNode)
    /// `~`: whatever does not match the node.
    case other(RegexNode)
    /// `most` nil: any number.
    case repeated(RegexNode, least: Int, most: Int?)

    /// `.`: any one character.
    package static let anyCharacter = RegexNode.character([0...0x10FFFF])
    /// `@`: any text.
    package static let anyText = RegexNode.repeated(anyCharacter, least: 0, most: nil)
}

/// What is wrong in an expression, whatever text holds it.
package struct RegexError: Error, Hashable {
    package var message: String
    /// Bytes of the expression.
    package var start: Int
    package var end: Int

    init(_ message: String, _ start: Int, _ end: Int) {
        self.message = message
        self.start = start
        self.end = end
    }

    /// The error in the query that holds the expression.
    func diagnostic(_ cause: Diagnostic.Cause, at range: ByteRange) -> Diagnostic {
        Diagnostic(cause, range, "invalid regular expression: \(message)")
    }
}
