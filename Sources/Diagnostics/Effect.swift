/// What a diagnostic means for the text it is about. Severity says how serious the author should take it; the effect says
/// what cannot be done with the text.
package enum Effect: String, Sendable, Hashable, CaseIterable {
    /// The text is not of its language, or is beyond a limit: nothing of it is used.
    case textBroken
    /// The text is read, and no engine runs it: Elasticsearch rejects it, or a single event cannot answer it.
    case cannotRun
    /// Elasticsearch rejects a search for it where the field has the type that the schema gives. Rules still run: the
    /// indices of a rule can disagree with the schema.
    case failsOnType
    /// It runs, and the target of a conversion has no place for it.
    case notCarriedOver
    /// It runs and is carried over, most likely not as meant.
    case worthALook
}

/// What a command does with a text.
package enum TextUse: Sendable, CaseIterable {
    /// Checks that look into the text.
    case analysis
    /// A rule over events: `match`, `test`, `compile`.
    case run
    /// A bare query over events: `search`.
    case search
    /// The text in another language: `query --to`, `convert --to`.
    case translation
}

extension Effect {
    /// Whether a text with a diagnostic of this effect is kept out of a use. This is the only place that decides it.
    package func blocks(_ use: TextUse) -> Bool {
        switch self {
        case .textBroken: true
        case .cannotRun: use != .analysis
        case .failsOnType: use == .search
        case .notCarriedOver: use == .translation
        case .worthALook: false
        }
    }
}

extension Diagnostic {
    /// Whether it keeps its text out of a use.
    package func blocks(_ use: TextUse) -> Bool { effect.blocks(use) }
}

extension Sequence where Element == Diagnostic {
    /// Those that keep their text out of a use.
    package func blocking(_ use: TextUse) -> [Diagnostic] { filter { $0.blocks(use) } }
}
