package import Documents
package import SourceText

/// Puts the entries of `[transform]` into a note: `${osquery_0}` becomes `!{osquery{…}}` (reference: elastic-build §7).
package enum NoteTransform {
    /// The plugins that a note may name; their entries count from 0 each.
    package static let plugins = ["osquery", "investigate"]

    /// The note with its placeholders replaced. Without a `transform` table, or with an empty note, it stays as it is;
    /// with one, `$$` becomes `$` and unknown placeholders stay.
    package static func apply(_ transform: Table?, to note: String) -> String {
        guard let transform, !note.isEmpty else { return note }
        var texts: [String: String] = [:]
        for plugin in plugins {
            guard let entries = transform[plugin]?.value.array else { continue }
            for (index, entry) in entries.enumerated() {
                texts["\(plugin)_\(index)"] = "!{\(plugin)\(CompactJSON.text(of: entry))}"
            }
        }
        return substitute(texts, in: Array(note.utf8))
    }

    /// Python's `Template.safe_substitute`.
    private static func substitute(_ texts: [String: String], in note: [UInt8]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(note.count)
        var index = 0
        for placeholder in placeholders(in: note) {
            let text = placeholder.name.isEmpty ? "$" : texts[placeholder.name]
            guard let text else { continue }
            result.append(contentsOf: note[index..<placeholder.range.start])
            result.append(contentsOf: text.utf8)
            index = placeholder.range.end
        }
        result.append(contentsOf: note[index...])
        return String(decoding: result, as: UTF8.self)
    }

    /// A place of a note that represents another text.
    package struct Placeholder: Sendable, Hashable {
        /// Empty for `$$`, which represents one `$`.
        package var name: String
        /// With its `$` and braces.
        package var range: ByteRange
    }

    /// `$name`, `${name}` and `$$` from left to right, as Python's `Template` reads them; names are ASCII `[_a-z][_a-z0-9]*`
    /// in any case.
    package static func placeholders(in note: [UInt8]) -> [Placeholder] {
        let dollar = UInt8(ascii: "$")
        var found: [Placeholder] = []
        var index = 0
        while index < note.count {
            guard note[index] == dollar else {
                index += 1
                continue
            }
            let next = index + 1
            if next < note.count, note[next] == dollar {
                found.append(Placeholder(name: "", range: ByteRange(index, index + 2)))
                index += 2
            } else if let (name, end) = placeholder(in: note, at: next) {
                found.append(Placeholder(name: name, range: ByteRange(index, end)))
                index = end
            } else {
                index = next
            }
        }
        return found
    }

    private static func placeholder(in note: [UInt8], at start: Int) -> (name: String, end: Int)? {
        guard start < note.count else { return nil }
        let isBraced = note[start] == UInt8(ascii: "{")
        let first = isBraced ? start + 1 : start
        var end = first
        while end < note.count, isNameByte(note[end], isFirst: end == first) { end += 1 }
        guard end > first else { return nil }
        if isBraced { guard end < note.count, note[end] == UInt8(ascii: "}") else { return nil } }
        return (String(decoding: note[first..<end], as: UTF8.self), isBraced ? end + 1 : end)
    }

    private static func isNameByte(_ byte: UInt8, isFirst: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): !isFirst
        default: false
        }
    }
}

/// JSON as Elastic's build puts it into notes: keys sorted, no spaces, everything outside ASCII escaped.
private enum CompactJSON {
    static func text(of node: Node) -> String {
        var bytes: [UInt8] = []
        write(node, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The depth is that of the document, which its reader bounds.
    private static func write(_ node: Node, to bytes: inout [UInt8]) {
        switch node.value {
        case .string(let scalar): quote(scalar.text, to: &bytes)
        case .integer(let value): bytes.append(contentsOf: String(value).utf8)
        case .float(let value): bytes.append(contentsOf: (value.isFinite ? value.description : "null").utf8)
        case .boolean(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .date(let date): quote(date.text, to: &bytes)
        case .null, .invalid: bytes.append(contentsOf: "null".utf8)
        case .array(let items):
            bytes.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(item, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .table(let table):
            bytes.append(UInt8(ascii: "{"))
            for (index, entry) in members(of: table).enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                quote(entry.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                write(entry.value, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// Absent members are omitted.
    private static func members(of table: Table) -> [Entry] {
        let present = table.entries.filter { entry in
            if case .null = entry.value.value { false } else { !entry.value.isInvalid }
        }
        return present.sorted { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) }
    }

    private static func quote(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": bytes.append(contentsOf: #"\""#.utf8)
            case "\\": bytes.append(contentsOf: #"\\"#.utf8)
            case "\n": bytes.append(contentsOf: #"\n"#.utf8)
            case "\r": bytes.append(contentsOf: #"\r"#.utf8)
            case "\t": bytes.append(contentsOf: #"\t"#.utf8)
            case "\u{8}": bytes.append(contentsOf: #"\b"#.utf8)
            case "\u{C}": bytes.append(contentsOf: #"\f"#.utf8)
            case " "..."\u{7F}": bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            default: for unit in Character(scalar).utf16 { escape(unit, to: &bytes) }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func escape(_ unit: UInt16, to bytes: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: #"\u"#.utf8)
        for shift in stride(from: 12, through: 0, by: -4) { bytes.append(digits[Int(unit >> UInt16(shift)) & 15]) }
    }
}
