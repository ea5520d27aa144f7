/// Appends JSON text to a byte buffer; commas and nesting are its business.
///
/// Strings are written as UTF-8, with `"`, `\` and control characters escaped.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []
    /// Spaces per level, or nil for one line.
    private let indent: Int?
    private var depth = 0
    /// Whether the next value or name at this level needs a comma before it.
    private var needsComma = false
    private var isEmptyContainer = false

    package init(indent: Int? = nil) { self.indent = indent }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Forgets what was written and keeps the buffer.
    package mutating func reset() {
        bytes.removeAll(keepingCapacity: true)
        needsComma = false
        depth = 0
    }

    /// What was written since the last time, to be passed on: the text goes on after it.
    package mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    package mutating func beginObject() { open(UInt8(ascii: "{")) }
    package mutating func endObject() { close(UInt8(ascii: "}")) }
    package mutating func beginArray() { open(UInt8(ascii: "[")) }
    package mutating func endArray() { close(UInt8(ascii: "]")) }

    /// The name of the member whose value comes next.
    package mutating func name(_ name: String) {
        separate()
        quoted(Array(name.utf8))
        bytes.append(UInt8(ascii: ":"))
        if indent != nil { bytes.append(UInt8(ascii: " ")) }
        needsComma = false
        isEmptyContainer = false
        isAfterName = true
    }
    private var isAfterName = false

    package mutating func string(_ value: String) {
        separate()
        quoted(Array(value.utf8))
        needsComma = true
    }

    /// A string given as UTF-8 bytes.
    package mutating func string(utf8 value: some Sequence<UInt8>) {
        separate()
        quoted(Array(value))
        needsComma = true
    }

    package mutating func integer(_ value: some BinaryInteger) { raw(String(value)) }

    /// A number in the shortest form that reads back the same; JSON has no infinities, so they become null.
    package mutating func double(_ value: Double) {
        guard value.isFinite else { return null() }
        raw(value.description)
    }

    package mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }
    package mutating func null() { raw("null") }

    /// Text that is already JSON.
    package mutating func raw(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    package mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .integer(let value): integer(value)
        case .double(let value): double(value)
        case .string(let value): string(value)
        case .array(let items):
            beginArray()
            for item in items { self.value(item) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                name(member.name)
                self.value(member.value)
            }
            endObject()
        }
    }

    /// A line feed outside all values; for one value a line.
    package mutating func newline() {
        bytes.append(UInt8(ascii: "\n"))
        needsComma = false
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        depth += 1
        needsComma = false
        isEmptyContainer = true
    }

    private mutating func close(_ bracket: UInt8) {
        depth -= 1
        if !isEmptyContainer { breakLine() }
        bytes.append(bracket)
        needsComma = true
        isEmptyContainer = false
    }

    private mutating func separate() {
        if isAfterName {
            isAfterName = false
            return
        }
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        if depth > 0 { breakLine() }
        isEmptyContainer = false
    }

    private mutating func breakLine() {
        guard let indent else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * depth))
    }

    /// What needs no escape is most of a text, and is copied run by run.
    private mutating func quoted(_ utf8: [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        var start = 0
        for (index, byte) in utf8.enumerated() where Self.needsEscape(byte) {
            bytes += utf8[start..<index]
            appendEscape(byte)
            start = index + 1
        }
        bytes += utf8[start...]
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func appendEscape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): bytes += #"\""#.utf8
        case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
        case 0x0A: bytes += #"\n"#.utf8
        case 0x0D: bytes += #"\r"#.utf8
        case 0x09: bytes += #"\t"#.utf8
        default:
            let digits = Array("0123456789abcdef".utf8)
            bytes += #"\u00"#.utf8
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        }
    }
}
