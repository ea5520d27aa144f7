package import Diagnostics
import Documents

extension RuleText {
    /// The edit that gives the text another value; nil where its way of writing cannot hold it.
    package func replacing(with text: String) -> Edit? { ScalarEdits.replaceAll(of: scalar, with: text) }
}
