/// The instructions of a program: the number is the word that is in the code.
///
/// The machine has one truth register, the *answer*, and a place in the code. Tests of fields are rows of a table of their
/// own, shared by all units; the code names them by number.
/// `Instruction.all` is the one table from which encoder, verifier and disassembler work.
package enum Opcode: UInt32, Sendable, CaseIterable {
    case end, hit, guardIndex, constant, not, jump, jumpIfFalse, jumpIfTrue, nested, nestedEnd
    case test, jumpUnless, jumpWhen
    case exists, keywordEquals, keywordIn, keywordFits, keywordCompares, stringFits, stringCompares, foldedFits
    case wordIn, phrase, wordFits, addressIn, integerIn, numberIn, jsonNumberIn, dateIn, booleanEquals, versionCompares
    case keywordBetween, versionBetween, keywordAccepts, wordAccepts, phraseNear, foldedIn
    case pushNull, pushBoolean, pushInteger, pushDouble, pushText, pushField, pushAnswer, pushTruth
    case valueNot, valueAnd, valueOr, valueCompare, valueCompute, valueCall, valueExists, valueFits, valueAccepts
    case valueAddress, popAnswer, keepResult

    /// Whether it is a test of one field against constants: a row of the table of tests, never a word of the code.
    var isTest: Bool { rawValue >= Opcode.exists.rawValue && rawValue <= Opcode.foldedIn.rawValue }

    /// Its line of the table.
    package var instruction: Instruction { Instruction.all[Int(rawValue)] }
}

/// What a word after an opcode means; the verifier checks each kind in its own way.
package enum OperandKind: Sendable {
    /// A slot of the scope that the instruction is in.
    case slot
    case string
    /// A list of strings, sorted by bytes, none twice.
    case set
    /// A list of strings in their order.
    case list
    case pattern
    /// A list of patterns.
    case patterns
    case addresses, integers, numbers, dates
    case automaton
    /// `RangeSides`.
    case sides
    /// Any number.
    case count
    /// 0 or 1.
    case flag
    /// A `Relation`.
    case relation
    /// A word of the same rule and loop after this instruction.
    case target
    case scope, unit
    /// A test of the scope that the instruction is in.
    case test
    /// A `FieldReading`, a `ValueOrder`, a `ValueOperator`, a `ValueFunction`.
    case reading, order, operation, function
}

/// The order relations of range tests.
package enum Relation: UInt32, Sendable, CaseIterable {
    case less, lessOrEqual, greater, greaterOrEqual

    /// Whether it holds for a comparison's outcome (negative, zero, positive).
    func holds(_ order: Int) -> Bool {
        switch self {
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        case .greaterOrEqual: order >= 0
        }
    }

    package var symbol: String {
        switch self {
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        }
    }
}

/// What `keyword-between` takes for inside.
package struct RangeSides: OptionSet, Sendable, Hashable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The strings themselves.
    package static let low = RangeSides(rawValue: 1)
    package static let high = RangeSides(rawValue: 2)
    /// Numbers do not count.
    package static let stringsOnly = RangeSides(rawValue: 4)
    static let all: UInt32 = 7

    /// Whether a value is inside, by its order to the low and to the high side (negative, zero, positive).
    func contain(above: Int, below: Int) -> Bool {
        (above > 0 || above == 0 && contains(.low)) && (below < 0 || below == 0 && contains(.high))
    }

    /// As the disassembler writes it.
    var text: String {
        (contains(.low) ? "[" : "(") + (contains(.high) ? "]" : ")") + (contains(.stringsOnly) ? " strings" : "")
    }
}

/// One line of the table: name, operands, meaning.
package struct Instruction: Sendable {
    package let opcode: Opcode
    /// As the disassembler writes it.
    package let name: String
    package let operands: [OperandKind]
    /// What it does, one sentence.
    package let meaning: String

    /// Words that it takes, the opcode included.
    package var width: Int { 1 + operands.count }

    private init(_ opcode: Opcode, _ name: String, _ operands: [OperandKind], _ meaning: String) {
        self.opcode = opcode
        self.name = name
        self.operands = operands
        self.meaning = meaning
    }

    /// All instructions, in the order of their numbers.
    package static let all: [Instruction] = control + tests + values

    private static let control: [Instruction] = [
        Instruction(.end, "end", [], "Leaves the rule."),
        Instruction(.hit, "hit", [.unit], "Reports that the event meets the unit."),
        Instruction(
            .guardIndex, "guard-index", [.patterns, .patterns, .target],
            "Jumps if the event names an index that none of the first patterns matches, or that one of the second matches."
        ),
        Instruction(.constant, "constant", [.flag], "Sets the answer."),
        Instruction(.not, "not", [], "Turns the answer round."),
        Instruction(.jump, "jump", [.target], "Goes on at the target."),
        Instruction(.jumpIfFalse, "jump-if-false", [.target], "Goes on at the target if the answer is false."),
        Instruction(.jumpIfTrue, "jump-if-true", [.target], "Goes on at the target if the answer is true."),
        Instruction(
            .nested, "nested", [.scope, .target],
            "Runs the words up to its nested-end for each object of the scope until one answers true; the target is the "
                + "following word. The answer is whether one did."),
        Instruction(.nestedEnd, "nested-end", [], "Ends the words of the innermost nested."),
        Instruction(.test, "test", [.test], "Sets the answer to that of the test."),
        Instruction(.jumpUnless, "jump-unless", [.test, .target], "Goes on at the target if the test does not hold."),
        Instruction(.jumpWhen, "jump-when", [.test, .target], "Goes on at the target if the test holds."),
    ]

    /// Tests of one field against constants: rows of the table of tests.
    private static let tests: [Instruction] = [
        Instruction(.exists, "exists", [.slot], "Whether the field has a value."),
        Instruction(.keywordEquals, "keyword-equals", [.slot, .string], "Whether a value's text is the string."),
        Instruction(.keywordIn, "keyword-in", [.slot, .set], "Whether a value's text is one of the strings."),
        Instruction(
            .keywordFits, "keyword-fits", [.slot, .pattern], "Whether a value's text matches the pattern."),
        Instruction(
            .keywordCompares, "keyword-compares", [.slot, .relation, .string],
            "Whether a value's text compares so with the string, byte by byte."),
        Instruction(
            .stringFits, "string-fits", [.slot, .pattern], "Whether a string matches the pattern; no numbers."),
        Instruction(
            .stringCompares, "string-compares", [.slot, .relation, .string],
            "Whether a string compares so with the given one, byte by byte; no numbers."),
        Instruction(
            .foldedFits, "folded-fits", [.slot, .pattern],
            "Whether a value's text in lower case matches the pattern, which is in lower case."),
        Instruction(
            .wordIn, "word-in", [.slot, .set], "Whether one of the words of a text is one of the strings."),
        Instruction(.phrase, "phrase", [.slot, .list], "Whether the words follow each other in a text."),
        Instruction(
            .wordFits, "word-fits", [.slot, .pattern], "Whether one of the words of a text matches the pattern."),
        Instruction(.addressIn, "address-in", [.slot, .addresses], "Whether an address is in the range."),
        Instruction(
            .integerIn, "integer-in", [.slot, .integers],
            "Whether a whole number, or a number cut to one, is in the range."),
        Instruction(
            .numberIn, "number-in", [.slot, .numbers], "Whether a number, also one in a string, is in the range."),
        Instruction(
            .jsonNumberIn, "json-number-in", [.slot, .numbers],
            "Whether a number, not one in a string, is in the range."),
        Instruction(.dateIn, "date-in", [.slot, .dates], "Whether a date is in the range."),
        Instruction(
            .booleanEquals, "boolean-equals", [.slot, .flag], "Whether a value is that boolean, or its text."),
        Instruction(
            .versionCompares, "version-compares", [.slot, .relation, .string],
            "Whether a version compares so with the given one."),
        Instruction(
            .keywordBetween, "keyword-between", [.slot, .string, .string, .sides],
            "Whether a value's text is between two strings, byte by byte."),
        Instruction(
            .versionBetween, "version-between", [.slot, .string, .string, .sides],
            "Whether a version is between two."),
        Instruction(
            .keywordAccepts, "keyword-accepts", [.slot, .automaton, .flag],
            "Whether the automaton accepts a value's text; with the flag strings only."),
        Instruction(
            .wordAccepts, "word-accepts", [.slot, .automaton],
            "Whether the automaton accepts one of the words of a text."),
        Instruction(
            .phraseNear, "phrase-near", [.slot, .list, .count],
            "Whether the words are in a text, moved against each other by at most that many places."),
        Instruction(
            .foldedIn, "folded-in", [.slot, .set],
            "Whether a value's text in lower case is one of the strings, which are in lower case."),
    ]

    /// Those that compute with values, which are on a stack; conditions on them have three truth values.
    private static let values: [Instruction] = [
        Instruction(.pushNull, "push-null", [], "Pushes no value."),
        Instruction(.pushBoolean, "push-boolean", [.flag], "Pushes true or false."),
        Instruction(.pushInteger, "push-integer", [.count, .count], "Pushes a whole number, its low word first."),
        Instruction(.pushDouble, "push-double", [.count, .count], "Pushes a number by its bits, the low word first."),
        Instruction(.pushText, "push-text", [.string], "Pushes a text."),
        Instruction(
            .pushField, "push-field", [.slot, .reading], "Pushes the least value of a field; null where it has none."),
        Instruction(.pushAnswer, "push-answer", [.slot], "Pushes the answer; null where the field has no value."),
        Instruction(.pushTruth, "push-truth", [], "Pushes the answer."),
        Instruction(.valueNot, "value-not", [], "Turns a truth value round."),
        Instruction(
            .valueAnd, "value-and", [.count], "Joins that many truth values: false if one is, else null if one is."),
        Instruction(
            .valueOr, "value-or", [.count], "Joins that many truth values: true if one is, else null if one is."),
        Instruction(.valueCompare, "value-compare", [.order], "Compares two values; null where one is missing."),
        Instruction(.valueCompute, "value-compute", [.operation], "Computes with two numbers."),
        Instruction(
            .valueCall, "value-call", [.function, .count, .flag],
            "Calls a function with that many values; with the flag letters are compared without case."),
        Instruction(.valueExists, "value-exists", [], "Whether there is a value."),
        Instruction(
            .valueFits, "value-matches", [.pattern, .flag],
            "Whether a text matches the pattern; with the flag in lower case, in which the pattern is."),
        Instruction(.valueAccepts, "value-accepts", [.automaton], "Whether the automaton accepts a text."),
        Instruction(.valueAddress, "value-address", [.addresses], "Whether an address is in the range."),
        Instruction(.popAnswer, "pop-answer", [], "Pops a truth value: the answer is whether it is true."),
        Instruction(.keepResult, "keep-result", [], "Pops a value, which is the result."),
    ]

    /// How many values the instruction takes off the stack; the operands are those in the code.
    func pops(_ operands: ArraySlice<UInt32>) -> Int {
        switch opcode {
        case .valueNot, .valueExists, .valueFits, .valueAccepts, .valueAddress, .popAnswer, .keepResult: 1
        case .valueCompare, .valueCompute: 2
        case .valueAnd, .valueOr: operands.first.map(Int.init) ?? 0
        case .valueCall: operands.dropFirst().first.map(Int.init) ?? 0
        default: 0
        }
    }

    /// How many values it leaves there.
    var pushes: Int {
        switch opcode {
        case .pushNull, .pushBoolean, .pushInteger, .pushDouble, .pushText, .pushField, .pushAnswer, .pushTruth: 1
        case .valueNot, .valueAnd, .valueOr, .valueCompare, .valueCompute, .valueCall, .valueExists, .valueFits: 1
        case .valueAccepts, .valueAddress: 1
        default: 0
        }
    }

    /// Whether it may stand between values: it neither leaves its place nor ends something.
    var isStraight: Bool {
        switch opcode {
        case .end, .hit, .guardIndex, .jump, .jumpIfFalse, .jumpIfTrue, .nested, .nestedEnd, .jumpUnless, .jumpWhen:
            false
        default: true
        }
    }
}
