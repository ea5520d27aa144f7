package import Documents

/// Reads a rule from the layout of Elastic's rule files, in TOML or YAML.
package enum ElasticRuleReader {
    /// The rule of a document. Never fails: what is missing or of the wrong type is absent.
    package static func read(_ document: Document) -> Rule {
        Rule(source: document.source, document: document)
    }
}
