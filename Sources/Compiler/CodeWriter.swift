import Machine
import Queries

/// Writes a condition as words with short-circuit jumps; the answer register holds its value after them.
///
/// Assumes a folded condition of bounded depth (queries have at most 128 levels). One jump target for each `all` and
/// `any`; a constant below the root costs one instruction and is otherwise harmless.
struct CodeWriter {
    var builder: ProgramBuilder

    mutating func write(_ condition: Condition) {
        switch condition {
        case .constant(let value): builder.emit(.constant, value ? 1 : 0)
        case .all(let parts): write(parts, leavingOn: .jumpIfFalse)
        case .any(let parts): write(parts, leavingOn: .jumpIfTrue)
        case .not(let part):
            write(part)
            builder.emit(.not)
        case .test(let question, let predicate): write(slot(question), predicate)
        case .computed(let computation):
            push(computation)
            builder.emit(.popAnswer)
        case .nested(let path, let part):
            let end = builder.beginNested(path)
            write(part)
            builder.endNested(end)
        }
    }

    private mutating func write(_ parts: [Condition], leavingOn jump: Opcode) {
        var end = ProgramBuilder.Label()
        for (index, part) in parts.enumerated() {
            write(part)
            if index < parts.count - 1 { builder.emit(jump, to: &end) }
        }
        if parts.isEmpty { builder.emit(.constant, jump == .jumpIfFalse ? 1 : 0) }
        builder.place(end)
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
            write(slot, predicate)
            if predicate == .exists { builder.emit(.pushTruth) } else { builder.emit(.pushAnswer, slot) }
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

    private mutating func write(_ slot: UInt32, _ predicate: Predicate) {
        switch predicate {
        case .exists: builder.emit(.exists, slot)
        case .equals(let text): builder.emit(.keywordEquals, slot, builder.string(utf8: text))
        case .isIn(let texts): builder.emit(.keywordIn, slot, builder.set(texts))
        case .fits(let parts): builder.emit(.keywordFits, slot, builder.pattern(parts))
        case .compares(let relation, let text):
            builder.emit(.keywordCompares, slot, relation.rawValue, builder.string(utf8: text))
        case .stringFits(let parts): builder.emit(.stringFits, slot, builder.pattern(parts))
        case .stringCompares(let relation, let text):
            builder.emit(.stringCompares, slot, relation.rawValue, builder.string(utf8: text))
        case .foldedFits(let parts): builder.emit(.foldedFits, slot, builder.pattern(parts))
        case .wordIn(let words): builder.emit(.wordIn, slot, builder.set(words))
        case .phrase(let words): builder.emit(.phrase, slot, builder.list(words))
        case .wordFits(let parts): builder.emit(.wordFits, slot, builder.pattern(parts))
        case .address(let range): builder.emit(.addressIn, slot, builder.addresses(range))
        case .integer(let range): builder.emit(.integerIn, slot, builder.integers(range))
        case .number(let range): builder.emit(.numberIn, slot, builder.numbers(range))
        case .jsonNumber(let range): builder.emit(.jsonNumberIn, slot, builder.numbers(range))
        case .date(let range): builder.emit(.dateIn, slot, builder.dates(range))
        case .boolean(let value): builder.emit(.booleanEquals, slot, value ? 1 : 0)
        case .version(let relation, let text):
            builder.emit(.versionCompares, slot, relation.rawValue, builder.string(utf8: text))
        case .between(let low, let high, let sides):
            builder.emit(
                .keywordBetween, slot, builder.string(utf8: low), builder.string(utf8: high), sides.rawValue)
        case .versionBetween(let low, let high, let sides):
            builder.emit(
                .versionBetween, slot, builder.string(utf8: low), builder.string(utf8: high), sides.rawValue)
        case .accepts(let automaton, let stringsOnly):
            builder.emit(.keywordAccepts, slot, add(automaton), stringsOnly ? 1 : 0)
        case .wordAccepts(let automaton): builder.emit(.wordAccepts, slot, add(automaton))
        case .phraseNear(let words, let slop): builder.emit(.phraseNear, slot, builder.list(words), slop)
        }
    }
}
