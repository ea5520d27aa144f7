import Diagnostics
import SourceText

/// Kibana's grammar, read in one pass.
///
/// Kibana's own parser is an ordered choice over characters. Of its choices only the first that gets past its opening
/// character can ever lead to a complete query: where a list, a block, a range or a group breaks, every later
/// alternative ends before the same character and finds nothing that may follow. So the furthest failure, which is the
/// one Kibana reports, is the first one of this predictive reading, and time is linear in the text.
///
/// After an error reading goes on after the next `and`, `or` or closing bracket, so that further errors are found.
struct KQLParser {
    let scanner: KQLScanner
    let text: String
    var position = 0
    var issues: [Diagnostic] = []
    /// The brackets that are open, outermost first: where, and what closes each.
    var open: [(offset: Int, closer: UInt8)] = []
    /// Set at a limit: nothing more is read.
    private var isStopped = false

    var bytes: [UInt8] { scanner.bytes }

    /// More errors of one query are of no use to anybody.
    private static let maximumIssues = 8

    init(_ text: String) {
        self.text = text
        scanner = KQLScanner(text)
    }

    mutating func query() -> KQLQuery {
        guard bytes.count <= KQL.maximumBytes else {
            let message = "the query has \(bytes.count) bytes; the limit is \(KQL.maximumBytes)"
            let issue = Diagnostic(.limit, ByteRange(KQL.maximumBytes, bytes.count), message)
            return KQLQuery(text: text, root: nil, issues: [issue])
        }
        skipBlanks()
        guard position < bytes.count else { return KQLQuery(text: text, root: nil, issues: []) }
        let root = expression(of: nil)
        return KQLQuery(text: text, root: root, issues: issues)
    }

    // MARK: and, or, not

    /// Tests joined by `and` and `or` up to what closes the innermost bracket; `field` is that of a list of values.
    private mutating func expression(of field: KQLValue?) -> KQLNode? {
        var alternatives: [[KQLNode]] = [[]]
        reading: while !isStopped {
            if let operand = operand(of: field) { alternatives[alternatives.count - 1].append(operand) }
            switch connective(of: field) {
            case .or: alternatives.append([])
            case .and: break
            case nil: break reading
            }
        }
        let parts = alternatives.compactMap { Self.join($0, KQLNode.and) }
        return Self.join(parts, KQLNode.or)
    }

    /// One node of several; a single one represents itself.
    private static func join(_ nodes: [KQLNode], _ make: ([KQLNode], ByteRange) -> KQLNode) -> KQLNode? {
        guard let first = nodes.first, let last = nodes.last else { return nil }
        return nodes.count == 1 ? first : make(nodes, first.range.union(last.range))
    }

    /// The word after an operand, or nil where the innermost bracket closes or the text ends. Anything else is an error.
    private mutating func connective(of field: KQLValue?) -> KQLConnective? {
        while !isStopped {
            if let found = KQLCharacters.connective(bytes, at: position) {
                position = found.end
                return found.word
            }
            skipBlanks()
            if position >= bytes.count || isAtCloser { return nil }
            fail(KQLDiagnostics.leftover(at: position, in: self))
            if position < bytes.count, isCloser(bytes[position]), !isAtCloser { return nil }
        }
        return nil
    }

    private mutating func operand(of field: KQLValue?) -> KQLNode? {
        let start = position
        guard KQLCharacters.startsNot(bytes, at: position) else { return single(of: field) }
        position = KQLCharacters.skipBlanks(bytes, from: position + 3)
        if KQLCharacters.startsNot(bytes, at: position) {
            fail(KQLDiagnostics.secondNot(at: position, in: self))
            return nil
        }
        guard let node = single(of: field, after: "not") else { return nil }
        return .not(node, ByteRange(start, node.range.end))
    }

    /// A group, or a single test.
    private mutating func single(of field: KQLValue?, after opener: String? = nil) -> KQLNode? {
        if position < bytes.count, bytes[position] == UInt8(ascii: "(") {
            return bracketed(closer: UInt8(ascii: ")"), field: field)
        }
        guard let (value, end) = scanner.value(at: position) else {
            fail(
                KQLDiagnostics.noOperand(at: position, inList: field, after: opener ?? word(before: position), in: self)
            )
            return nil
        }
        let start = position
        position = end
        if let field { return .is(field: field, value: value, value.range) }
        return test(named: value, at: start, end: end)
    }

    /// What is inside a pair of brackets; `position` is at the opening one.
    private mutating func bracketed(closer: UInt8, field: KQLValue?) -> KQLNode? {
        guard open.count < KQL.maximumDepth else {
            let message = "the query is nested more than \(KQL.maximumDepth) levels deep"
            issues.append(Diagnostic(.limit, ByteRange(position, position + 1), message))
            isStopped = true
            return nil
        }
        open.append((position, closer))
        defer { open.removeLast() }
        position += 1
        skipBlanks()
        let node = expression(of: field)
        guard !isStopped else { return node }
        if isAtCloser {
            position += 1
        } else if issues.isEmpty {
            fail(KQLDiagnostics.unclosed(at: position, in: self))
        }
        return node
    }

    // MARK: tests

    /// A name with what it is compared with, or free text; `position` is after the name.
    private mutating func test(named field: KQLValue, at start: Int, end: Int) -> KQLNode? {
        let mark = KQLCharacters.skipBlanks(bytes, from: end)
        guard mark < bytes.count else { return .is(field: nil, value: field, field.range) }
        switch bytes[mark] {
        case UInt8(ascii: ":"):
            position = KQLCharacters.skipBlanks(bytes, from: mark + 1)
            return fieldValue(field)
        case UInt8(ascii: "<"), UInt8(ascii: ">"):
            return range(field, at: mark)
        default:
            return .is(field: nil, value: field, field.range)
        }
    }

    private mutating func fieldValue(_ field: KQLValue) -> KQLNode? {
        let byte = position < bytes.count ? bytes[position] : 0
        if byte == UInt8(ascii: "{") {
            // A block starts a new list of tests, so no field of a list reaches into it.
            guard let node = bracketed(closer: UInt8(ascii: "}"), field: nil) else { return nil }
            return .nested(path: field, node, ByteRange(field.range.start, position))
        }
        if byte == UInt8(ascii: "(") { return bracketed(closer: UInt8(ascii: ")"), field: field) }
        guard let (value, end) = scanner.value(at: position) else {
            fail(KQLDiagnostics.noValue(at: position, of: field, in: self))
            return nil
        }
        position = end
        return .is(field: field, value: value, field.range.union(value.range))
    }

    private mutating func range(_ field: KQLValue, at mark: Int) -> KQLNode? {
        let isLess = bytes[mark] == UInt8(ascii: "<")
        let orEqual = mark + 1 < bytes.count && bytes[mark + 1] == UInt8(ascii: "=")
        let comparison: RangeOperator = isLess ? (orEqual ? .lessOrEqual : .less) : orEqual ? .greaterOrEqual : .greater
        position = KQLCharacters.skipBlanks(bytes, from: mark + comparison.rawValue.utf8.count)
        guard let (value, end) = scanner.value(at: position) else {
            fail(KQLDiagnostics.noBound(at: position, of: field, comparison, in: self))
            return nil
        }
        position = end
        return .range(field: field, comparison, value: value, field.range.union(value.range))
    }

    // MARK: places

    private mutating func skipBlanks() { position = KQLCharacters.skipBlanks(bytes, from: position) }

    private var isAtCloser: Bool {
        position < bytes.count && open.last?.closer == bytes[position]
    }

    /// Whether a byte closes any bracket that is open.
    private func isCloser(_ byte: UInt8) -> Bool { open.contains { $0.closer == byte } }

    /// The connective or bracket that ends at an offset, spaces aside; for messages.
    private func word(before offset: Int) -> String? {
        var end = min(offset, bytes.count)
        while end > 0, KQLCharacters.blankCount(bytes, at: end - 1) > 0 || bytes[end - 1] == 0xA0 { end -= 1 }
        for word in ["or", "and"] as [StaticString]
        where end < offset && KQLCharacters.hasWord(word, bytes, at: end - word.utf8CodeUnitCount) {
            return word.description
        }
        guard end > 0, [UInt8(ascii: "("), UInt8(ascii: "{")].contains(bytes[end - 1]) else { return nil }
        return String(decoding: bytes[(end - 1)..<end], as: UTF8.self)
    }

    // MARK: errors

    /// Records an error and goes on after it, unless it only follows from an earlier one.
    private mutating func fail(_ issue: Diagnostic) {
        issues.append(issue)
        if issues.count >= Self.maximumIssues { isStopped = true }
        recover()
    }

    /// Moves to the next connective, to a bracket that closes an open one, or to the end.
    private mutating func recover() {
        var depth = 0
        while position < bytes.count, !isStopped {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                // What follows a quote that never closes cannot be distinguished from its text.
                position = scanner.value(at: position)?.end ?? bytes.count
                continue
            case UInt8(ascii: "("), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "}"):
                if depth == 0, isCloser(byte) { return }
                depth = max(0, depth - 1)
            case UInt8(ascii: "\\"): position += 1
            default:
                if depth == 0, KQLCharacters.connective(bytes, at: position) != nil { return }
                let next = KQLCharacters.skipBlanks(bytes, from: position)
                if next > position {
                    position = next
                    continue
                }
            }
            position += 1
        }
        position = min(position, bytes.count)
    }
}
