import Documents
package import Schemas
package import SourceText

/// Reads a user's own field definitions in any of the forms that people have them in.
package enum FieldSource {
    /// Bytes of a file, packed and unpacked.
    package static let limit = 256 << 20
    /// Nesting of a file; every level of fields takes two. Bounds the recursion of the readers.
    static let maximumDepth = 200

    /// What a caller knows better than the file.
    package struct Options: Sendable {
        /// nil: told by the content.
        package var kind: FieldSourceKind?
        /// For which indices the fields count; empty: what the source says itself, else all.
        package var indexPatterns: [String] = []

        package init() {}
    }

    /// The fields of a file, and what a user should know about them.
    package struct Loaded: Sendable {
        package var fields: CustomFields
        package var notes: [String] = []
    }

    /// One source of a file while it is read.
    struct Part {
        var source: CustomFields.Source
        var collector = FieldCollector()
    }

    /// Reads one file; `.gz` is unpacked. The fields know their lines in it.
    package static func load(_ path: String, _ options: Options = Options()) throws(InputError) -> Loaded {
        let file = SourceFile(id: SourceID(0), path: path, bytes: try InputFile.readText(path, limit: limit))
        return try read(file, options)
    }

    /// Reads several files into one list, as for writing it.
    package static func load(_ paths: [String], _ options: Options = Options()) throws(InputError) -> Loaded {
        var sources: [CustomFields.Source] = []
        var fields: [CustomFields.Field] = []
        var notes: [String] = []
        for path in paths {
            let loaded = try load(path, options)
            fields += loaded.fields.fields.map { field in
                var field = field
                field.source += sources.count
                return field
            }
            sources += loaded.fields.sources
            notes += loaded.notes.map { "\(path): \($0)" }
        }
        return Loaded(fields: CustomFields(path: paths.first ?? "", sources: sources, fields: fields), notes: notes)
    }

    /// The fields of bytes that were read already.
    package static func read(_ file: SourceFile, _ options: Options = Options()) throws(InputError) -> Loaded {
        do throws(FieldSourceFault) {
            var parts = try FieldSourceInput(file).parts(options.kind)
            if !options.indexPatterns.isEmpty {
                for index in parts.indices { parts[index].source.indexPatterns = options.indexPatterns }
            }
            // A source that says for which indices it counts only by default cannot be all that they have.
            for index in parts.indices where parts[index].source.indexPatterns.contains("*") {
                parts[index].source.isComplete = false
            }
            return loaded(parts, file)
        } catch {
            let place = file.position(at: error.offset)
            throw InputError(file.path, .malformed(line: place.line, column: place.column, message: error.message))
        }
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
