package import Queries
import Schemas

/// The slow and obvious meaning of an expression: what the compiled program must agree with.
///
/// Written from the documents alone (design §6 and reference kql §4, schemas §2–4) and sharing no code with the Compiler
/// and the Machine.
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

        /// A name as seen from the object; nil where it is elsewhere.
        func local(_ name: String) -> String? {
            guard let path else { return name }
            guard name.utf8.starts(with: "\(path).".utf8) else { return nil }
            return String(decoding: name.utf8.dropFirst(path.utf8.count + 1), as: UTF8.self)
        }
    }

    private func holds(_ id: ExprID, _ scope: Scope) -> Bool { answer(id, scope) == true }

    /// True, false or null. Nodes that need a script have no place here.
    private func answer(_ id: ExprID, _ scope: Scope) -> Bool? {
        switch expr[id] {
        case .constant(let value): return value
        case .and(let children):
            let answers = children.map { answer($0, scope) }
            return answers.contains(false) ? false : answers.contains(nil) ? nil : true
        case .or(let children):
            let answers = children.map { answer($0, scope) }
            return answers.contains(true) ? true : answers.contains(nil) ? nil : false
        case .not(let child): return answer(child, scope).map { !$0 }
        case .test(let test):
            if test.requiresValue {
                var exists = test
                exists.comparison = .exists
                guard holds(exists, [nil], scope) else { return nil }
            }
            return holds(test, types[Int(id.index)], scope)
        case .nested(let path, let child):
            return objects(at: path, scope).contains {
                holds(child, Scope(object: $0, path: path, clock: scope.clock))
            }
        case .compare, .valueTest, .field, .literal, .call, .arithmetic, .opaque: return nil
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
