import Diagnostics
import Documents
import SourceText
import Values

/// Guesses fields and their types from events.
///
/// `{"a":{"b":1}}` and `{"a.b":1}` are the same field; an array is its items. Of a search hit the `_source` counts. Texts
/// that are all dates or all addresses make such a field; every other text is a keyword.
struct InferredFields {
    private var seen: [String: Seen] = [:]
    private(set) var notes: [String] = []

    /// What the values of one name were.
    private struct Seen {
        var offset: Int
        /// Whether it was ever written without an array around it.
        var isBare = false
        var kinds: Set<Kind> = []
    }

    /// What a value can be; the order decides which of two is named first.
    private enum Kind: Int, CaseIterable {
        case long, double, boolean, date, ip, keyword, object

        /// How it is called where two kinds meet.
        var word: String {
            switch self {
            case .long, .double: "a number"
            case .boolean: "true or false"
            case .date, .ip, .keyword: "text"
            case .object: "an object"
            }
        }

        var type: String {
            switch self {
            case .long: "long"
            case .double: "double"
            case .boolean: "boolean"
            case .date: "date"
            case .ip: "ip"
            case .keyword: "keyword"
            case .object: "object"
            }
        }
    }

    /// Takes an event, or the answer of a search.
    mutating func add(_ event: Node) throws(Diagnostic) {
        if let hits = event["hits"]?["hits"]?.array {
            for hit in hits { try add(hit) }
            return
        }
        guard let table = (event["_source"] ?? event).table else {
            throw FieldSource.error("an event is an object, not \(event.kindName)", at: event.range)
        }
        // What is known of the document besides its fields (`_id`, `_index`) begins so.
        for entry in table.entries where !entry.key.hasPrefix("_") {
            try add(entry.value, entry.key, at: entry.keyRange)
        }
    }

    /// The fields, all marked as guesses.
    mutating func fields() throws(Diagnostic) -> FieldCollector {
        var collector = FieldCollector()
        for (name, seen) in seen.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            guard let types = types(of: name, seen) else { continue }
            var field = CustomFields.Field(name: name, types: types.sorted())
            field.isInferred = true
            field.isArray = !seen.isBare
            try collector.add(field, at: ByteRange(at: seen.offset))
        }
        for note in notes { collector.note(note) }
        return collector
    }

    private mutating func add(
        _ value: Node, _ name: String, at range: ByteRange, inArray: Bool = false
    ) throws(Diagnostic) {
        func saw(_ kind: Kind) throws(Diagnostic) { try self.saw(kind, name, at: range, inArray: inArray) }
        switch value.value {
        case .null, .invalid: return
        case .array(let items):
            for item in items { try add(item, name, at: range, inArray: true) }
        case .table(let table):
            if !table.entries.isEmpty { try saw(.object) }
            for entry in table.entries { try add(entry.value, "\(name).\(entry.key)", at: entry.keyRange) }
        case .integer: try saw(.long)
        case .float: try saw(.double)
        case .boolean: try saw(.boolean)
        case .date: try saw(.date)
        case .string(let scalar): try saw(Self.kind(ofText: scalar.text))
        }
    }

    private mutating func saw(
        _ kind: Kind, _ name: String, at range: ByteRange, inArray: Bool
    ) throws(Diagnostic) {
        guard name.utf8.count <= FieldCollector.longestName else { return }
        if seen[name] == nil, seen.count >= FieldCollector.mostFields * 2 {
            throw FieldSource.error(
                "more than \(FieldCollector.mostFields.grouped) fields (are values used as names?)", at: range)
        }
        var entry = seen[name] ?? Seen(offset: range.start)
        entry.kinds.insert(kind)
        if !inArray { entry.isBare = true }
        seen[name] = entry
    }

    private static func kind(ofText text: String) -> Kind {
        let bytes = Array(text.utf8)
        // An address or a date is never longer; nothing shorter is either.
        guard (2...64).contains(bytes.count) else { return .keyword }
        if IPAddress(bytes.span) != nil { return .ip }
        // A year alone may be any number.
        return bytes.count >= 10 && bytes[4] == UInt8(ascii: "-") && DateText(bytes.span) != nil ? .date : .keyword
    }

    /// The types of a name; nil for an object of which only the fields below it count.
    private mutating func types(of name: String, _ seen: Seen) -> [String]? {
        var kinds = seen.kinds
        if kinds == [.object] { return nil }
        if kinds.contains(.long), kinds.contains(.double) { kinds.remove(.long) }
        let texts: Set<Kind> = [.date, .ip, .keyword]
        if kinds.intersection(texts).count > 1 { kinds = kinds.subtracting(texts).union([.keyword]) }
        if kinds.count > 1 {
            let words = kinds.sorted { $0.rawValue < $1.rawValue }.map(\.word)
            notes.append("`\(name)` is \(words.joined(separator: " in one event and ")) in another")
        }
        kinds.remove(.object)
        return kinds.map(\.type)
    }
}
