package import SourceText

/// Reads TOML 1.0 (toml.io/en/v1.0.0).
///
/// `Document.root` is a table, or invalid where the file is not text at all or too large to be read.
/// Ranges: a table of a header reaches from its `[` to the end of the last statement that belongs to it or to a table
/// below it, as far as these follow each other; a table made by the parts before the last of a header likewise from its
/// part on; one made by a dotted key is as long as the first such key with its value.
package enum TOMLReader {
    package static func read(_ source: SourceFile) -> ParsedFile {
        var faults = TOMLFindings(source)
        guard faults.accepts(source) else {
            let end = ByteRange(0, source.bytes.count)
            let root = Document(source: source.id, syntax: .toml, root: Node(.invalid, end), comments: [])
            return ParsedFile(documents: [root], findings: faults.findings)
        }
        let syntax = TOMLText(source, &faults)
        var builder = TOMLTreeBuilder(faults: faults)
        let root = builder.build(syntax)
        let comments = syntax.tokens.filter { $0.kind == .comment }.map(\.range)
        return ParsedFile(
            documents: [Document(source: source.id, syntax: .toml, root: root, comments: comments)],
            findings: builder.faults.sorted)
    }
}
