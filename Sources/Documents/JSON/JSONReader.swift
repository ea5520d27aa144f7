package import Diagnostics
package import SourceText
import Values

/// Reads JSON (RFC 8259) with spans: lock files, mappings, importers' inputs, inline events.
///
/// Reading stops at the first fault and keeps what was read before it. Names that are twice are kept twice. A byte
/// order mark before the value is passed over. An escape of half a surrogate pair becomes U+FFFD.
package enum JSONReader {
    /// Nesting that data may have (events, exports, mappings); rule files have `DocumentReader.maximumDepth`.
    package static let maximumDataDepth = 1000

    /// The one document of a file; its faults have the ids `json-syntax` and `limit-exceeded`.
    package static func read(_ source: SourceFile, maximumDepth: Int = DocumentReader.maximumDepth) -> ParsedFile {
        var findings: [Diagnostic] = []
        if let offset = UTF8Validation.firstInvalidOffset(in: source.bytes) {
            findings.append(UTF8Finding.finding(id: "json-syntax", at: offset, in: source))
        }
        var parser = JSONParser(source.bytes, 0..<source.bytes.count, maximumDepth: maximumDepth)
        let root = parser.document()
        if let fault = parser.fault { findings.append(fault.diagnostic(in: source.id)) }
        guard let root else { return ParsedFile(documents: [], findings: findings) }
        let document = Document(source: source.id, syntax: .json, root: root, comments: [])
        return ParsedFile(documents: [document], findings: findings)
    }

    /// The value that the bytes hold and nothing else; ranges count from the first of `bytes`.
    ///
    /// Bytes that are not UTF-8 are repaired inside strings; a caller that minds checks them before.
    package static func value(
        of bytes: [UInt8], in range: Range<Int>, maximumDepth: Int = maximumDataDepth
    ) throws(JSONError) -> Node {
        var parser = JSONParser(bytes, range.clamped(to: 0..<bytes.count), maximumDepth: maximumDepth)
        let root = parser.document()
        if let fault = parser.fault { throw fault }
        guard let root else { throw JSONError("expected a value", "found nothing", ByteRange(at: range.lowerBound)) }
        return root
    }

    /// The value that the bytes hold, such as a line of NDJSON; nil where they are no JSON.
    package static func value(_ bytes: [UInt8]) -> Node? { try? value(of: bytes, in: 0..<bytes.count) }

    /// The value of a text; nil where it is not JSON.
    package static func value(_ text: String) -> Node? { value(Array(text.utf8)) }

    /// Calls `body` with the range of each line that is not blank, for NDJSON. Lines end at LF; a CR before it is
    /// whitespace to JSON.
    package static func forEachLine<Failure: Error>(
        of bytes: [UInt8], _ body: (Range<Int>) throws(Failure) -> Void
    ) throws(Failure) {
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let isBlank = bytes[start..<end].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
            if !isBlank { try body(start..<end) }
            start = end + 1
        }
    }
}

/// Why bytes are no JSON: what was expected, what is there, and where.
package struct JSONError: Error, Hashable, Sendable {
    /// Such as ``expected `,` or `}` ``.
    package var expected: String
    /// Such as ``found `x` ``; empty where the first part says it all.
    package var found: String
    package var range: ByteRange
    /// What to do, where there is something to say.
    package var help: String?
    /// Whether the text is fine and only deeper than we read.
    package var isLimit = false

    package init(_ expected: String, _ found: String, _ range: ByteRange, help: String? = nil) {
        self.expected = expected
        self.found = found
        self.range = range
        self.help = help
    }

    package var message: String { found.isEmpty ? expected : "\(expected), \(found)" }

    /// The fault as a finding of a file.
    package func diagnostic(in source: SourceID) -> Diagnostic {
        let label = Label(Location(source, range), isLimit ? "one level too deep" : expected)
        let finding = Diagnostic(
            isLimit ? "limit-exceeded" : "json-syntax", category: "syntax", .error, message, at: label)
        return help.map { finding.help($0) } ?? finding
    }
}

extension JSONValue {
    /// The JSON value of a node of any language; integers stay integers, dates become their text, what could not be
    /// read becomes null. Infinities and NaN have no JSON form and become null when written.
    package init(_ node: Node) {
        switch node.value {
        case .string(let scalar): self = .string(scalar.text)
        case .integer(let value): self = .integer(value)
        case .float(let value): self = .double(value)
        case .boolean(let value): self = .bool(value)
        case .date(let value): self = .string(value.text)
        case .null, .invalid: self = .null
        case .array(let items): self = .array(items.map { JSONValue($0) })
        case .table(let table): self = .object(table.entries.map { Member($0.key, JSONValue($0.value)) })
        }
    }
}
