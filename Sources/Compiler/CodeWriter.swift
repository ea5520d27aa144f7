import Machine
import Queries

/// Writes a condition as tests with jumps that leave it as soon as it is decided.
///
/// Assumes a condition of bounded depth (queries have at most 128 levels).
struct CodeWriter {
    var builder: ProgramBuilder
    var costs = KeyCosts.builtIn

    /// Words that go on at the label where the condition has the value `flag`, and behind themselves where it has not.
    mutating func jump(_ condition: Condition, when flag: Bool, to label: inout ProgramBuilder.Label) {
        switch condition {
        case .constant(let value): if value == flag { builder.emit(.jump, to: &label) }
        case .not(let part): jump(part, when: !flag, to: &label)
        case .test(let question, let predicate):
            builder.emit(flag ? .jumpWhen : .jumpUnless, test(slot(question), predicate), to: &label)
        case .all(let parts): jump(parts, all: true, when: flag, to: &label)
        case .any(let parts): jump(parts, all: false, when: flag, to: &label)
        case .nested(let path, let part):
            loop(path, part)
            builder.emit(flag ? .jumpIfTrue : .jumpIfFalse, to: &label)
        case .computed(let computation):
            push(computation)
            builder.emit(.popAnswer)
            builder.emit(flag ? .jumpIfTrue : .jumpIfFalse, to: &label)
        }
    }

    /// An `all` is decided by the first part that is false, an `any` by the first that is true.
    private mutating func jump(
        _ parts: [Condition], all: Bool, when flag: Bool, to label: inout ProgramBuilder.Label
    ) {
        guard let last = parts.last else { return jump(.constant(all), when: flag, to: &label) }
        if all != flag {
            for part in parts { jump(part, when: flag, to: &label) }
            return
        }
        var decided = ProgramBuilder.Label()
        for part in parts.dropLast() { jump(part, when: !flag, to: &decided) }
        jump(last, when: flag, to: &label)
        builder.place(decided)
    }

    /// Words that set the answer to whether an object meets the condition.
    private mutating func loop(_ path: String, _ part: Condition) {
        let end = builder.beginNested(path)
        var isFalse = ProgramBuilder.Label()
        var next = ProgramBuilder.Label()
        jump(part, when: false, to: &isFalse)
        builder.emit(.constant, 1)
        builder.emit(.jump, to: &next)
        builder.place(isFalse)
        builder.emit(.constant, 0)
        builder.place(next)
        builder.endNested(end)
    }

    // MARK: values

    /// The words that leave a value on the stack.
    mutating func push(_ computation: Computation) {
        switch computation {
        case .null: builder.emit(.pushNull)
        case .boolean(let value): builder.emit(.pushBoolean, value ? 1 : 0)
        case .integer(let value): push(.pushInteger, UInt64(bitPattern: value))
        case .double(let bits): push(.pushDouble, bits)
        case .text(let text): builder.emit(.pushText, builder.string(utf8: text))
        case .field(let path, let reading): builder.emit(.pushField, slot(.values(path)), reading.rawValue)
        case .test(let question, let predicate):
            let slot = slot(question)
            builder.emit(.test, test(slot, predicate))
            if predicate == .exists { builder.emit(.pushTruth) } else { builder.emit(.pushAnswer, slot) }
        case .known(let question):
            let slot = slot(question)
            builder.emit(.test, test(slot, .exists))
            builder.emit(.pushAnswer, slot)
        case .not(let part): push([part], .valueNot)
        case .all(let parts): push(parts, .valueAnd, UInt32(truncatingIfNeeded: parts.count))
        case .any(let parts): push(parts, .valueOr, UInt32(truncatingIfNeeded: parts.count))
        case .compares(let left, let relation, let right): push([left, right], .valueCompare, relation.rawValue)
        case .arithmetic(let left, let operation, let right): push([left, right], .valueCompute, operation.rawValue)
        case .call(let function, let arguments, let ignoresCase):
            push(
                arguments, .valueCall, function.rawValue, UInt32(truncatingIfNeeded: arguments.count),
                ignoresCase ? 1 : 0)
        case .exists(let value): push([value], .valueExists)
        case .fits(let value, let parts, let ignoresCase):
            push([value], .valueFits, builder.pattern(parts), ignoresCase ? 1 : 0)
        case .accepts(let value, let automaton): push([value], .valueAccepts, add(automaton))
        case .isIn(let value, let range): push([value], .valueAddress, builder.addresses(range))
        }
    }

    private mutating func push(_ values: [Computation], _ opcode: Opcode, _ operands: UInt32...) {
        for value in values { push(value) }
        builder.emit(opcode, operands)
    }

    private mutating func push(_ opcode: Opcode, _ wide: UInt64) {
        builder.emit(opcode, UInt32(truncatingIfNeeded: wide), UInt32(truncatingIfNeeded: wide >> 32))
    }

    // MARK: tests

    private mutating func add(_ automaton: Automaton) -> UInt32 {
        builder.automaton(
            starts: automaton.starts, classes: automaton.classes, classCount: automaton.classCount,
            transitions: automaton.transitions, accepts: automaton.accepts)
    }

    private mutating func slot(_ question: FieldQuestion) -> UInt32 {
        switch question {
        case .values(let path): builder.slot(.values, path)
        case .leaves(let path): builder.slot(.leaves, path)
        case .matching(let parts): builder.slot(matching: parts)
        }
    }

    private mutating func test(_ slot: UInt32, _ predicate: Predicate) -> UInt32 {
        switch predicate {
        case .exists: builder.test(.exists, slot)
        case .isInFolded(let texts): builder.test(.foldedIn, slot, builder.set(texts))
        case .equals(let text): builder.test(.keywordEquals, slot, builder.string(utf8: text))
        case .isIn(let texts): builder.test(.keywordIn, slot, builder.set(texts))
        case .fits(let parts): builder.test(.keywordFits, slot, builder.pattern(parts))
        case .compares(let relation, let text):
            builder.test(.keywordCompares, slot, relation.rawValue, builder.string(utf8: text))
        case .stringFits(let parts): builder.test(.stringFits, slot, builder.pattern(parts))
        case .stringCompares(let relation, let text):
            builder.test(.stringCompares, slot, relation.rawValue, builder.string(utf8: text))
        case .foldedFits(let parts): builder.test(.foldedFits, slot, builder.pattern(parts))
        case .wordIn(let words): builder.test(.wordIn, slot, builder.set(words))
        case .phrase(let words): builder.test(.phrase, slot, builder.list(words))
        case .wordFits(let parts): builder.test(.wordFits, slot, builder.pattern(parts))
        case .address(let range): builder.test(.addressIn, slot, builder.addresses(range))
        case .integer(let range): builder.test(.integerIn, slot, builder.integers(range))
        case .number(let range): builder.test(.numberIn, slot, builder.numbers(range))
        case .jsonNumber(let range): builder.test(.jsonNumberIn, slot, builder.numbers(range))
        case .date(let range): builder.test(.dateIn, slot, builder.dates(range))
        case .boolean(let value): builder.test(.booleanEquals, slot, value ? 1 : 0)
        case .version(let relation, let text):
            builder.test(.versionCompares, slot, relation.rawValue, builder.string(utf8: text))
        case .between(let low, let high, let sides):
            builder.test(
                .keywordBetween, slot, builder.string(utf8: low), builder.string(utf8: high), sides.rawValue)
        case .versionBetween(let low, let high, let sides):
            builder.test(
                .versionBetween, slot, builder.string(utf8: low), builder.string(utf8: high), sides.rawValue)
        case .accepts(let automaton, let stringsOnly):
            builder.test(.keywordAccepts, slot, add(automaton), stringsOnly ? 1 : 0)
        case .wordAccepts(let automaton): builder.test(.wordAccepts, slot, add(automaton))
        case .phraseNear(let words, let slop): builder.test(.phraseNear, slot, builder.list(words), slop)
        }
    }
}
