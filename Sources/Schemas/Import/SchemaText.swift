import SourceText

/// One file of `schemas/` as an importer makes it.
package struct SchemaText: Sendable, Hashable {
    /// The name of the file.
    package var file: String
    /// UTF-8; every line ends with a line feed.
    package var bytes: [UInt8]

    /// Lines sorted by their bytes, each ended by a line feed. A tab sorts before every byte of a name, so the lines
    /// are sorted by their first column too. Equal lines are written once.
    init(_ file: String, sorting lines: [String]) {
        let sorted = lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var kept: [String] = []
        for line in sorted where kept.last.map({ !$0.utf8.elementsEqual(line.utf8) }) ?? true { kept.append(line) }
        self.init(file, kept)
    }

    /// Lines in the order given.
    init(_ file: String, _ lines: [String]) {
        self.file = file
        bytes = []
        for line in lines {
            bytes.append(contentsOf: line.utf8)
            bytes.append(UInt8(ascii: "\n"))
        }
    }
}

/// Why an importer cannot use its input.
package struct ImportError: Error, Sendable, Hashable {
    /// States the fact, with the file's name.
    package var message: String

    /// A fault with its message.
    package init(_ message: String) { self.message = message }
}

extension JSONValue {
    /// The text of a string.
    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The items of an array; none for anything else.
    var items: [JSONValue] {
        if case .array(let items) = self { items } else { [] }
    }

    /// The members of an object; none for anything else.
    var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    /// The strings of an array of strings.
    var strings: [String] { items.compactMap(\.string) }

    var isTrue: Bool { self == .bool(true) }
}

extension String {
    /// Whether the text can be in a column: it is not empty and holds no tab, line feed or other control character.
    var fitsColumn: Bool { !utf8.isEmpty && utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }

    /// Whether the text can be a name between spaces.
    var fitsWord: Bool { !utf8.isEmpty && utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F } }
}
