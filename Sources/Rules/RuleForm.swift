/// How a document writes a rule.
package enum RuleForm: Sendable, Hashable {
    /// A rule file: tables `metadata`, `rule` and `transform`.
    case file
    /// The object that Kibana's API takes to create a rule, and answers with.
    case body
    /// A rule of an import file.
    case line
    /// The attributes of a prebuilt asset.
    case asset
    /// What is left of a deprecated rule in newer packages: an asset of id, version and name.
    case stub

    /// Whether the rule is written as Kibana writes it.
    package var isKibana: Bool { self != .file }
}
