package import Diagnostics
package import SourceText

extension Diagnostic {
    /// Something wrong in a query; the range is in bytes of the query's text.
    ///
    /// - Parameter offset: where the language's own parser reports a syntax error; elsewhere the start of the range.
    package init(
        _ cause: Cause, _ range: ByteRange, _ message: String, help: String? = nil, offset: Int? = nil
    ) {
        self.init(cause.id, category: "query", .error, message, at: Label(Location(.unplaced, range)))
        self.cause = cause
        effect = cause.effect
        parserOffset = offset
        if let help { self.help = [help] }
    }

    /// A part of a query that another language cannot express.
    package init(
        untranslatable gap: TranslationGap, _ range: ByteRange, _ message: String, help: String? = nil
    ) {
        self.init(Cause.untranslatable(gap.rawValue), range, message, help: help)
        switch gap {
        case .limit: id = "limit-exceeded"
        case .weight:
            id = "left-out"
            effect = .worthALook
            severity = .info
        default: break
        }
    }

    /// The same with what was meant.
    func meaning(_ replacement: String?) -> Diagnostic {
        var diagnostic = self
        diagnostic.replacement = replacement
        return diagnostic
    }
}

extension Diagnostic.Cause {
    /// The id where queries are read and translated outside of checks.
    fileprivate var id: String {
        switch self {
        case .syntax: "query-syntax"
        case .limit: "limit-exceeded"
        case .untranslatable: "no-counterpart"
        case .missingKey: "missing-key"
        case .loss: "value-lost"
        case .notEvaluable: "not-evaluable"
        case .valueDoesNotFit, .patternOnType: "value-does-not-fit"
        case .unknownField, .nesting, .textField, .fieldType, .comparedFields, .unknownFunction, .arguments, .operand,
            .regex, .joinKeys, .unsupported:
            "query-refused"
        }
    }

    /// The effect where nothing else is known. EQL's engine checks types before it runs anything: there `check` sets
    /// `cannotRun` for what the other languages run without a match.
    fileprivate var effect: Effect {
        switch self {
        case .syntax, .limit: .textBroken
        case .unknownField: .worthALook
        case .valueDoesNotFit, .patternOnType: .failsOnType
        case .nesting, .untranslatable, .loss: .notCarriedOver
        case .textField, .fieldType, .comparedFields, .unknownFunction, .arguments, .operand, .regex, .joinKeys,
            .unsupported, .notEvaluable, .missingKey:
            .cannotRun
        }
    }
}
