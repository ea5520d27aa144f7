package import Diagnostics
package import SourceText

/// The canonical layout of a rule file: other bytes, the same documents and the same comments.
package enum DocumentLayout {
    /// Scalars of a line up to which a list is on one line.
    package static let width = 120

    /// What laying out a file gave.
    package enum Outcome: Sendable {
        /// The file has the layout already, or its language has none.
        case unchanged
        case changed([UInt8])
        /// The text has errors: nothing is said about its layout.
        case broken([Diagnostic])
        /// A fault of ours: the new text would not mean the same. It is never to be written.
        case unproven(LayoutProof.Difference)
    }

    /// The layout of a file, proven to keep the documents and the comments. Linear in the size of the file.
    package static func of(_ source: SourceFile, _ guide: LayoutGuide, syntax: DocumentSyntax? = nil) -> Outcome {
        let syntax = syntax ?? DocumentSyntax(path: source.path) ?? .toml
        let before = DocumentReader.read(source, as: syntax)
        let errors = before.findings.filter { $0.severity == .error }
        guard errors.isEmpty else { return .broken(errors) }
        guard let bytes = text(source, guide, syntax, before.documents), bytes != source.bytes else {
            return .unchanged
        }
        let after = SourceFile(id: source.id, path: source.path, bytes: bytes)
        if let difference = LayoutProof.difference(source, before, after, DocumentReader.read(after, as: syntax)) {
            return .unproven(difference)
        }
        return .changed(bytes)
    }

    /// Where a file without syntax errors first differs from its layout; nil: nowhere. Nothing is proven.
    package static func firstDifference(in source: SourceFile, _ guide: LayoutGuide) -> Int? {
        let syntax = DocumentSyntax(path: source.path) ?? .toml
        let documents = syntax == .yaml ? DocumentReader.read(source, as: syntax).documents : []
        guard let bytes = text(source, guide, syntax, documents), bytes != source.bytes else { return nil }
        return zip(bytes, source.bytes).enumerated().first { $0.element.0 != $0.element.1 }?.offset
            ?? min(bytes.count, source.bytes.count)
    }

    /// The file in its layout; nil where its language has none. `documents` were read from it.
    private static func text(
        _ source: SourceFile, _ guide: LayoutGuide, _ syntax: DocumentSyntax, _ documents: [Document]
    ) -> [UInt8]? {
        switch syntax {
        case .toml: TOMLLayout.text(source, guide)
        case .yaml: YAMLLayout.text(source, documents, guide)
        case .json, .ndjson: nil
        }
    }
}
