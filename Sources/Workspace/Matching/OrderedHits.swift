import Machine
package import Queries
import SourceText
import Values

/// The hits of an EQL search in the order of Elasticsearch: by timestamp, by tiebreaker, as they came.
package struct OrderedHits {
    private struct Entry {
        var hit: EventRun.Hit
        /// nil is after all others.
        var instant: Instant?
        var tiebreaker: Tiebreaker
    }

    /// An event without one is after those with one.
    private enum Tiebreaker {
        case number(Double)
        case text(String)
        case none
    }

    private var entries: [Entry] = []

    package init() {}

    /// Takes a hit up; its `result` is the tiebreaker.
    package mutating func add(_ hit: EventRun.Hit) {
        let tiebreaker: Tiebreaker =
            switch hit.result {
            case .integer(let value)?: .number(Double(value))
            case .double(let value)?: .number(value)
            case .boolean(let value)?: .number(value ? 1 : 0)
            case .text(let text)?: .text(text)
            case .null?, nil: .none
            }
        // Copies: slices would keep whole pieces of the input.
        var hit = hit
        hit.timestamp = Array(hit.timestamp)[...]
        hit.identifier = Array(hit.identifier)[...]
        hit.line = Array(hit.line)[...]
        entries.append(Entry(hit: hit, instant: Self.instant(hit.timestamp), tiebreaker: tiebreaker))
    }

    /// A JSON value of a date field.
    private static func instant(_ json: ArraySlice<UInt8>) -> Instant? {
        let isText = json.first == UInt8(ascii: "\"")
        let text = Array(isText ? json.dropFirst().dropLast() : json)
        if isText { return DateText(text.span)?.start }
        return NumberText.double(text.span).flatMap { Int64(exactly: $0.rounded(.down)) }.map {
            Instant(milliseconds: $0)
        }
    }

    /// All of them in order, as the pipes leave them: `head` from the start, `tail` from the end.
    package func sorted(_ pipes: [EQLPipe]) -> [EventRun.Hit] {
        var hits = entries.sorted(by: Self.precedes)[...]
        for pipe in pipes {
            let count = Int(clamping: max(0, pipe.count))
            hits = pipe.kind == .head ? hits.prefix(count) : hits.suffix(count)
        }
        return hits.map(\.hit)
    }

    private static func precedes(_ a: Entry, _ b: Entry) -> Bool {
        switch (a.instant, b.instant) {
        case (let first?, let second?) where first != second: return first < second
        case (.some, nil): return true
        case (nil, .some): return false
        default: break
        }
        switch (a.tiebreaker, b.tiebreaker) {
        case (.number(let first), .number(let second)) where first != second: return first < second
        case (.text(let first), .text(let second)) where first != second:
            return first.utf8.lexicographicallyPrecedes(second.utf8)
        case (.number, .text), (.number, .none), (.text, .none): return true
        case (.text, .number), (.none, .number), (.none, .text): return false
        default: return a.hit.ordinal < b.hit.ordinal
        }
    }
}
