import Schemas
import Values

/// A number for what an expression asks: the same for two that differ only in order, in repetition, in nesting of equal
/// operators, in double negation, or in how `not` is shared out.
///
/// 128 bits: two expressions that mean different things do not meet in it by chance.
package struct ExprDigest: Hashable, Sendable, Comparable {
    package var high: UInt64
    package var low: UInt64

    /// Of what holds where this does not.
    var opposite: ExprDigest { ExprDigest(high: ~high, low: ~low) }

    package static func < (a: ExprDigest, b: ExprDigest) -> Bool { (a.high, a.low) < (b.high, b.low) }
}

extension Expr {
    /// The digest of the whole expression; an empty one asks for nothing.
    package var digest: ExprDigest {
        var digests = ExprDigests(self, valueSets)
        return digests[root, isNegated: false]
    }

    /// The values that each test of the arena takes; nil for nodes of other kinds.
    var valueSets: [ValueSet?] {
        // A value without a field is asked of every field: its pattern is made once.
        var last: Int?
        var sets: [ValueSet?] = []
        sets.reserveCapacity(nodes.count)
        for (place, node) in nodes.enumerated() {
            guard case .test(let test) = node else {
                sets.append(nil)
                continue
            }
            let isOfKeywords = test.isOfKeywords
            if isOfKeywords, let last, case .test(let other) = nodes[last], test.ignoresCase == other.ignoresCase,
                test.comparison == other.comparison
            {
                sets.append(sets[last])
                continue
            }
            sets.append(test.values)
            if isOfKeywords { last = place }
        }
        return sets
    }

    /// Deeper parts count as one; parsers stop long before.
    static let deepestLevel = 512
}

extension ExprNode {
    /// The values that a test accepts; nil for nodes of other kinds.
    fileprivate var values: ValueSet? { if case .test(let test) = self { test.values } else { nil } }
}

extension FieldTest {
    fileprivate var isOfKeywords: Bool { !types.isEmpty && types.allSatisfy { $0.family == .keyword } }
}

/// The digests of the nodes of an expression, each made once.
struct ExprDigests {
    private let expr: Expr
    private let values: [ValueSet?]
    /// Of each node and, right after it, of its opposite.
    private var known: [ExprDigest?]
    /// What the last test of texts, and the last other one, asked of its field: tests of many fields that one value is
    /// for follow each other.
    private var lastTexts: (values: ValueSet, digest: ExprDigest)?
    private var lastOther: (values: ValueSet, digest: ExprDigest)?

    /// `values` as `Expr.valueSets` gives them.
    init(_ expr: Expr, _ values: [ValueSet?]) {
        self.expr = expr
        self.values = values
        known = Array(repeating: nil, count: expr.nodes.count * 2)
    }

    /// The digest of a node, or of its opposite.
    subscript(id: ExprID, isNegated isNegated: Bool) -> ExprDigest {
        mutating get { digest(id, isNegated, depth: 0) }
    }

    private mutating func digest(_ id: ExprID, _ isNegated: Bool, depth: Int) -> ExprDigest {
        guard expr.nodes.indices.contains(Int(id.index)), depth < Expr.deepestLevel else {
            return DigestWriter("nothing").digest
        }
        let key = Int(id.index) * 2 + (isNegated ? 1 : 0)
        if let digest = known[key] { return digest }
        let digest = made(id, isNegated, depth: depth)
        known[key] = digest
        return digest
    }

    private mutating func made(_ id: ExprID, _ isNegated: Bool, depth: Int) -> ExprDigest {
        if let isAll = expr.junction(id, isNegated: isNegated) {
            var parts: [ExprDigest] = []
            for part in Junction.parts(of: id, isNegated: isNegated, isAll: isAll, in: expr) {
                parts.append(digest(part.id, part.isNegated, depth: depth + 1))
            }
            parts.sort()
            return Self.joined(parts, isAll ? "all" : "any")
        }
        switch expr[id] {
        case .not(let child): return digest(child, !isNegated, depth: depth + 1)
        case .constant(let value): return DigestWriter(value != isNegated ? "always" : "never").digest
        default: break
        }
        if isNegated {
            guard let turned = expr[id].turnedRound else { return digest(id, false, depth: depth + 1).opposite }
            return digest(of: turned, values: turned.values, depth: depth)
        }
        return digest(of: expr[id], values: values[Int(id.index)], depth: depth)
    }

    /// The digest of a node that is not joined or negated; `values` are those of a test.
    private mutating func digest(of node: ExprNode, values: ValueSet?, depth: Int) -> ExprDigest {
        var writer = DigestWriter("is")
        switch node {
        case .test(let test):
            writer.add(test.field)
            if test.requiresValue { writer.put(0x2F) }
            if let values { writer.add(digest(of: values)) }
        case .nested(let path, let child):
            writer.add("nested")
            writer.add(path)
            writer.add(digest(child, false, depth: depth + 1))
        case .constant, .and, .or, .not: break
        case .compare, .valueTest, .field, .literal, .call, .arithmetic, .opaque:
            write(node, to: &writer, depth: depth)
        }
        return writer.digest
    }

    /// A node that computes or compares values.
    private mutating func write(_ node: ExprNode, to writer: inout DigestWriter, depth: Int) {
        let depth = depth + 1
        switch node {
        case .compare(let left, let relation, let right):
            writer.add("compare")
            var sides = [digest(left, false, depth: depth), digest(right, false, depth: depth)]
            var relation = relation
            // `a > b` is `b < a`, and the sides of `==` have no order.
            if relation == .greater || relation == .greaterOrEqual || relation == .equal && sides[1] < sides[0] {
                sides.swapAt(0, 1)
                relation = relation.mirrored
            }
            writer.add(relation.rawValue)
            for side in sides { writer.add(side) }
        case .valueTest(let value, let test):
            writer.add("value")
            writer.add(digest(value, false, depth: depth))
            writer.add(ValueSet.opaque(test.comparison, ignoresCase: test.ignoresCase))
        case .field(let field):
            writer.add("field")
            writer.add(field.name)
        case .literal(let literal):
            writer.add("literal")
            writer.add(literal)
        case .call(let name, let arguments):
            writer.add(name.ignoresCase ? "call~" : "call")
            writer.add(name.text)
            for argument in arguments { writer.add(digest(argument, false, depth: depth)) }
        case .arithmetic(let first, let terms):
            writer.add("arithmetic")
            writer.add(digest(first, false, depth: depth))
            for term in terms {
                writer.add(term.operation.rawValue)
                writer.add(digest(term.operand, false, depth: depth))
            }
        case .opaque(let part):
            writer.add("opaque")
            writer.add(part.text)
        case .constant, .and, .or, .not, .test, .nested: break
        }
    }

    private mutating func digest(of values: ValueSet) -> ExprDigest {
        let isOfTexts = if case .texts = values { true } else { false }
        if let last = isOfTexts ? lastTexts : lastOther, last.values == values { return last.digest }
        var writer = DigestWriter("values")
        writer.add(values)
        let made = (values, writer.digest)
        if isOfTexts { lastTexts = made } else { lastOther = made }
        return writer.digest
    }

    /// Each part once; of one part the part itself.
    private static func joined(_ sorted: [ExprDigest], _ word: StaticString) -> ExprDigest {
        var writer = DigestWriter(word)
        var last: ExprDigest?
        var count = 0
        for part in sorted where part != last {
            writer.add(part)
            last = part
            count += 1
        }
        return count == 1 ? sorted[0] : writer.digest
    }
}

/// The first part of a junction with each digest. A few are looked through, which is faster than a dictionary.
struct DigestPlaces {
    private var few: [(digest: ExprDigest, place: Int)] = []
    private var many: [ExprDigest: Int] = [:]
    private let isFew: Bool

    /// For at most `count` digests.
    init(count: Int) { isFew = count <= 16 }

    subscript(digest: ExprDigest) -> Int? { isFew ? few.first { $0.digest == digest }?.place : many[digest] }

    /// Invariant: the digest was not added before.
    mutating func add(_ digest: ExprDigest, _ place: Int) {
        if isFew { few.append((digest, place)) } else { many[digest] = place }
    }
}

/// Two FNV-1a sums of different starts over the same bytes.
package struct DigestWriter {
    private var high: UInt64 = 0x6C62_272E_07BB_0142
    private var low: UInt64 = 0xCBF2_9CE4_8422_2325

    package init(_ word: StaticString) { word.withUTF8Buffer { for byte in $0 { put(byte) } } }

    package var digest: ExprDigest { ExprDigest(high: high, low: low) }

    mutating func put(_ byte: UInt8) {
        low = (low ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        high = (high ^ UInt64(byte) ^ low >> 29) &* 0x9E37_79B9_7F4A_7C15
    }

    package mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { for byte in $0 { put(byte) } }
        // No UTF-8 has this byte, so that two texts in a row never run together.
        put(0xFF)
    }

    /// The words of a text, whatever spaces are between them.
    package mutating func add(wordsOf text: String) {
        var text = text
        text.withUTF8 { bytes in
            var isInWord = false
            for byte in bytes {
                if byte > 0x20 { put(byte) } else if isInWord { put(0xFF) }
                isInWord = byte > 0x20
            }
            if isInWord { put(0xFF) }
        }
    }

    package mutating func add(_ number: UInt64) {
        low = (low ^ number) &* 0x0000_0100_0000_01B3
        low ^= low >> 32
        high = (high ^ number &+ low) &* 0x9E37_79B9_7F4A_7C15
        high ^= high >> 29
    }

    package mutating func add(_ part: ExprDigest) {
        add(part.high)
        add(part.low)
    }

    mutating func add(_ field: FieldSelector) {
        switch field {
        case .named(let name): add(name)
        case .matching(let pattern):
            put(0x01)
            add(pattern.display)
        case .any: put(0x02)
        }
    }

    mutating func add(_ values: ValueSet) {
        switch values {
        case .all: put(0x10)
        case .texts(let pattern):
            put(pattern.ignoresCase ? 0x12 : 0x11)
            for symbol in pattern.symbols { add(UInt64(symbol)) }
        case .numbers(let range):
            for bound in [range.low, range.high] {
                add(bound.value.bitPattern)
                put(bound.isOpen ? 0x14 : 0x13)
            }
        case .addresses(let block):
            for address in [block.low, block.high] {
                add(UInt64(truncatingIfNeeded: address.bits >> 64))
                add(UInt64(truncatingIfNeeded: address.bits))
            }
        case .flag(let value): put(value ? 0x16 : 0x15)
        case .opaque(let comparison, let ignoresCase):
            put(ignoresCase ? 0x18 : 0x17)
            add(comparison)
        }
    }

    mutating func add(_ literal: Literal) {
        switch literal.kind {
        case .anyWord, .boolean, .null, .number: put(0x21)
        case .phrase: put(0x22)
        case .allWords: put(0x2B)
        case .exact: put(0x2C)
        }
        add(literal.text)
    }

    private mutating func add(_ comparison: Comparison) {
        switch comparison {
        case .exists: put(0x20)
        case .equals(let literal):
            add(literal)
        case .fits(let pattern):
            put(0x23)
            for part in pattern.parts {
                switch part {
                case .literal(let text): add(text)
                case .anyCharacters: put(0x24)
                case .oneCharacter: put(0x25)
                }
            }
        case .compares(let sign, let literal):
            put(0x26)
            add(sign.rawValue)
            add(literal.text)
        case .between(let low, let high):
            put(0x27)
            for bound in [low, high] {
                add(bound.relation.rawValue)
                add(bound.literal.text)
            }
        case .matches(let regex):
            put(0x28)
            add(regex.text)
        case .resembles(let term):
            put(0x29)
            add(term.text)
            add(UInt64(clamping: term.edits))
        case .near(let words, let slop):
            put(0x2A)
            add(words)
            add(UInt64(clamping: slop))
        }
    }
}
