import Documents
import Rules
import SourceText

/// The name of a rule's file without its folders and its ending.
struct FileStem: Sendable {
    let text: String

    /// nil for a rule from standard input, which has no file name.
    init?(_ path: RulePath) {
        guard let name = path.name, name != "-" else { return nil }
        let dot = name.lastIndex(of: ".")
        let base = dot.map { name[..<$0] } ?? name
        text = String(base.isEmpty ? name : base)
    }
}

extension RuleView {
    /// The name of the rule file; nil for standard input and for files of Kibana.
    var fileName: FileStem? { document.syntax == .json ? nil : FileStem(path) }

    /// The place of findings about the file as a whole.
    var beginning: ByteRange { ByteRange(at: document.root.range.start) }
}
