package import Diagnostics
import Rules
package import SourceText

extension Check {
    /// A finding of this check; add labels, help and fixes by chaining.
    package static func finding(
        _ view: borrowing some FileView, at range: ByteRange, _ message: String, label: String = "",
        severity: Severity? = nil
    ) -> Diagnostic {
        Diagnostic(
            info.id, category: info.category.rawValue, severity ?? info.severity, message,
            at: Label(view.location(range), label))
    }

    /// Passes on which parts of the rule's type are empty, as far as they are this check's.
    static func forwardEmptyParts(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.loaded.emptyParts where fault.id == info.id { findings.add(fault) }
    }

    /// Passes on what a reader said under this check's id.
    package static func forward(_ view: RuleView, _ findings: inout Findings) {
        for diagnostic in view.syntaxFindings where diagnostic.id == info.id { findings.add(diagnostic) }
    }
}

/// What looks at one file: a rule of it, or the file as a whole.
package protocol FileView {
    var source: SourceFile { get }
}

extension FileView {
    /// A range of the file.
    package func location(_ range: ByteRange) -> Location { Location(source.id, range) }
}
