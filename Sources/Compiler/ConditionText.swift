import Machine
import Queries
import Values

/// A condition as text for whoever reads what the passes do: a joint or a test a line, parts below their joint.
enum ConditionText {
    static func text(_ condition: Condition, depth: Int) -> String {
        let indent = String(repeating: "  ", count: depth)
        switch condition {
        case .constant(let value): return "\(indent)\(value)\n"
        case .all(let parts): return "\(indent)and\n" + parts.map { text($0, depth: depth + 1) }.joined()
        case .any(let parts): return "\(indent)or\n" + parts.map { text($0, depth: depth + 1) }.joined()
        case .not(.test(let question, let predicate)): return "\(indent)not \(name(question)) \(self.text(predicate))\n"
        case .not(let part): return "\(indent)not\n" + text(part, depth: depth + 1)
        case .test(let question, let predicate): return "\(indent)\(name(question)) \(text(predicate))\n"
        case .nested(let path, let part): return "\(indent)an object of \(path)\n" + text(part, depth: depth + 1)
        case .computed(let computation): return "\(indent)computed \(text(computation))\n"
        }
    }

    private static func name(_ question: FieldQuestion) -> String {
        switch question {
        case .values(let path): path
        case .leaves(let path): path + "/**"
        case .matching(let parts): "~" + pattern(parts)
        }
    }

    private static func text(_ predicate: Predicate) -> String {
        switch predicate {
        case .exists: "exists"
        case .equals(let text): "== \(quoted(text))"
        case .isIn(let texts): "in (\(list(texts)))"
        case .isInFolded(let texts): "in~ (\(list(texts)))"
        case .fits(let parts): "like \(pattern(parts))"
        case .stringFits(let parts): "like \(pattern(parts)), strings only"
        case .foldedFits(let parts): "like~ \(pattern(parts))"
        case .compares(let relation, let text): "\(relation.symbol) \(quoted(text))"
        case .stringCompares(let relation, let text): "\(relation.symbol) \(quoted(text)), strings only"
        case .wordIn(let words): "has a word of (\(list(words)))"
        case .phrase(let words): "has the phrase (\(list(words)))"
        case .wordFits(let parts): "has a word like \(pattern(parts))"
        case .address(let range): "from \(range.low) to \(range.high)"
        case .integer(let range): "from \(range.low) to \(range.high)"
        case .number(let range): "from \(range.low) to \(range.high)"
        case .jsonNumber(let range): "from \(range.low) to \(range.high), numbers only"
        case .date(let range): "from \(range.low) to \(range.high)"
        case .boolean(let value): "is \(value)"
        case .version(let relation, let text): "version \(relation.symbol) \(quoted(text))"
        case .between(let low, let high, _): "between \(quoted(low)) and \(quoted(high))"
        case .versionBetween(let low, let high, _): "version between \(quoted(low)) and \(quoted(high))"
        case .accepts(let automaton, _): "matches an automaton of \(automaton.accepts.count) states"
        case .wordAccepts(let automaton): "has a word that an automaton of \(automaton.accepts.count) states accepts"
        case .phraseNear(let words, let slop): "has (\(list(words))) within \(slop)"
        }
    }

    private static func text(_ computation: Computation) -> String {
        switch computation {
        case .null: return "null"
        case .boolean(let value): return "\(value)"
        case .integer(let value): return "\(value)"
        case .double(let bits): return "\(Double(bitPattern: bits))"
        case .text(let bytes): return quoted(bytes)
        case .field(let path, _): return path
        case .test(let question, let predicate): return "(\(name(question)) \(text(predicate)))"
        case .known(let question): return "(\(name(question)) is known)"
        case .not(let part): return "not \(text(part))"
        case .all(let parts): return "(\(parts.map(text).joined(separator: " and ")))"
        case .any(let parts): return "(\(parts.map(text).joined(separator: " or ")))"
        case .compares(let left, let relation, let right): return "\(text(left)) \(relation.symbol) \(text(right))"
        case .arithmetic(let left, let operation, let right):
            return "(\(text(left)) \(operation.symbol) \(text(right)))"
        case .call(let function, let arguments, let ignoresCase):
            return "\(function.name)\(ignoresCase ? "~" : "")(\(arguments.map(text).joined(separator: ", ")))"
        case .exists(let value): return "\(text(value)) exists"
        case .fits(let value, let parts, let ignoresCase):
            return "\(text(value)) like\(ignoresCase ? "~" : "") \(pattern(parts))"
        case .accepts(let value, _): return "\(text(value)) matches an automaton"
        case .isIn(let value, let range): return "\(text(value)) from \(range.low) to \(range.high)"
        }
    }

    private static func pattern(_ parts: [PatternPart]) -> String {
        let texts = parts.map { part in
            switch part {
            case .literal(let bytes): quoted(bytes)
            case .anyCharacters: "*"
            case .oneCharacter: "?"
            }
        }
        return texts.isEmpty ? "\"\"" : texts.joined()
    }

    private static func list(_ texts: [[UInt8]]) -> String { texts.map(quoted).joined(separator: ", ") }

    private static func quoted(_ bytes: [UInt8]) -> String {
        let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
        return "\"" + scalars.map { $0.escaped(asASCII: false) }.joined() + "\""
    }
}
