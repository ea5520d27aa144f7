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
    init?(of condition: Condition) {
        guard let keys = Self.keys(of: condition, isNegated: false, in: "") else { return nil }
        self.keys = keys
    }

    /// In the machine's terms.
    var programKeys: [ProgramKey] { keys.compactMap(\.programKey) }

    private static func keys(of condition: Condition, isNegated: Bool, in path: String) -> [CoverKey]? {
        switch condition {
        case .constant(let value): value == isNegated ? [] : nil
        case .not(let part): keys(of: part, isNegated: !isNegated, in: path)
        case .all(let parts): isNegated ? union(parts, true, path) : best(parts, false, path)
        case .any(let parts): isNegated ? best(parts, true, path) : union(parts, false, path)
        // What is not there meets a negated test.
        case .test(let question, let predicate):
            isNegated ? nil : question.within(path).flatMap { CoverKey.all(of: predicate, at: $0) }
        case .computed(let computation):
            // A condition that needs a script is never below a loop.
            isNegated
                ? nil
                : computation.neededFields.compactMap { $0.within(path) }
                    .map { CoverKey(question: $0, fact: .exists) }
                    .min { ($0.cost, $0.question.name) < ($1.cost, $1.question.name) }.map { [$0] }
        // Keys look at the values of all objects, which are more than those of the one that counts.
        case .nested(let name, let part): isNegated ? nil : keys(of: part, isNegated: false, in: path + name + ".")
        }
    }

    /// Of parts that all hold each one's keys do.
    private static func best(_ parts: [Condition], _ isNegated: Bool, _ path: String) -> [CoverKey]? {
        var best: (keys: [CoverKey], cost: Double)?
        for part in parts {
            guard let keys = keys(of: part, isNegated: isNegated, in: path) else { continue }
            let cost = keys.reduce(0) { $0 + $1.cost }
            if cost < best?.cost ?? .infinity { best = (keys, cost) }
        }
        return best?.keys
    }

    /// Of parts of which one holds the keys of all are needed.
    private static func union(_ parts: [Condition], _ isNegated: Bool, _ path: String) -> [CoverKey]? {
        var keys: [CoverKey] = []
        var seen: Set<CoverKey> = []
        for part in parts {
            guard let own = self.keys(of: part, isNegated: isNegated, in: path) else { return nil }
            for key in own where seen.insert(key).inserted { keys.append(key) }
        }
        return keys
    }
}

/// A fact of one value of an event that is looked up, not searched for.
struct CoverKey: Hashable {
    typealias Fact = ProgramKey.Fact

    /// Never `matching`, nor all values of the event.
    var question: FieldQuestion
    var fact: Fact

    /// The keys of a test; nil for a test that no key can stand for.
    static func all(of predicate: Predicate, at question: FieldQuestion) -> [CoverKey]? {
        facts(of: predicate).map { CoverKey(question: question, fact: $0) }
    }

    private static func facts(of predicate: Predicate) -> [Fact] {
        switch predicate {
        case .equals(let text): [folded(text)]
        case .isIn(let texts): texts.map { folded($0) }
        case .fits(let parts), .stringFits(let parts), .foldedFits(let parts):
            literal(parts).map { [folded($0)] } ?? [.exists]
        case .boolean(let value): [.text(Array((value ? "true" : "false").utf8))]
        case .integer(let range) where range.low == range.high: [number(Double(range.low))]
        case .number(let range) where range.low == range.high, .jsonNumber(let range) where range.low == range.high:
            [number(range.low)]
        case .exists, .compares, .stringCompares, .wordIn, .phrase, .wordFits, .address, .integer, .number, .jsonNumber,
            .date, .version, .between, .versionBetween, .accepts, .wordAccepts, .phraseNear:
            [.exists]
        }
    }

    private static func folded(_ text: [UInt8]) -> Fact { .text(CaseFolding.ascii.folded(text.span)) }

    /// One form for 0 and -0.
    private static func number(_ value: Double) -> Fact {
        value.isFinite ? .number(value.rounded(.towardZero) + 0) : .exists
    }

    /// The text of a pattern without wildcards.
    private static func literal(_ parts: [PatternPart]) -> [UInt8]? {
        var text: [UInt8] = []
        for part in parts {
            guard case .literal(let bytes) = part else { return nil }
            text += bytes
        }
        return text
    }

    /// In the machine's terms.
    var programKey: ProgramKey? {
        switch question {
        case .values(let path): ProgramKey(.values, path, fact)
        case .leaves(let path): ProgramKey(.leaves, path, fact)
        case .matching: nil
        }
    }

    /// How many of a hundred events fire it, roughly, by what fields of a kind hold in streams of many sources.
    var cost: Double {
        let usage = FieldUsage(of: question)
        return switch fact {
        case .text, .number: usage.value
        case .exists: usage.presence
        }
    }
}

/// How often events have a field, and how often a field has one wanted value: of a hundred events.
private struct FieldUsage {
    var presence: Double
    var value: Double

    init(of question: FieldQuestion) {
        switch question {
        case .values(let path), .leaves(let path):
            if Self.classes.contains(path) {
                (presence, value) = (95, 25)
            } else if Self.kinds.contains(path) {
                (presence, value) = (80, 2)
            } else if path.utf8.contains(UInt8(ascii: ".")) {
                (presence, value) = (30, 0.05)
            } else {
                (presence, value) = (60, 1)
            }
        case .matching: (presence, value) = (100, 100)
        }
    }

    /// What says which source an event is of.
    private static let classes: Set<String> = [
        "event.category", "event.type", "event.kind", "event.module", "event.outcome", "event.dataset",
        "data_stream.dataset", "data_stream.type", "host.os.type", "agent.type", "host.os.family", "host.os.platform",
    ]

    /// What says which of a source's events it is.
    private static let kinds: Set<String> = ["event.action", "event.code", "event.provider", "process.Ext.api.name"]
}

extension FieldQuestion {
    /// The path, to order questions by.
    fileprivate var name: String {
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
