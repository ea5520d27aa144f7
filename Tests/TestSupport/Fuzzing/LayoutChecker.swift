package import Documents
import Rules
import SourceText

/// Lays a text out and tells broken promises: a layout that does not keep the text, or does not settle.
package enum LayoutChecker {
    /// What is wrong; nil where all holds.
    package static func fault(of bytes: [UInt8], _ syntax: DocumentSyntax) -> String? {
        switch layout(of: bytes, syntax) {
        case .unchanged, .broken: return nil
        case .unproven(let difference): return difference.text
        case .changed(let text):
            switch layout(of: text, syntax) {
            case .unchanged: return nil
            case .changed, .broken, .unproven:
                return "the layout does not settle: \(String(decoding: text.prefix(400), as: UTF8.self))"
            }
        }
    }

    /// The layout of a rule file of that language.
    package static func layout(of bytes: [UInt8], _ syntax: DocumentSyntax) -> DocumentLayout.Outcome {
        RuleLayout.of(SourceFile(id: SourceID(0), path: "input.\(syntax.rawValue)", bytes: bytes))
    }
}
