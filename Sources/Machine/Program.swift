import Values

/// A compiled set of rules: flat words, constant pools and the table of rules.
///
/// Only two things make one: `ProgramBuilder`, whose methods keep the invariants that the verifier checks, and the
/// verifier itself (`init(decoding:)`). So nothing of an unverified program can be run.
package struct Program: Sendable {
    /// Which schemas gave the fields their types (`SchemaTables.fingerprint`); 0: none.
    package internal(set) var schemaFingerprint: UInt64 = 0
    var code: [UInt32] = []
    /// Each row is a test: its opcode and its operands, the slot first.
    var tests = WordRows()
    var strings = StringPool()
    /// Lists of strings, sets and lists of patterns.
    var lists = WordRows()
    /// Each row is a pattern: string numbers and `PatternWord`s.
    var patterns = WordRows()
    var addresses: [IPRange] = []
    var integers: [IntegerRange] = []
    var numbers: [NumberRange] = []
    var dates: [DateRange] = []
    /// Each row is an automaton in the form of `AutomatonRow`.
    var automata = WordRows()
    var slots: [SlotEntry] = []
    var scopes: [ScopeEntry] = []
    var rules: [RuleEntry] = []
    /// In the order of their rules.
    var units: [UnitEntry] = []
    /// For each unit the keys of which an event that meets it fires at least one, in the form of `KeyEntry`; no key: no
    /// event meets the unit.
    var covers = WordRows()
    /// For each word of `lists`: where a phrase goes on after a mismatch there (Knuth–Morris–Pratt); derived.
    var phraseFallbacks: [UInt32] = []
    /// For each automaton the class of each ASCII character; derived.
    var asciiClasses: [UInt32] = []
    /// For each automaton whether it accepts no text of ASCII characters alone; derived.
    var acceptsNoASCII: [Bool] = []

    /// The empty program: no rules.
    package init() { self = ProgramBuilder().finish() }

    /// For `ProgramBuilder` and the verifier: pools without derived parts.
    init(empty: Void) {}

    /// Makes the derived parts. The pools are verified by now.
    mutating func deriveTables() {
        phraseFallbacks = Self.fallbacks(lists)
        asciiClasses = AutomatonRow.asciiClasses(automata)
        acceptsNoASCII = (0..<automata.count).map { number in
            let row = AutomatonRow(automata[UInt32(truncatingIfNeeded: number)])
            return !row.accepts(classes: Set(asciiClasses[(128 * number)..<(128 * number + 128)]))
        }
    }

    private static func fallbacks(_ lists: WordRows) -> [UInt32] {
        var result = [UInt32](repeating: 0, count: lists.words.count)
        for row in 0..<lists.count {
            let range = lists.range(UInt32(truncatingIfNeeded: row))
            var matched = 0
            for index in range.dropFirst() {
                while matched > 0, lists.words[index] != lists.words[range.lowerBound + matched] {
                    matched = Int(result[range.lowerBound + matched - 1])
                }
                if lists.words[index] == lists.words[range.lowerBound + matched] { matched += 1 }
                result[index] = UInt32(truncatingIfNeeded: matched)
            }
        }
        return result
    }
}

/// Why bytes are not a program that can be run.
package enum ProgramError: Error, Sendable, Hashable {
    case notAProgram
    case otherVersion(UInt32)
    /// Damaged at a byte offset; what was found there.
    case damaged(offset: Int, String)
    case tooLarge
}

extension ProgramError {
    /// For messages; follows the file's name.
    package var text: String {
        switch self {
        case .notAProgram: "not a compiled program"
        case .otherVersion(let version):
            "a compiled program of format version \(version), but this is for version \(ProgramFormat.version); compile "
                + "the rules again"
        case .damaged(let offset, let what): "a damaged program: \(what) (at byte \(offset))"
        case .tooLarge: "a program over the limit of \(ProgramFormat.maximumBytes >> 20) MiB"
        }
    }
}

/// What alerts tell of a rule.
package struct ProgramRule: Sendable, Hashable {
    package var id: String
    package var name: String
    package var severity: String
    package var riskScore: Int64
    package var kind: AlertKind
    package var threat: [String]

    package init(id: String, name: String, severity: String, riskScore: Int64, kind: AlertKind, threat: [String]) {
        self.id = id
        self.name = name
        self.severity = severity
        self.riskScore = riskScore
        self.kind = kind
        self.threat = threat
    }
}

/// Sizes of a program, for `compile --stats`.
package struct ProgramStatistics: Sendable, Hashable {
    package var rules: Int
    /// Conditions on one event: one of a rule about single events, several of a sequence.
    package var units: Int
    package var words: Int
    /// Different tests of a field, and how often the code names one.
    package var tests: Int
    package var testUses: Int
    package var slots: Int
    package var strings: Int
    package var patterns: Int
    package var lists: Int
    /// Ranges of addresses, numbers and dates.
    package var ranges: Int
    /// Different keys by which events find the units that they may meet.
    package var keys: Int
    /// Units without one, which are run on every event.
    package var alwaysRun: Int
}

extension Program {
    /// What a program file begins with.
    package static var magic: [UInt8] { ProgramFormat.magic }
    /// The largest program file that is read or written.
    package static var maximumBytes: Int { ProgramFormat.maximumBytes }

    package var ruleCount: Int { rules.count }

    /// The rule of that number, 0 ..< `ruleCount`.
    package func rule(_ index: Int) -> ProgramRule {
        let entry = rules[index]
        return ProgramRule(
            id: strings.text(entry.id), name: strings.text(entry.name), severity: strings.text(entry.severity),
            riskScore: entry.riskScore, kind: entry.kind, threat: lists[entry.threat].map { strings.text($0) })
    }

    /// The words of a unit.
    func code(ofUnit unit: Int) -> Range<Int> {
        Int(units[unit].entry)..<(unit + 1 < units.count ? Int(units[unit + 1].entry) : code.count)
    }

    private var testUses: Int {
        var count = 0
        var place = 0
        while place < code.count {
            guard let instruction = Opcode(rawValue: code[place])?.instruction else { return count }
            if instruction.operands.first == .test { count += 1 }
            place += instruction.width
        }
        return count
    }

    package var statistics: ProgramStatistics {
        var keys: Set<[UInt32]> = []
        var always = 0
        for unit in 0..<covers.count {
            for key in KeyEntry.all(covers[UInt32(truncatingIfNeeded: unit)]) {
                if key.kind == .always { always += 1 } else { keys.insert([key.slot, key.kind.rawValue, key.operand]) }
            }
        }
        return ProgramStatistics(
            rules: rules.count, units: units.count, words: code.count, tests: tests.count, testUses: testUses,
            slots: slots.count, strings: strings.count,
            patterns: patterns.count,
            lists: lists.count, ranges: addresses.count + integers.count + numbers.count + dates.count,
            keys: keys.count, alwaysRun: always)
    }
}
