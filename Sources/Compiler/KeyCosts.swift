import Machine
import Schemas

/// What keys cost an event on average, in candidates: how often they fire, and what it takes to look for them.
///
/// Never needed for what is found, so it may be wrong.
struct KeyCosts {
    private let frequencies: FieldFrequencies
    /// Fields whose values are not searched byte by byte, because too few units would use what is found.
    private(set) var unsearched: Set<String> = []

    init(_ frequencies: FieldFrequencies) { self.frequencies = frequencies }

    /// By what events of many streams have.
    static let builtIn = KeyCosts(.builtIn)

    /// The keys of a test, of several choices the cheapest; nil for a test that no key can stand for.
    func cheapest(of predicate: Predicate, at question: FieldQuestion) -> [CoverKey]? {
        CoverKey.choices(of: predicate).filter { !$0.contains(where: \.needsSearch) || isSearched(question) }
            .map { facts in facts.map { CoverKey(question: question, fact: $0) } }
            .map { (keys: $0, cost: cost($0)) }.min { $0.cost < $1.cost }?.keys
    }

    private func isSearched(_ question: FieldQuestion) -> Bool { !unsearched.contains(question.name) }

    /// These costs without the fields whose search costs more than it saves the conditions.
    ///
    /// Searching a field costs all events that have it the same, however many conditions use it, so it is decided for all of
    /// them at once.
    func choosingSearches(for conditions: [Condition]) -> KeyCosts {
        var saved: [String: Double] = [:]
        var isWord: [String: Bool] = [:]
        for condition in conditions {
            guard let cover = Cover(of: condition, self) else { continue }
            let fields = Set(cover.keys.filter(\.fact.needsSearch).map(\.question.name))
            for key in cover.keys { if case .word = key.fact { isWord[key.question.name] = true } }
            for field in fields {
                var without = self
                without.unsearched.insert(field)
                let other = Cover(of: condition, without).map { without.cost($0.keys) } ?? 1
                saved[field, default: 0] += max(0, other - cost(cover.keys)) / Double(fields.count)
            }
        }
        var chosen = self
        for (field, candidates) in saved {
            let counted = frequencies[field]
            let bytes = (counted?.presence ?? 0.002) * (counted?.meanBytes ?? 100)
            let price = bytes * (isWord[field] == true ? Self.splitByte : Self.searchedByte)
            if price > candidates { chosen.unsearched.insert(field) }
        }
        return chosen
    }

    /// What a byte costs that is searched, or split into words, in candidates.
    private static let searchedByte = 0.008
    private static let splitByte = 0.03

    /// How likely an event meets a test.
    func chance(of predicate: Predicate, at question: FieldQuestion) -> Double {
        CoverKey.choices(of: predicate)
            .map { facts in min(1, facts.reduce(0) { $0 + parts(of: CoverKey(question: question, fact: $1)).rate }) }
            .min() ?? 0.5
    }

    func cost(_ keys: [CoverKey]) -> Double {
        // Keys of one field share what it takes to look for them.
        var price = 0.0
        var rate = 0.0
        for key in keys {
            let one = parts(of: key)
            price = max(price, one.price)
            rate += one.rate
        }
        return price + rate
    }

    func cost(_ key: CoverKey) -> Double { cost([key]) }

    /// Events that fire a key, and the price of looking for it in an event.
    private func parts(of key: CoverKey) -> (rate: Double, price: Double) {
        let path: String
        switch key.question {
        case .values(let name), .leaves(let name): path = name
        case .matching: return (1, 1)
        }
        guard let field = frequencies[path] else { return unknown(key.fact, path) }
        // Of a field whose values are not told any may be a frequent one.
        let least = field.values.isEmpty ? Self.untold : 0
        func rate(_ prior: Double, _ holds: ([UInt8]) -> Bool) -> Double {
            let prior = max(prior, least)
            return min(
                field.presence, field.values.reduce(field.presence * prior) { holds($1.text) ? $0 + $1.share : $0 })
        }
        switch key.fact {
        case .exists: return (field.presence, 0)
        case .text(let text): return (rate(Self.exact) { $0 == text }, 0)
        case .number(let number):
            return (rate(Self.exact) { Double(String(decoding: $0, as: UTF8.self)) == number }, 0)
        case .prefix(let text): return (rate(Self.pattern) { $0.starts(with: text) }, 0.000_5)
        case .second(let text): return (rate(Self.pattern) { $0.dropFirst().starts(with: text) }, 0.000_5)
        case .suffix(let text):
            return (rate(Self.pattern) { $0.count >= text.count && $0.suffix(text.count).elementsEqual(text) }, 0.000_5)
        case .part(let text): return (rate(Self.pattern(text)) { Self.contains($0, text) }, 0.001)
        case .word(let word): return (rate(Self.pattern(word)) { Self.contains($0, word) }, 0.001)
        }
    }

    /// Of the values that are not counted one by one those that hold one text, or one pattern.
    private static let exact = 0.000_05
    private static let untold = 0.02
    private static let pattern = 0.000_3

    /// The shorter a part, the more values hold it.
    private static func pattern(_ text: [UInt8]) -> Double {
        text.count >= 8 ? pattern : 0.3 / Double(1 << min(text.count, 8))
    }

    private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard text.count >= part.count else { return false }
        return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
    }

    /// A field that is not counted: few events have it.
    private func unknown(_ fact: CoverKey.Fact, _ path: String) -> (rate: Double, price: Double) {
        let presence = frequencies.fields.isEmpty ? 0.3 : 0.002
        return switch fact {
        case .exists: (presence, 0)
        case .text, .number: (presence * 0.01, 0)
        case .prefix, .second, .suffix: (presence * 0.05, 0.002)
        case .part: (presence * 0.05, 0.001)
        case .word: (presence * 0.1, 0.001)
        }
    }
}

extension CoverKey.Fact {
    /// Whether all bytes of values are looked at for it.
    var needsSearch: Bool {
        switch self {
        case .part, .word: true
        case .text, .number, .exists, .prefix, .second, .suffix: false
        }
    }
}
