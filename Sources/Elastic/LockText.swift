package import Documents
package import SourceText

/// The text of a lock file with some entries changed: all others stay byte for byte.
///
/// New entries are before the first one whose id is greater, so that a sorted file stays sorted. They are laid out as
/// Elastic's own locks are: two spaces a level, members sorted, everything beyond ASCII escaped.
package enum LockText {
    /// `root` is the object that the text holds; an empty text becomes a new file.
    package static func updated(_ source: SourceFile, _ root: Table, _ entries: [String: JSONValue]) -> [UInt8] {
        guard !entries.isEmpty else { return source.bytes }
        if root.entries.isEmpty {
            return PythonJSON.bytes(.object(entries.map { JSONValue.Member($0.key, $0.value) }), indent: 2)
        }
        var bytes: [UInt8] = []
        var position = 0
        var new = entries.filter { root[$0.key] == nil }.sorted { isBefore($0.key, $1.key) }[...]
        func copy(to end: Int) {
            guard end > position else { return }
            bytes += source.bytes[position..<end]
            position = end
        }
        for entry in root.entries {
            while let first = new.first, isBefore(first.key, entry.key) {
                copy(to: entry.keyRange.start)
                bytes += member(first.key, first.value)
                bytes += ",\n  ".utf8
                new.removeFirst()
            }
            if let value = entries[entry.key], root[entry.key]?.keyRange == entry.keyRange {
                copy(to: entry.value.range.start)
                bytes += PythonJSON.bytes(value, indent: 2, depth: 1)
                position = entry.value.range.end
            }
        }
        if let last = root.entries.last { copy(to: last.range.end) }
        for item in new {
            bytes += ",\n  ".utf8
            bytes += member(item.key, item.value)
        }
        copy(to: source.bytes.count)
        return bytes
    }

    private static func member(_ id: String, _ value: JSONValue) -> [UInt8] {
        PythonJSON.bytes(.string(id)) + Array(": ".utf8) + PythonJSON.bytes(value, indent: 2, depth: 1)
    }

    private static func isBefore(_ a: String, _ b: String) -> Bool {
        a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
    }
}
