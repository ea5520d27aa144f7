/// Writes TOML 1.0: a table's short keys first, then its tables under headers of their own.
///
/// The layout is plain; the canonical one of rule files is made from it afterwards. TOML has no null: such members and
/// items are omitted.
package struct TOMLWriter {
    private var text = ""

    private init() {}

    package static func text(_ root: WrittenTable) -> String {
        var writer = TOMLWriter()
        writer.table(root, path: [])
        return writer.text
    }

    // MARK: tables

    /// The depth is that of the value, which its reader bounds.
    private mutating func table(_ table: WrittenTable, path: [String]) {
        for entry in table.entries where entry.value != .null && !Self.needsHeader(entry.value) {
            comments(entry.above)
            text +=
                Self.key(entry.key) + " = " + Self.value(entry.value, isLong: true) + Self.comment(entry.beside) + "\n"
        }
        for entry in table.entries where Self.needsHeader(entry.value) { section(entry, path: path + [entry.key]) }
        comments(table.below)
    }

    private mutating func section(_ entry: WrittenTable.Entry, path: [String]) {
        let name = path.map(Self.key).joined(separator: ".")
        switch entry.value {
        case .table(let inner):
            separate()
            comments(entry.above)
            // A table of nothing but tables is there without a header of its own.
            if inner.entries.isEmpty || entry.beside != nil || !inner.entries.allSatisfy({ Self.needsHeader($0.value) })
            {
                text += "[\(name)]" + Self.comment(entry.beside) + "\n"
            }
            table(inner, path: path)
        case .array(let items):
            comments(entry.above)
            for item in items {
                guard case .table(let inner) = item else { continue }
                separate()
                text += "[[\(name)]]\n"
                table(inner, path: path)
            }
        default: break
        }
    }

    private mutating func separate() { if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" } }

    private mutating func comments(_ lines: [String]) { for line in lines { text += "#\(line)\n" } }

    private static func comment(_ text: String?) -> String { text.map { "  #\($0)" } ?? "" }

    /// Tables and lists of nothing but tables.
    private static func needsHeader(_ value: WrittenValue) -> Bool {
        switch value {
        case .table: true
        case .array(let items): !items.isEmpty && items.allSatisfy { $0.table != nil }
        default: false
        }
    }

    // MARK: values

    private static func value(_ value: WrittenValue, isLong: Bool = false) -> String {
        switch value {
        case .string(let text): return string(text, isLong: isLong)
        case .integer(let number): return String(number)
        case .float(let number): return float(number)
        case .boolean(let flag): return flag ? "true" : "false"
        case .date(let date): return date.text
        case .null: return "\"\""
        case .array(let items):
            return "[" + items.filter { $0 != .null }.map { self.value($0) }.joined(separator: ", ") + "]"
        case .table(let table):
            let members = table.entries.filter { $0.value != .null }.map { "\(key($0.key)) = \(self.value($0.value))" }
            return members.isEmpty ? "{}" : "{ " + members.joined(separator: ", ") + " }"
        }
    }

    private static func float(_ number: Double) -> String {
        if number.isNaN { return "nan" }
        if number.isInfinite { return number < 0 ? "-inf" : "inf" }
        return number.description
    }

    /// Bare where it can be.
    private static func key(_ key: String) -> String {
        let isBare =
            !key.isEmpty
            && key.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            }
        return isBare ? key : basic(key)
    }

    /// Text of several lines in a block, text with backslashes or quotes in single quotes, where these can hold it.
    private static func string(_ text: String, isLong: Bool) -> String {
        let bytes = Array(text.utf8)
        let isLiteral = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 || $0 == 0x0A }
        if isLong, bytes.contains(0x0A), isLiteral {
            if !text.contains("'''"), bytes.last != UInt8(ascii: "'") { return "'''\n\(text)'''" }
            return "\"\"\"\n" + escapedBlock(text) + "\"\"\""
        }
        let isHard = bytes.contains(UInt8(ascii: "\\")) || bytes.contains(UInt8(ascii: "\""))
        if isHard, isLiteral, !bytes.contains(UInt8(ascii: "'")), !bytes.contains(0x0A) { return "'\(text)'" }
        return basic(text)
    }

    private static func basic(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars { escape(scalar, quotes: true, to: &result) }
        return result + "\""
    }

    /// For between three quotes: line ends stay, quotes are escaped where three would be or one at the end.
    private static func escapedBlock(_ text: String) -> String {
        var result = ""
        var quotes = 0
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            quotes = scalar == "\"" ? quotes + 1 : 0
            if scalar == "\n" {
                result += "\n"
            } else {
                escape(scalar, quotes: quotes > 2 || index == scalars.count - 1, to: &result)
                if quotes > 2 { quotes = 0 }
            }
        }
        return result
    }

    private static func escape(_ scalar: Unicode.Scalar, quotes: Bool, to text: inout String) {
        switch scalar {
        case "\"": text += quotes ? "\\\"" : "\""
        case "\\": text += "\\\\"
        case "\n": text += "\\n"
        case "\t": text += "\\t"
        case "\r": text += "\\r"
        case _ where scalar.value < 0x20 || scalar.value == 0x7F:
            let digits = String(scalar.value, radix: 16, uppercase: true)
            text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: text.unicodeScalars.append(scalar)
        }
    }
}
