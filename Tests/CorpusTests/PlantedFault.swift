/// A kind of fault that `mutations.ndjson.gz` plants into published rules: what names it, and what follows from it.
struct PlantedFault {
    /// The ids of the findings that name the fault itself; one of them is on its line.
    var ids: Set<String>
    /// Findings of other ids that the same fault brings, with the reason why it does; none else may be new.
    var consequences: [String: String] = [:]

    /// By the word of the data's `mutation`.
    static let all: [String: PlantedFault] = [
        "bad-date-math": .init(ids: ["malformed-date-math"]),
        "bad-interval": .init(ids: ["malformed-interval"]),
        "bad-min-stack": .init(ids: ["malformed-stack-version"]),
        "bad-severity": .init(ids: ["invalid-value"]),
        "bad-uuid": .init(ids: ["rule-id-not-uuid"]),
        "date-order": .init(ids: ["reversed-dates"]),
        "duplicate-key": .init(ids: ["duplicate-key"]),
        "duplicate-tag": .init(ids: ["duplicate-list-item"]),
        "eql-syntax-error": .init(ids: ["query-syntax"]),
        "field-type-mismatch": .init(ids: ["value-type-mismatch"]),
        // The key is there with too small a number, or is not there.
        "invalid-threshold": .init(ids: ["threshold-too-low", "missing-key"]),
        // `and and` can be read as a word after `and`, in the place of a field's name.
        "kql-syntax-error": .init(ids: ["query-syntax", "keyword-in-name"]),
        "language-type-mismatch": .init(ids: ["language-type-mismatch"]),
        "missing-required-field": .init(ids: ["missing-key"]),
        "ml-without-job": .init(ids: ["missing-key"]),
        "new-terms-without-history": .init(ids: ["missing-key"]),
        "reference-not-a-url": .init(ids: ["reference-not-a-url"]),
        "revoked-technique": .init(ids: ["revoked-technique"]),
        "risk-score-out-of-range": .init(ids: ["risk-score-range"]),
        "technique-name-mismatch": .init(ids: ["attack-name-mismatch"]),
        "technique-tactic-mismatch": .init(ids: ["technique-not-in-tactic"]),
        "threat-match-without-mapping": .init(ids: ["missing-key"]),
        "toml-syntax": .init(ids: ["toml-syntax"]),
        "unknown-field": .init(
            ids: ["unknown-field"],
            consequences: [
                "missing-host-os-type": "the misspelt field was `host.os.type`, which the folder asks for"
            ]),
        "unknown-key": .init(
            ids: ["unknown-key"],
            consequences: [
                "lookback-shorter-than-interval": "the misspelt key was `from`: its default is shorter",
                "guide-tag-without-guide": "the misspelt key was `note`: the guide that the tag announces is gone",
            ]),
        "unknown-rule-type": .init(ids: ["invalid-value"]),
        "unknown-technique-id": .init(ids: ["unknown-technique"]),
        "wrong-type": .init(ids: ["wrong-type"]),
    ]
}
