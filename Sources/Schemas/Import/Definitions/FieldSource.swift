package import Diagnostics
import Documents
package import SourceText

/// Reads a user's own field definitions in any of the forms that people have them in.
package enum FieldSource {
    /// Bytes of a file, packed and unpacked.
    package static let limit = 256 << 20
    /// Nesting of a file; every level of fields takes two. Bounds the recursion of the readers.
    static let maximumDepth = 200

    /// What a caller knows better than the file.
    package struct Options: Sendable {
        /// nil: reported by the content.
        package var kind: FieldSourceKind?
        /// For which indices the fields count; empty: what the source says itself, else all.
        package var indexPatterns: [String] = []

        package init() {}
    }

    /// The fields of a file, and what a user should know about them.
    package struct Loaded: Sendable {
        package var fields: CustomFields
        package var notes: [String] = []

        package init(fields: CustomFields, notes: [String] = []) {
            self.fields = fields
            self.notes = notes
        }
    }

    /// One source of a file while it is read.
    struct Part {
        var source: CustomFields.Source
        var collector = FieldCollector()
    }

    /// The fields of bytes that were read already.
    package static func parse(_ file: SourceFile, _ options: Options = Options()) throws(Diagnostic) -> Loaded {
        var parts = try FieldSourceInput(file).parts(options.kind)
        if !options.indexPatterns.isEmpty {
            for index in parts.indices { parts[index].source.indexPatterns = options.indexPatterns }
        }
        // A source that says for which indices it counts only by default cannot be all that they have.
        for index in parts.indices where parts[index].source.indexPatterns.contains("*") {
            parts[index].source.isComplete = false
        }
        return loaded(parts, file)
    }

    private static func loaded(_ parts: [Part], _ file: SourceFile) -> Loaded {
        var fields: [CustomFields.Field] = []
        for (source, part) in parts.enumerated() {
            for var field in part.collector.fields.values {
                field.source = source
                field.line = file.lines.line(containing: field.line) + 1
                fields.append(field)
            }
        }
        return Loaded(
            fields: CustomFields(path: file.path, sources: parts.map(\.source), fields: fields),
            notes: parts.flatMap(\.collector.allNotes))
    }
}
