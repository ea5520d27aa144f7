package import Diagnostics
package import SourceText

/// The language of a rule file, reported by its name.
package enum DocumentSyntax: String, Sendable {
    case toml, yaml, json
    /// One JSON value a line, as Kibana exports and imports rules.
    case ndjson

    /// By the ending of the path; nil where it is none of ours.
    package init?(path: String) {
        let lower = path.lowercased()
        if lower.hasSuffix(".toml") {
            self = .toml
        } else if lower.hasSuffix(".yaml") || lower.hasSuffix(".yml") {
            self = .yaml
        } else if lower.hasSuffix(".json") {
            self = .json
        } else if lower.hasSuffix(".ndjson") {
            self = .ndjson
        } else {
            return nil
        }
    }
}

/// One document: the tree of its values and the comments between them.
package struct Document: Sendable {
    package var source: SourceID
    /// The language it is written in; a line of NDJSON is JSON.
    package var syntax: DocumentSyntax
    /// Usually a table; YAML and JSON allow anything.
    package var root: Node
    /// Every comment from `#` to the end of its line, in order.
    package var comments: [ByteRange]

    package init(source: SourceID, syntax: DocumentSyntax, root: Node, comments: [ByteRange]) {
        self.source = source
        self.syntax = syntax
        self.root = root
        self.comments = comments
    }
}

/// What reading a file gives: its documents (YAML and NDJSON may hold several) and what is wrong with its text.
///
/// Reading never fails: where text is broken the tree has gaps and `findings` says why.
package struct ParsedFile: Sendable {
    package var documents: [Document]
    package var findings: [Diagnostic]
    /// Whether each line of the file is a document of its own.
    package var isLines: Bool

    package init(documents: [Document], findings: [Diagnostic], isLines: Bool = false) {
        self.documents = documents
        self.findings = findings
        self.isLines = isLines
    }
}
