package import SourceText

/// Reads a file of any of our languages.
package enum DocumentReader {
    /// Limits of every rule file (shared design: 4 MiB, nesting 64, 10 000 nodes made by aliases).
    package static let maximumBytes = 4 << 20
    package static let maximumDepth = 64
    package static let maximumAliasNodes = 10_000

    /// The documents of a file; its syntax follows from the path unless it is given.
    package static func read(_ source: SourceFile, as syntax: DocumentSyntax? = nil) -> ParsedFile {
        switch syntax ?? DocumentSyntax(path: source.path) ?? .toml {
        case .toml: TOMLReader.read(source)
        case .yaml: YAMLReader.read(source)
        case .json: NDJSONReader.isLines(source) ? NDJSONReader.read(source) : JSONReader.read(source)
        case .ndjson: NDJSONReader.read(source)
        }
    }

    /// How large a file of that name may be: an export holds many rules, a line each.
    package static func maximumBytes(path: String) -> Int {
        DocumentSyntax(path: path) == .ndjson ? NDJSONReader.maximumBytes : maximumBytes
    }
}
