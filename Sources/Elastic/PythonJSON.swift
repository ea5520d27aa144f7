import SourceText

/// JSON as Python's `json.dumps(value, sort_keys=True)` writes it: the form over which content hashes are made, and with
/// an indent the form of locks and assets (reference: elastic-build §9).
///
/// Members are sorted by the code points of their names, a space follows commas and colons, and everything beyond
/// ASCII is escaped as UTF-16 units.
enum PythonJSON {
    /// On one line, or with `indent` spaces a level and a line for each member and item; `depth` levels are around it.
    static func bytes(_ value: JSONValue, indent: Int? = nil, depth: Int = 0) -> [UInt8] {
        var bytes: [UInt8] = []
        append(value, to: &bytes, Layout(indent: indent, depth: depth))
        return bytes
    }

    /// How values are apart.
    private struct Layout {
        var indent: Int?
        var depth = 0

        var inside: Layout { Layout(indent: indent, depth: depth + 1) }

        func breakLine(_ bytes: inout [UInt8]) {
            guard let indent else { return }
            bytes.append(UInt8(ascii: "\n"))
            bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * depth))
        }

        /// Before a member or an item.
        func separate(isFirst: Bool, _ bytes: inout [UInt8]) {
            if !isFirst { bytes += (indent == nil ? ", " : ",").utf8 }
            breakLine(&bytes)
        }
    }

    /// The depth is that of the document, which its reader bounds.
    private static func append(_ value: JSONValue, to bytes: inout [UInt8], _ layout: Layout) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let flag): bytes += (flag ? "true" : "false").utf8
        case .integer(let number): bytes += String(number).utf8
        case .double(let number): bytes += text(number).utf8
        case .string(let text): append(text, to: &bytes)
        case .array([]): bytes += "[]".utf8
        case .object([]): bytes += "{}".utf8
        case .array(let items):
            bytes.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                layout.inside.separate(isFirst: index == 0, &bytes)
                append(item, to: &bytes, layout.inside)
            }
            layout.breakLine(&bytes)
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            let sorted = members.sorted { $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars) }
            for (index, member) in sorted.enumerated() {
                layout.inside.separate(isFirst: index == 0, &bytes)
                append(member.name, to: &bytes)
                bytes += ": ".utf8
                append(member.value, to: &bytes, layout.inside)
            }
            layout.breakLine(&bytes)
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// Both languages print the shortest digits that give the number back, with an exponent from 1e16 on.
    private static func text(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
        return number.description
    }

    /// What needs no escape is most of a text, and is copied run by run.
    private static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        let units = Array(text.utf8)
        var start = 0
        var index = 0
        while index < units.count {
            let byte = units[index]
            if (0x20...0x7E).contains(byte), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                index += 1
                continue
            }
            bytes += units[start..<index]
            if byte < 0x80 {
                appendEscape(ofASCII: byte, to: &bytes)
                index += 1
            } else {
                let end = units[index...].firstIndex { $0 < 0x80 } ?? units.count
                for unit in String(decoding: units[index..<end], as: UTF8.self).utf16 { appendEscape(unit, to: &bytes) }
                index = end
            }
            start = index
        }
        bytes += units[start...]
        bytes.append(UInt8(ascii: "\""))
    }

    private static func appendEscape(ofASCII byte: UInt8, to bytes: inout [UInt8]) {
        let short: UInt8
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): short = byte
        case 0x0A: short = UInt8(ascii: "n")
        case 0x0D: short = UInt8(ascii: "r")
        case 0x09: short = UInt8(ascii: "t")
        case 0x08: short = UInt8(ascii: "b")
        case 0x0C: short = UInt8(ascii: "f")
        default: return appendEscape(UInt16(byte), to: &bytes)
        }
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(short)
    }

    private static func appendEscape(_ unit: UInt16, to bytes: inout [UInt8]) {
        bytes += "\\u".utf8
        let digits = Array("0123456789abcdef".utf8)
        for shift in [12, 8, 4, 0] { bytes.append(digits[Int(unit >> UInt16(shift) & 0xF)]) }
    }
}
