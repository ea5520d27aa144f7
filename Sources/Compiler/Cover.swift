import Machine
import Queries
import Values

/// What an event must hold to meet a condition: each event that meets it fires at least one of the keys.
///
/// The law, which `CoverTests` hold: with all keys false and everything else unknown the condition is false. So a key may
/// fire for too many events and never for too few; which keys are chosen decides speed alone.
struct Cover: Hashable {
    /// Empty: no event meets the condition.
    private(set) var keys: [CoverKey]

    /// The cheapest cover that is found; nil where the condition can hold for an event with nothing of what it names.
    init?(of condition: Condition, _ costs: KeyCosts = .builtIn) {
        guard let keys = Search(costs: costs).keys(of: condition, isNegated: false, in: "") else { return nil }
        self.keys = keys
    }

    /// In the machine's terms.
    var programKeys: [ProgramKey] { keys.compactMap(\.programKey) }

    /// Looks for the cheapest cover of a condition.
    private struct Search {
        let costs: KeyCosts

        func keys(of condition: Condition, isNegated: Bool, in path: String) -> [CoverKey]? {
            switch condition {
            case .constant(let value): value == isNegated ? [] : nil
            case .not(let part): keys(of: part, isNegated: !isNegated, in: path)
            case .all(let parts): isNegated ? union(parts, true, path) : best(parts, false, path)
            case .any(let parts): isNegated ? best(parts, true, path) : union(parts, false, path)
            // What is not there meets a negated test.
            case .test(let question, let predicate):
                isNegated ? nil : question.within(path).flatMap { costs.cheapest(of: predicate, at: $0) }
            case .computed(let computation):
                // A condition that needs a script is never below a loop.
                isNegated
                    ? nil
                    : computation.neededFields.compactMap { $0.within(path) }
                        .map { CoverKey(question: $0, fact: .exists) }
                        .min { (costs.cost($0), $0.question.name) < (costs.cost($1), $1.question.name) }.map { [$0] }
            // Keys look at the values of all objects, which are more than those of the one that counts.
            case .nested(let name, let part): isNegated ? nil : keys(of: part, isNegated: false, in: path + name + ".")
            }
        }

        /// Of parts that all hold each one's keys do.
        private func best(_ parts: [Condition], _ isNegated: Bool, _ path: String) -> [CoverKey]? {
            var best: (keys: [CoverKey], cost: Double)?
            for part in parts {
                guard let keys = keys(of: part, isNegated: isNegated, in: path) else { continue }
                let cost = costs.cost(keys)
                if cost < best?.cost ?? .infinity { best = (keys, cost) }
            }
            return best?.keys
        }

        /// Of parts of which one holds the keys of all are needed.
        private func union(_ parts: [Condition], _ isNegated: Bool, _ path: String) -> [CoverKey]? {
            var keys: [CoverKey] = []
            var seen: Set<CoverKey> = []
            for part in parts {
                guard let own = self.keys(of: part, isNegated: isNegated, in: path) else { return nil }
                for key in own where seen.insert(key).inserted { keys.append(key) }
            }
            return keys
        }
    }
}

/// A fact of one value of an event that is looked up, not searched for.
struct CoverKey: Hashable {
    typealias Fact = ProgramKey.Fact

    /// Never `matching`, nor all values of the event.
    var question: FieldQuestion
    var fact: Fact

    /// Sets of facts of which each value that meets the predicate has one.
    static func choices(of predicate: Predicate) -> [[Fact]] {
        switch predicate {
        case .equals(let text): [[folded(text)]]
        case .isIn(let texts): [texts.map { folded($0) }]
        case .isInFolded(let texts): [texts.map { .text($0) }]
        case .fits(let parts), .stringFits(let parts), .foldedFits(let parts): patternChoices(parts)
        case .boolean(let value): [[.text(Array((value ? "true" : "false").utf8))]]
        case .integer(let range) where range.low == range.high: [[number(Double(range.low))]]
        case .number(let range) where range.low == range.high, .jsonNumber(let range) where range.low == range.high:
            [[number(range.low)]]
        case .wordIn(let words): [words.map { .word($0) }, [.exists]]
        case .phrase(let words): words.map { [.word($0)] } + [[.exists]]
        case .exists, .compares, .stringCompares, .wordFits, .address, .integer, .number, .jsonNumber, .date, .version,
            .between, .versionBetween, .accepts, .wordAccepts, .phraseNear:
            [[.exists]]
        }
    }

    /// A pattern is found by its beginning, by what follows one free character, by its end, or by a part.
    private static func patternChoices(_ parts: [PatternPart]) -> [[Fact]] {
        let texts = parts.map { part -> [UInt8]? in
            if case .literal(let bytes) = part { CaseFolding.ascii.folded(bytes.span) } else { nil }
        }
        if texts.allSatisfy({ $0 != nil }) { return [[.text(texts.flatMap { $0 ?? [] })]] }
        var choices: [[Fact]] = [[.exists]]
        if let first = texts[0], !first.isEmpty { choices.append([.prefix(first)]) }
        if parts[0] == .oneCharacter, texts.count > 1, let second = texts[1], !second.isEmpty {
            choices.append([.second(second)])
        }
        if let last = texts[texts.count - 1], !last.isEmpty { choices.append([.suffix(last)]) }
        for case let text? in texts where !text.isEmpty { choices.append([.part(text)]) }
        return choices
    }

    private static func folded(_ text: [UInt8]) -> Fact { .text(CaseFolding.ascii.folded(text.span)) }

    /// One form for 0 and -0.
    private static func number(_ value: Double) -> Fact {
        value.isFinite ? .number(value.rounded(.towardZero) + 0) : .exists
    }

    /// In the machine's terms.
    var programKey: ProgramKey? {
        switch question {
        case .values(let path): ProgramKey(.values, path, fact)
        case .leaves(let path): ProgramKey(.leaves, path, fact)
        case .matching: nil
        }
    }
}

extension FieldQuestion {
    /// The path, to order questions by.
    var name: String {
        switch self {
        case .values(let path), .leaves(let path): path
        case .matching: ""
        }
    }

    /// The question below a path that ends with a dot, asked of the whole event; nil where keys cannot ask it.
    func within(_ path: String) -> FieldQuestion? {
        switch self {
        case .values(let name): .values(path + name)
        case .leaves(let name): name.isEmpty ? nil : .leaves(path + name)
        case .matching: nil
        }
    }
}
