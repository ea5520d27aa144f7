import Documents
import Rules
import SourceText

/// The entries of `[transform]` beside the placeholders that name them.
struct TransformView {
    /// A placeholder such as `$osquery_0`.
    struct Use {
        var number: String
        var range: ByteRange
    }

    var plugin: String
    /// The elements of the plugin's list; empty where the table does not have it.
    var entries: [Node]
    /// In the order of the note.
    var uses: [Use]
    /// The numbers that the note names, each once.
    var numbers: Set<String>

    /// The plugins of a rule that has both a note and `[transform]`; else none.
    static func all(_ view: RuleView) -> [TransformView] {
        guard let note = view.note, let table = view.document.root["transform"]?.table else { return [] }
        return NoteTransform.plugins.compactMap { plugin in
            let entry = table[plugin]
            // A list of the wrong type is another check's.
            if let entry, entry.value.array == nil { return nil }
            let uses = note.placeholders.compactMap { use($0, of: plugin) }
            return TransformView(
                plugin: plugin, entries: entry?.value.array ?? [], uses: uses, numbers: Set(uses.map(\.number)))
        }
    }

    /// The plugin's name, an underscore and digits.
    private static func use(_ placeholder: NoteTransform.Placeholder, of plugin: String) -> Use? {
        guard placeholder.name.utf8.starts(with: plugin.utf8) else { return nil }
        let rest = placeholder.name.utf8.dropFirst(plugin.utf8.count)
        let digits = rest.dropFirst()
        guard rest.first == UInt8(ascii: "_"), !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Use(number: String(Substring(digits)), range: placeholder.range)
    }

    /// Whether an entry has that number: they count from 0, and no zero is in front.
    func hasEntry(_ number: String) -> Bool {
        Int(number).map { $0 < entries.count && String($0) == number } ?? false
    }
}
