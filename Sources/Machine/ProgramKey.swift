/// What an event must hold for a rule to be looked at; a rule's events fire at least one of its keys.
package struct ProgramKey: Sendable, Hashable {
    package enum Fact: Sendable, Hashable {
        /// A value's text with ASCII letters in lower case.
        case text([UInt8])
        /// The number that a value is, or that its text is, without its fraction.
        case number(Double)
        /// Any value.
        case exists
        /// The text, with ASCII letters in lower case, begins so; not empty.
        case prefix([UInt8])
        /// It goes on so after one character.
        case second([UInt8])
        case suffix([UInt8])
        /// It holds this somewhere.
        case part([UInt8])
        /// One of the words of an analyzed text.
        case word([UInt8])
    }

    package var gathering: ProgramBuilder.Gathering
    /// Of the event, not of an object of a loop.
    package var path: String
    package var fact: Fact

    package init(_ gathering: ProgramBuilder.Gathering, _ path: String, _ fact: Fact) {
        self.gathering = gathering
        self.path = path
        self.fact = fact
    }
}

/// A key in the file: three words of a rule's row.
struct KeyEntry: Sendable, Equatable {
    enum Kind: UInt32, Sendable, CaseIterable {
        /// The operand is a string.
        case text
        /// The operand is a range of numbers that is one number.
        case number
        /// Without operand (0).
        case exists
        /// The rule is looked at for every event; slot and operand are 0.
        case always
        /// The operand is a string, not empty, as of `text`.
        case prefix, second, suffix, part
        /// The operand is a string: a word as the reader of words gives it.
        case word

        var name: String {
            switch self {
            case .text: "text"
            case .number: "number"
            case .exists: "exists"
            case .always: "always"
            case .prefix: "prefix"
            case .second: "second"
            case .suffix: "suffix"
            case .part: "part"
            case .word: "word"
            }
        }
    }

    static let words = 3

    var slot: UInt32
    var kind: Kind
    var operand: UInt32

    init(slot: UInt32, kind: Kind, operand: UInt32) {
        self.slot = slot
        self.kind = kind
        self.operand = operand
    }

    /// The key that begins at a place of verified rows.
    init(_ row: ArraySlice<UInt32>, at place: Int) {
        guard let kind = Kind(rawValue: row[place + 1]) else { preconditionFailure("the verifier knows every kind") }
        self.init(slot: row[place], kind: kind, operand: row[place + 2])
    }

    /// The keys of a verified row.
    static func all(_ row: ArraySlice<UInt32>) -> [KeyEntry] {
        stride(from: row.startIndex, to: row.endIndex, by: words).map { KeyEntry(row, at: $0) }
    }
}
