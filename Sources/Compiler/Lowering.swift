import Machine
import Queries
import Schemas
import Values

/// The IR of a query as a condition of the machine: what each test means for the types of its field.
///
/// Follows kql.md §4 and the shared design §6. A field of several types meets a test if it does so as one of them; a
/// value that cannot be one of a type's never holds there. Names of a nested block become relative to its objects.
///
/// Expects an expression for where only true counts (`Expr.twoValued`).
struct Lowering {
    let expr: Expr

    static func condition(of expr: Expr) -> Condition {
        // An empty arena has no root: nothing was asked for.
        guard !expr.nodes.isEmpty else { return .constant(true) }
        return Lowering(expr: expr).lower(expr.root, in: nil)
    }

    /// `scope` is the path of the enclosing nested block.
    private func lower(_ id: ExprID, in scope: String?) -> Condition {
        switch expr[id] {
        case .constant(let value): return .constant(value)
        case .and(let parts): return .all(parts.map { lower($0, in: scope) })
        case .or(let parts): return .any(parts.map { lower($0, in: scope) })
        // What is not known to be false is no answer: the script itself is negated.
        case .not(let part) where expr[part].needsScript: return .computed(ValueLowering(expr).lower(id))
        case .not(let part): return .not(lower(part, in: scope))
        case .nested(let path, let part):
            guard let relative = Self.relative(path, in: scope), !relative.isEmpty else { return .constant(false) }
            return .nested(path: relative, lower(part, in: path))
        case .test(let test): return lower(test, in: scope)
        case .compare, .valueTest, .field, .literal, .call, .arithmetic: return .computed(ValueLowering(expr).lower(id))
        // `RuleCompiler.unsupportedPart(of:)` names them, and such an expression is not compiled.
        case .opaque: return .constant(false)
        }
    }

    func lower(_ test: FieldTest, in scope: String?) -> Condition {
        switch test.field {
        case .named(let name):
            guard let path = Self.relative(name, in: scope), !path.isEmpty else { return .constant(false) }
            if test.types.isEmpty { return Self.untyped(test, values: .values(path), leaves: .leaves(path)) }
            return .any(test.types.map { TypedTest(path: path, type: $0, test: test).condition })
        case .matching(let pattern):
            guard let parts = Self.relative(pattern, in: scope) else { return .constant(false) }
            return Self.untyped(test, values: .matching(parts), leaves: .matching(parts))
        case .any: return Self.untyped(test, values: .leaves(""), leaves: .leaves(""))
        }
    }

    /// A name without the path of the block; nil if it is outside.
    private static func relative(_ name: String, in scope: String?) -> String? {
        guard let scope else { return name }
        let count = scope.utf8.count
        let bytes = Array(name.utf8)
        guard bytes.count > count, bytes.starts(with: scope.utf8), bytes[count] == UInt8(ascii: ".") else { return nil }
        return String(decoding: bytes[(count + 1)...], as: UTF8.self)
    }

    private static func relative(_ pattern: WildcardText, in scope: String?) -> [PatternPart]? {
        var parts = PatternText.parts(pattern)
        guard let scope else { return parts }
        let prefix = Array(scope.utf8) + [UInt8(ascii: ".")]
        var literal: [UInt8] = []
        while case .literal(let bytes)? = parts.first {
            literal += bytes
            parts.removeFirst()
        }
        guard literal.starts(with: prefix) else { return nil }
        let rest = Array(literal.dropFirst(prefix.count))
        return rest.isEmpty ? parts : [.literal(rest)] + parts
    }

    /// A field without a type: strings are keywords, numbers and booleans count by their value.
    static func untyped(_ test: FieldTest, values: FieldQuestion, leaves: FieldQuestion) -> Condition {
        switch test.comparison {
        case .exists: return .test(leaves, .exists)
        case .equals(let literal):
            guard literal.kind != .null else { return .constant(false) }
            let text = Condition.test(
                values,
                test.ignoresCase
                    ? .isInFolded([PatternText.folded(literal.text)]) : .equals(Array(literal.text.utf8)))
            guard let number = NumberText.double(Array(literal.text.utf8).span) else { return text }
            return .any([text, .test(values, .jsonNumber(NumberRange(number, number)))])
        case .fits(let pattern):
            return .test(
                values,
                test.ignoresCase
                    ? .foldedFits(PatternText.folded(pattern)) : .stringFits(PatternText.parts(pattern)))
        case .compares(let relation, let literal):
            guard literal.kind != .null else { return .constant(false) }
            let text = Condition.test(values, .stringCompares(relation.machine, Array(literal.text.utf8)))
            guard let range = TypedTest.numbers(relation, literal) else { return text }
            return .any([text, .test(values, .jsonNumber(range))])
        case .between(let low, let high):
            let sides = [low, high].map { bound in
                var side = test
                side.comparison = .compares(bound.relation, bound.literal)
                return untyped(side, values: values, leaves: leaves)
            }
            return sides[0].metWithOneValue(sides[1])
        case .near(let words, _):
            var whole = test
            whole.comparison = .equals(Literal(words, .phrase))
            return untyped(whole, values: values, leaves: leaves)
        case .matches, .resembles:
            return test.comparison.automaton.map { .test(values, .accepts($0, stringsOnly: true)) } ?? .constant(false)
        }
    }
}

extension Comparison {
    /// That of an expression or a fuzzy term; nil of others, and where it is over a limit.
    var automaton: Automaton? {
        switch self {
        case .matches(let regex): try? regex.automaton()
        case .resembles(let term): term.automaton()
        default: nil
        }
    }
}

/// Patterns of queries in the machine's form.
enum PatternText {
    static func parts(_ pattern: WildcardText) -> [PatternPart] {
        pattern.parts.map { part in
            switch part {
            case .literal(let text): .literal(Array(text.utf8))
            case .anyCharacters: .anyCharacters
            case .oneCharacter: .oneCharacter
            }
        }
    }

    /// The pattern in lower case.
    static func folded(_ pattern: WildcardText, _ folding: CaseFolding = .ascii) -> [PatternPart] {
        parts(pattern).map { part in
            if case .literal(let bytes) = part { .literal(folding.folded(bytes.span)) } else { part }
        }
    }

    /// A text in lower case.
    static func folded(_ text: String) -> [UInt8] { CaseFolding.ascii.folded(Array(text.utf8).span) }
}

extension RangeOperator {
    var machine: Relation {
        switch self {
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        }
    }
}
