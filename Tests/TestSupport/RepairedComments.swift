import Documents
package import SourceText

/// The comments of a file that a repair has to keep: all but suppressions, which a fix may take away.
package struct RepairedComments {
    private var counts: [[UInt8]: Int] = [:]

    package static func texts(_ source: SourceFile) -> RepairedComments {
        var comments = RepairedComments()
        for document in DocumentReader.read(source).documents {
            for range in document.comments {
                let text = Array(source.bytes[range.start..<range.end])
                if !String(decoding: text, as: UTF8.self).contains("tenet:") { comments.counts[text, default: 0] += 1 }
            }
        }
        return comments
    }

    /// The first comment, by its text, of which there are fewer in the other; nil: none.
    package func lost(in other: RepairedComments) -> String? {
        counts.filter { other.counts[$0.key, default: 0] < $0.value }
            .map { String(decoding: $0.key, as: UTF8.self) }.min()
    }
}
