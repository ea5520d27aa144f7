/// A finding that a comment in its file suppresses.
package struct SuppressedFinding: Hashable, Sendable {
    package var finding: Diagnostic
    /// What the comment gives as the reason; may be empty.
    package var reason: String

    package init(_ finding: Diagnostic, reason: String) {
        self.finding = finding
        self.reason = reason
    }
}
