import Diagnostics
package import Schemas
package import SourceText

// Files of field definitions.
extension FieldSource {
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

    /// The fields of bytes that were read already; what is wrong with them names the file.
    package static func read(_ file: SourceFile, _ options: Options = Options()) throws(InputError) -> Loaded {
        do throws(Diagnostic) {
            return try parse(file, options)
        } catch {
            throw InputError(file, error)
        }
    }
}
