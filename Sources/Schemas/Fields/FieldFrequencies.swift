import SourceText
import Values

/// How often events have a field, and which values it often has: what decides which of a rule's conditions the matcher looks
/// events up by. It may be wrong without harm to what is found.
///
/// As text a line for each field, parts separated by tabs: name, events that have it, bytes of its values on average, then
/// each frequent value in lower case and the events that have it. Events are counted of 10,000.
package struct FieldFrequencies: Sendable, Equatable {
    package struct Field: Sendable, Equatable {
        /// Of all events, 0 to 1.
        package var presence: Double
        /// Bytes of all values of an event that has it.
        package var meanBytes: Double
        /// Frequent values in lower case (ASCII), the share of all events that have each.
        package var values: [(text: [UInt8], share: Double)]

        package static func == (a: Field, b: Field) -> Bool {
            a.presence == b.presence && a.meanBytes == b.meanBytes
                && a.values.elementsEqual(b.values) { $0.text == $1.text && $0.share == $1.share }
        }
    }

    package private(set) var fields: [String: Field]

    package init(_ fields: [String: Field]) { self.fields = fields }

    package subscript(path: String) -> Field? { fields[path] }

    /// That of many streams, made of public recordings (`schemas/README.md`).
    package static let builtIn =
        FieldFrequencies(
            text: SchemaTables.frequencies.lines().map { SchemaTables.frequencies.text($0.range) }.joined(
                separator: "\n"))
        ?? FieldFrequencies([:])

    private static let whole = 10_000.0

    /// Reads the text form; nil where it is none.
    package init?(text: String) {
        fields = [:]
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let parts = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            guard parts.count >= 3, parts.count % 2 == 1, let count = Double(Substring(parts[1])),
                let bytes = Double(Substring(parts[2]))
            else { return nil }
            var field = Field(presence: count / Self.whole, meanBytes: bytes, values: [])
            for index in stride(from: 3, to: parts.count, by: 2) {
                guard let count = Double(Substring(parts[index + 1])) else { return nil }
                field.values.append((Array(parts[index]), count / Self.whole))
            }
            fields[String(Substring(parts[0]))] = field
        }
        if fields.isEmpty { return nil }
    }

    /// The text form; equal frequencies give equal bytes.
    package var text: String {
        let lines = fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { name, field in
            let values = field.values.flatMap { [String(decoding: $0.text, as: UTF8.self), Self.count($0.share)] }
            let head = [name, Self.count(field.presence), String(Int(field.meanBytes.rounded()))]
            return (head + values).joined(separator: "\t") + "\n"
        }
        return lines.joined()
    }

    private static func count(_ share: Double) -> String { String(Int((share * whole).rounded())) }
}

/// Counts fields and values of events.
package struct FieldCounter {
    private struct Count {
        var events = 0
        var lastEvent = -1
        var bytes = 0
        var values: [[UInt8]: (events: Int, lastEvent: Int)] = [:]
    }

    private var counts: [String: Count] = [:]
    private var events = 0

    /// Longer values are not told apart; nor are more of one field than that.
    private static let mostBytes = 96
    private static let mostValues = 4_000
    private static let mostFields = 20_000
    /// Values that fewer of all events have are left out.
    private static let leastShare = 0.0008
    private static let mostKept = 200
    private static let leastPresence = 0.000_05

    package init() {}

    package mutating func beginEvent() { events += 1 }

    /// Takes a value of the event at hand: its text, which numbers and booleans have, too.
    package mutating func add(_ path: String, _ text: [UInt8]) {
        if counts[path] == nil, counts.count >= Self.mostFields { return }
        let event = events
        func note(_ count: inout Count) {
            if count.lastEvent != event { (count.lastEvent, count.events) = (event, count.events + 1) }
            count.bytes += text.count
            // Beyond ASCII's printable characters nothing is written, and no key is told apart by it.
            guard text.count <= Self.mostBytes, text.allSatisfy({ (0x20...0x7E).contains($0) }) else { return }
            let folded = text.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
            guard let known = count.values[folded] else {
                if count.values.count < Self.mostValues { count.values[folded] = (1, event) }
                return
            }
            if known.lastEvent != event { count.values[folded] = (known.events + 1, event) }
        }
        note(&counts[path, default: Count()])
    }

    /// What was counted. Values of fields whose names match a pattern (`*` stands for any bytes) are left out, and rare fields.
    package func frequencies(withoutValuesOf patterns: [String] = []) -> FieldFrequencies {
        let patterns = patterns.map { Array($0.utf8) }
        let whole = Double(max(1, events))
        var fields: [String: FieldFrequencies.Field] = [:]
        for (name, count) in counts where !name.utf8.contains(where: { $0 < 0x20 }) {
            guard Double(count.events) / whole >= Self.leastPresence else { continue }
            let isHidden = patterns.contains { WildcardMatcher.matches(Array(name.utf8), pattern: $0) }
            let values = (isHidden ? [:] : count.values).map { (text: $0.key, share: Double($0.value.events) / whole) }
                .filter { $0.share >= Self.leastShare }
                .sorted { a, b in
                    a.share != b.share ? a.share > b.share : a.text.lexicographicallyPrecedes(b.text)
                }
            fields[name] = FieldFrequencies.Field(
                presence: Double(count.events) / whole, meanBytes: Double(count.bytes) / Double(max(1, count.events)),
                values: Array(values.prefix(Self.mostKept)))
        }
        return FieldFrequencies(fields)
    }
}
