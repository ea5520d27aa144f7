/// The strings of a program, UTF-8, each once; a string's number is its place.
struct StringPool: Sendable, Equatable {
    var bytes: [UInt8] = []
    /// Where each string ends; it starts where the one before ends.
    var ends: [UInt32] = []

    var count: Int { ends.count }

    func range(_ id: UInt32) -> Range<Int> {
        let index = Int(id)
        return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
    }

    func text(_ id: UInt32) -> String { String(decoding: bytes[range(id)], as: UTF8.self) }
}

/// Rows of words in one array: lists of strings or of patterns, and the parts of patterns.
struct WordRows: Sendable, Equatable {
    var words: [UInt32] = []
    /// Where each row ends.
    var ends: [UInt32] = []

    var count: Int { ends.count }

    func range(_ id: UInt32) -> Range<Int> {
        let index = Int(id)
        return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
    }

    subscript(id: UInt32) -> ArraySlice<UInt32> { words[range(id)] }

    mutating func append(_ row: some Sequence<UInt32>) -> UInt32 {
        words.append(contentsOf: row)
        ends.append(UInt32(truncatingIfNeeded: words.count))
        return UInt32(truncatingIfNeeded: ends.count - 1)
    }
}

/// The words that represent wildcards among the string numbers of a pattern.
enum PatternWord {
    static let anyCharacters = UInt32.max
    static let oneCharacter = UInt32.max - 1
}

/// What a slot gathers from an event, or from an object of a nested loop.
enum SlotKind: UInt32, Sendable, CaseIterable {
    /// The values at the path.
    case values
    /// The objects at the path, for a nested loop.
    case objects
    /// Every value at the path or below it.
    case leaves
    /// Every value whose dotted path matches a pattern; gathered when first asked for.
    case matching

    var name: String {
        switch self {
        case .values: "values"
        case .objects: "objects"
        case .leaves: "leaves"
        case .matching: "matching"
        }
    }
}

/// A slot: what is gathered, where and in which scope.
struct SlotEntry: Sendable, Hashable {
    var scope: UInt32
    var kind: SlotKind
    /// The number of the path's string, relative to the scope's path; of a pattern for `matching`.
    var path: UInt32
}

/// A scope: the event itself (number 0) or the objects of one nested loop.
struct ScopeEntry: Sendable, Hashable {
    /// The scope in which the loop is; always a lower number.
    var parent: UInt32
    /// The parent's slot that gathers the objects.
    var objects: UInt32
}

/// A rule as its alerts tell of it.
struct RuleEntry: Sendable, Equatable {
    var id: UInt32
    var name: UInt32
    var severity: UInt32
    var riskScore: Int64
    var kind: AlertKind
    /// A list of strings.
    var threat: UInt32
}

/// One condition on one event: that of a rule, or of one stage of it.
struct UnitEntry: Sendable, Equatable {
    var rule: UInt32
    var role: UnitRole
    /// Counted from 0 within the rule.
    var stage: UInt32
    /// Where its code begins; it ends where the next unit's begins.
    var entry: UInt32
}

/// What an event is to a rule whose unit it meets.
package enum UnitRole: UInt32, Sendable, CaseIterable {
    /// An alert.
    case alert
    /// One of several events: of a stage of a sequence or sample, or one that is counted, grouped or looked up.
    case stage
    /// One that must not be there.
    case missing
    /// The end of what has begun.
    case until

    package var name: String {
        switch self {
        case .alert: "alert"
        case .stage: "stage"
        case .missing: "missing"
        case .until: "until"
        }
    }
}

/// What kind of alert a rule gives.
package enum AlertKind: UInt32, Sendable, CaseIterable {
    case event, sequence, sample, threshold, newTerms, indicatorMatch

    /// As alert lines name it.
    package var name: String {
        switch self {
        case .event: "event"
        case .sequence: "sequence"
        case .sample: "sample"
        case .threshold: "threshold"
        case .newTerms: "new_terms"
        case .indicatorMatch: "threat_match"
        }
    }
}

/// The slots that every program has, in this order: alerts and the index guard read them.
enum HeaderSlot: UInt32, CaseIterable {
    case timestamp, identifier, index, streamType, streamDataset, streamNamespace

    var path: String {
        switch self {
        case .timestamp: "@timestamp"
        case .identifier: "_id"
        case .index: "_index"
        case .streamType: "data_stream.type"
        case .streamDataset: "data_stream.dataset"
        case .streamNamespace: "data_stream.namespace"
        }
    }
}
