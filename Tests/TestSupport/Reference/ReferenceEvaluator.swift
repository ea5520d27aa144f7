package import Queries
import Schemas

/// The slow and obvious meaning of an expression: what the compiled program must agree with.
///
/// Written from the documents alone (design §6 and reference kql §4, eql §3–6, schemas §2–4) and sharing no code with the
/// Compiler and the Machine.
package struct ReferenceEvaluator {
    private let expr: Expr

    /// For each node the types of its field that take its comparison; nil represents a field of no known type.
    private let types: [[FieldType?]]

    package init(_ expr: Expr) {
        self.expr = expr
        types = expr.nodes.map { node in
            guard case .test(let test) = node else { return [] }
            if test.types.isEmpty { return [nil] }
            return test.types.filter { ReferenceTypes.refusal(of: test.comparison, on: $0) == nil }
        }
    }

    /// Whether the event meets the expression.
    package func matches(_ event: ReferenceEvent) -> Bool {
        holds(expr.root, Scope(object: event.root, path: nil, clock: event.clock))
    }

    /// What the expression comes to as a value, as JSON has it; nil for null.
    package func value(_ event: ReferenceEvent) -> ReferenceResult? {
        value(expr.root, Scope(object: event.root, path: nil, clock: event.clock)).map(ReferenceResult.init)
    }

    /// Why Elasticsearch refuses the whole query, whatever the events: a value or pattern that no type of its field
    /// takes. nil where it runs.
    package var refusal: String? {
        for node in expr.nodes {
            guard case .test(let test) = node, !test.types.isEmpty else { continue }
            let refusals = test.types.map { ReferenceTypes.refusal(of: test.comparison, on: $0) }
            if refusals.allSatisfy({ $0 != nil }) { return refusals[0] }
        }
        return nil
    }

    /// The object in which names are looked up: the event, or one object of a nested field.
    private struct Scope {
        let object: ReferenceEvent.Object
        /// The nested path of the object; names inside begin with it.
        let path: String?
        /// The event's own time in milliseconds.
        let clock: Int?
        /// Whether a value is asked for: there every test of a missing field is null, and `not` is the plain opposite.
        var isValue = false

        /// A name as seen from the object; nil where it is elsewhere.
        func local(_ name: String) -> String? {
            guard let path else { return name }
            guard name.utf8.starts(with: "\(path).".utf8) else { return nil }
            return String(decoding: name.utf8.dropFirst(path.utf8.count + 1), as: UTF8.self)
        }
    }

    private func holds(_ id: ExprID, _ scope: Scope) -> Bool { answer(id, isNegated: false, scope) == true }

    /// True, false or null: of the node, or with `isNegated` of `not` before it. Outside of values a range is turned round
    /// by `not` instead of negated, which differs where a field has several values, and beside a value of another kind.
    private func answer(_ id: ExprID, isNegated: Bool, _ scope: Scope) -> Bool? {
        switch expr[id] {
        case .constant(let value): return value != isNegated
        case .and(let children): return answer(children, isAnd: !isNegated, isNegated: isNegated, scope)
        case .or(let children): return answer(children, isAnd: isNegated, isNegated: isNegated, scope)
        case .not(let child): return answer(child, isNegated: !isNegated, scope)
        case .test(let test): return answer(test, types[Int(id.index)], isNegated: isNegated, scope)
        case .nested(let path, let child):
            let found = objects(at: path, scope).contains {
                holds(child, Scope(object: $0, path: path, clock: scope.clock))
            }
            return found != isNegated
        case .compare(let left, let relation, let right):
            guard let left = value(left, scope), let right = value(right, scope) else { return nil }
            guard isNegated else { return ReferenceScalar.holds(left, relation, right) }
            guard !scope.isValue, let turned = Self.opposite(relation) else {
                return !ReferenceScalar.holds(left, relation, right)
            }
            return ReferenceScalar.holds(left, turned, right)
        case .valueTest(let operand, var test):
            let turned = isNegated && !scope.isValue ? Self.turnedRound(test.comparison) : nil
            test.comparison = turned ?? test.comparison
            let found = ReferenceComputation.answer(value(operand, scope), test)
            return found.map { $0 != (isNegated && turned == nil) }
        case .field, .literal, .call, .arithmetic:
            return value(id, scope).flatMap(\.isTrue).map { $0 != isNegated }
        case .opaque: return nil
        }
    }

    private func answer(_ children: [ExprID], isAnd: Bool, isNegated: Bool, _ scope: Scope) -> Bool? {
        let answers = children.map { answer($0, isNegated: isNegated, scope) }
        return answers.contains(!isAnd) ? !isAnd : answers.contains(nil) ? nil : isAnd
    }

    private func answer(_ test: FieldTest, _ types: [FieldType?], isNegated: Bool, _ scope: Scope) -> Bool? {
        var test = test
        var isOpposite = isNegated
        if test.requiresValue || (scope.isValue && test.comparison != .exists) {
            var exists = test
            exists.comparison = .exists
            guard holds(exists, [nil], scope) else { return nil }
        }
        if test.requiresValue, isNegated, !scope.isValue, let turned = Self.turnedRound(test.comparison) {
            test.comparison = turned
            isOpposite = false
        }
        return holds(test, types, scope) != isOpposite
    }

    private static func opposite(_ relation: ValueRelation) -> ValueRelation? {
        switch relation {
        case .equal: nil
        case .less: .greaterOrEqual
        case .lessOrEqual: .greater
        case .greater: .lessOrEqual
        case .greaterOrEqual: .less
        }
    }

    private static func turnedRound(_ comparison: Comparison) -> Comparison? {
        guard case .compares(let relation, let literal) = comparison else { return nil }
        let turned: RangeOperator =
            switch relation {
            case .less: .greaterOrEqual
            case .lessOrEqual: .greater
            case .greater: .lessOrEqual
            case .greaterOrEqual: .less
            }
        return .compares(turned, literal)
    }

    /// What a node is as a value; nil for null. A condition is a boolean.
    private func value(_ id: ExprID, _ scope: Scope) -> ReferenceScalar? {
        switch expr[id] {
        case .literal(let literal): return ReferenceScalar(literal)
        case .field(let field):
            let values = scope.local(field.name).map(scope.object.values(at:)) ?? []
            return ReferenceComputation.value(values, field.types)
        case .call(let name, let arguments):
            return ReferenceFunctions.value(name, arguments.map { value($0, scope) })
        case .arithmetic(let first, let terms):
            return terms.reduce(value(first, scope)) {
                ReferenceFunctions.value($0, $1.operation, value($1.operand, scope))
            }
        case .constant, .and, .or, .not, .test, .nested, .compare, .valueTest, .opaque:
            var inside = scope
            inside.isValue = true
            return answer(id, isNegated: false, inside).map { .boolean($0) }
        }
    }

    private func objects(at path: String, _ scope: Scope) -> [ReferenceEvent.Object] {
        guard let local = scope.local(path) else { return [] }
        return scope.object.values(at: local).compactMap { value in
            if case .object(let object) = value { object } else { nil }
        }
    }

    private func holds(_ test: FieldTest, _ types: [FieldType?], _ scope: Scope) -> Bool {
        let values: [ReferenceEvent.Value]
        switch test.field {
        case .named(let name): values = scope.local(name).map(scope.object.values(at:)) ?? []
        case .any: values = scope.object.leaves.map(\.value)
        case .matching(let pattern):
            let prefix = scope.path.map { "\($0)." } ?? ""
            values = scope.object.leaves.filter { ReferenceText.fits(prefix + $0.name, pattern) }.map(\.value)
        }
        if case .exists = test.comparison {
            // Of an object field each leaf counts; one that is nested hides them.
            if !test.types.isEmpty, test.types.allSatisfy({ $0 == .nested }) { return false }
            return values.contains { !$0.leaves.isEmpty }
        }
        return types.contains { type in
            let seen = type == .flattened ? values.flatMap(\.leaves) : values
            if type?.family == .text, case .equals(let literal) = test.comparison, literal.kind == .allWords {
                let wanted = ReferenceText.words(of: literal.text)
                return !wanted.isEmpty
                    && wanted.allSatisfy { word in
                        let one = Comparison.equals(Literal(word, .anyWord))
                        return seen.contains {
                            ReferenceTypes.holds(one, $0, type, clock: scope.clock, ignoresCase: false)
                        }
                    }
            }
            return seen.contains {
                ReferenceTypes.holds(test.comparison, $0, type, clock: scope.clock, ignoresCase: test.ignoresCase)
            }
        }
    }
}
