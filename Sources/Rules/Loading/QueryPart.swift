package import Diagnostics

/// The part of a rule that a diagnostic of a query is about.
package enum QueryPart: Sendable, CaseIterable {
    case query, filters, indicatorQuery
}

extension Diagnostic {
    /// The diagnostic as `lint` reports it: with the ID and category of the check for its cause. What no check reports is
    /// unchanged.
    package func reported(in part: QueryPart) -> Diagnostic {
        guard let check = cause?.check(in: part) else { return self }
        var result = self
        result.id = check.id
        result.category = check.category
        return result
    }
}

extension Diagnostic.Cause {
    /// The check that reports the cause in a part of a rule. Invariant: `Checks` has a check of that ID and category.
    package func check(in part: QueryPart) -> (id: String, category: String)? {
        switch (self, part) {
        case (.syntax, .filters), (.limit, .filters): ("filter-syntax", "query")
        case (.limit, .query), (.limit, .indicatorQuery): ("limit-exceeded", "syntax")
        case (.syntax, .query), (.unsupported, .query): ("query-syntax", "query")
        case (.syntax, .indicatorQuery), (.unsupported, .indicatorQuery): ("threat-query-syntax", "query")
        case (.notEvaluable, .filters): ("filter-not-evaluable", "query")
        case (.nesting, _): ("nested-field-outside-braces", "schema")
        case (.unknownField, .query): ("unknown-field", "schema")
        case (.valueDoesNotFit, _): ("value-type-mismatch", "schema")
        case (.patternOnType, _): ("pattern-on-type", "schema")
        case (.textField, .query): ("text-field-in-eql", "schema")
        case (.fieldType, .query): ("field-type-not-in-eql", "schema")
        case (.comparedFields, .query): ("compared-fields", "query")
        case (.unknownFunction, .query): ("unknown-function", "query")
        case (.arguments, .query): ("wrong-arguments", "query")
        case (.operand, .query): ("wrong-operand", "query")
        case (.regex, .query): ("invalid-regex", "query")
        case (.joinKeys, .query): ("join-key-mismatch", "query")
        // EQL's own causes are not in filters and threat queries, which have other languages.
        case (.unsupported, .filters), (.notEvaluable, _), (.unknownField, _), (.textField, _), (.fieldType, _),
            (.comparedFields, _), (.unknownFunction, _), (.arguments, _), (.operand, _), (.regex, _), (.joinKeys, _),
            (.untranslatable, _), (.missingKey, _), (.loss, _):
            nil
        }
    }
}
