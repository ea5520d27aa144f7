package import Diagnostics
import Documents
package import SourceText

/// Applies fixes the slow and obvious way.
package enum FixedText {
    package static func apply(_ fix: Fix, to source: SourceFile) -> SourceFile {
        var bytes = source.bytes
        for edit in fix.edits.reversed() {
            bytes.replaceSubrange(edit.range.start..<edit.range.end, with: Array(edit.replacement.utf8))
        }
        return SourceFile(id: source.id, path: source.path, bytes: bytes)
    }

    /// The texts of all comments, in order.
    package static func comments(_ source: SourceFile) -> [String] {
        DocumentReader.read(source).documents.flatMap { $0.comments.map { source.text($0) } }
    }
}
