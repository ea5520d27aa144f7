/// Writes YAML 1.2 in block style, two columns a level; strings that could be read as something else are quoted.
///
/// YAML has no dates in its core schema: they are written as their text.
package struct YAMLWriter {
    private var text = ""

    private init() {}

    package static func text(_ root: WrittenTable) -> String {
        var writer = YAMLWriter()
        if root.entries.isEmpty { return "{}\n" }
        writer.members(root, depth: 0)
        return writer.text
    }

    /// The depth is that of the value, which its reader bounds.
    private mutating func members(_ table: WrittenTable, depth: Int, isFirstInline: Bool = false) {
        for (index, entry) in table.entries.enumerated() {
            let isInline = isFirstInline && index == 0
            if !isInline { comments(entry.above, depth) }
            text += (isInline ? "" : indent(depth)) + Self.string(entry.key) + ":"
            value(entry.value, depth: depth, beside: entry.beside)
        }
        comments(table.below, depth)
    }

    private mutating func value(_ value: WrittenValue, depth: Int, beside: String?) {
        let comment = beside.map { " #\($0)" } ?? ""
        switch value {
        case .table(let table) where !table.entries.isEmpty:
            text += comment + "\n"
            members(table, depth: depth + 1)
        case .array(let values) where !values.isEmpty:
            text += comment + "\n"
            items(values, depth: depth + 1)
        case .string(let string) where Self.isBlock(string):
            text += " " + Self.blockHeader(string) + comment + "\n"
            block(string, depth: depth + 1)
        default: text += " " + Self.scalar(value) + comment + "\n"
        }
    }

    private mutating func items(_ values: [WrittenValue], depth: Int) {
        for item in values {
            // The first member follows the dash, so its comments are before that.
            if let first = item.table?.entries.first { comments(first.above, depth) }
            text += indent(depth) + "-"
            switch item {
            case .table(let table) where !table.entries.isEmpty:
                text += " "
                members(table, depth: depth + 1, isFirstInline: true)
            case .array(let inner) where !inner.isEmpty:
                text += "\n"
                items(inner, depth: depth + 1)
            case .string(let string) where Self.isBlock(string):
                text += " " + Self.blockHeader(string) + "\n"
                block(string, depth: depth + 1)
            default: text += " " + Self.scalar(item) + "\n"
            }
        }
    }

    private func indent(_ depth: Int) -> String { String(repeating: " ", count: 2 * depth) }

    private mutating func comments(_ lines: [String], _ depth: Int) {
        for line in lines { text += indent(depth) + "#\(line)\n" }
    }

    // MARK: blocks

    /// Text of several lines that a literal block holds as it is.
    private static func isBlock(_ text: String) -> Bool {
        guard text.utf8.contains(0x0A), text.utf8.contains(where: { $0 != 0x0A && $0 != 0x20 }) else { return false }
        return text.unicodeScalars.allSatisfy { isPrintable($0) || $0 == "\n" }
    }

    /// How the text ends, and its indentation where it begins with a space.
    private static func blockHeader(_ text: String) -> String {
        let isIndented = text.utf8.first == 0x20 || text.utf8.first == 0x09 || text.utf8.first == 0x0A
        let width = isIndented ? "2" : ""
        if !text.hasSuffix("\n") { return "|\(width)-" }
        return text.hasSuffix("\n\n") ? "|\(width)+" : "|\(width)"
    }

    private mutating func block(_ string: String, depth: Int) {
        var lines = string.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        for line in lines { text += line.isEmpty ? "\n" : indent(depth) + line + "\n" }
    }

    // MARK: scalars

    private static func scalar(_ value: WrittenValue) -> String {
        switch value {
        case .string(let text): return string(text)
        case .integer(let number): return String(number)
        case .float(let number):
            if number.isNaN { return ".nan" }
            if number.isInfinite { return number < 0 ? "-.inf" : ".inf" }
            return number.description
        case .boolean(let flag): return flag ? "true" : "false"
        case .date(let date): return string(date.text)
        case .null: return "null"
        case .array: return "[]"
        case .table: return "{}"
        }
    }

    private static func string(_ text: String) -> String {
        if isPlain(text) { return text }
        let isPrintable = text.unicodeScalars.allSatisfy { Self.isPrintable($0) }
        if isPrintable {
            return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
        }
        var result = "\""
        for scalar in text.unicodeScalars { escape(scalar, to: &result) }
        return result + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar, to text: inout String) {
        switch scalar {
        case "\"": text += "\\\""
        case "\\": text += "\\\\"
        case "\n": text += "\\n"
        case "\t": text += "\\t"
        case "\r": text += "\\r"
        case _ where !isPrintable(scalar):
            let digits = String(scalar.value, radix: 16, uppercase: true)
            let width = scalar.value > 0xFFFF ? 8 : 4
            text += (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - digits.count) + digits
        default: text.unicodeScalars.append(scalar)
        }
    }

    /// What YAML lets are in a scalar on one line without an escape.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF:
            scalar != "\u{2028}" && scalar != "\u{2029}"
        case 0x09: true
        default: false
        }
    }

    /// Whether every reader takes the bare text for this string: letters first, nothing that YAML 1.1 or 1.2 gives a
    /// meaning to.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, first.isASCII,
            first.properties.isAlphabetic || first == "_" || first == "/",
            let last = text.unicodeScalars.last, last != " ", last != ":"
        else { return false }
        guard text.unicodeScalars.allSatisfy({ isPrintable($0) && $0 != "\t" }) else { return false }
        if text.utf8.count > 400 || text.contains(": ") || text.contains(" #") { return false }
        let words: Set = ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"]
        return !words.contains(text.lowercased())
    }
}
