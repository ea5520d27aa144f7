import Schemas
import SourceText

/// Runs the importers over files and folders.
package enum SchemaImport {
    /// Inputs of up to this many bytes, packed and unpacked.
    private static let limit = 256 << 20

    /// Why nothing was made.
    package enum Failure: Error {
        case input(InputError)
        case facts(String)
    }

    /// A text of `schemas/`: file name and content.
    package struct Output: Sendable {
        /// Without its folder.
        package var file: String
        /// The whole content.
        package var bytes: [UInt8]
    }

    /// The ATT&CK tables made of the files (or of the files in the folders) that are ATT&CK objects.
    package static func attack(_ paths: [String]) throws(Failure) -> [Output] {
        var attack = AttackImport()
        try forEachRow(of: paths, AttackImport.kind) { row, file throws(ImportError) in
            try attack.add(row, from: file)
        }
        do throws(ImportError) { return outputs(try attack.texts()) } catch { throw .facts(error.message) }
    }

    /// The field, package and stack tables made of the files (or of the files in the folders) that describe fields.
    package static func fields(_ paths: [String]) throws(Failure) -> [Output] {
        var fields = FieldImport()
        try forEachRow(of: paths, FieldImport.kind) { row, file throws(ImportError) in
            try fields.add(row, from: file)
        }
        do throws(ImportError) { return outputs(try fields.texts()) } catch { throw .facts(error.message) }
    }

    private static func outputs(_ texts: [SchemaText]) -> [Output] {
        texts.map { Output(file: $0.file, bytes: $0.bytes) }
    }

    private static func forEachRow(
        of paths: [String], _ kind: (String) -> RowLayout?, _ body: (JSONValue, String) throws(ImportError) -> Void
    ) throws(Failure) {
        for path in try files(paths) {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            let file = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
            guard let kind = kind(file) else { continue }
            let bytes: [UInt8]
            do throws(InputError) { bytes = try InputFile.read(path, limit: limit) } catch { throw .input(error) }
            do throws(ImportError) {
                try SchemaRows.forEach(in: bytes, of: file, as: kind) { row throws(ImportError) in
                    try body(row, file)
                }
            } catch {
                throw .facts(error.message)
            }
        }
    }

    /// The files named, and those directly in the folders named.
    private static func files(_ paths: [String]) throws(Failure) -> [String] {
        var files: [String] = []
        for path in paths {
            if FolderListing.isFolder(path) {
                do throws(InputError) {
                    files += try FolderListing.items(of: path).filter { !$0.isFolder }.map(\.path)
                } catch {
                    throw .input(error)
                }
            } else {
                files.append(path)
            }
        }
        return files
    }
}
