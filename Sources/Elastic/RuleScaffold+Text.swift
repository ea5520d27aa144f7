package import Rules

extension RuleScaffold {
    /// The rule as TOML or YAML, in canonical layout.
    package func text(_ format: RuleFileWriter.Format) -> String {
        String(decoding: RuleFileWriter.bytes(table, as: format), as: UTF8.self)
    }
}
