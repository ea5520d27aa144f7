package import Diagnostics
package import Schemas
import SourceText

extension LoadedRule {
    /// Why the rule is omitted of what is made for a stack: a warning where the rule says so itself, an error where the
    /// stack lacks what decides its matches. nil: it is not omitted.
    package func finding(for stack: StackVersion) -> Diagnostic? {
        let name = "\(stack.major).\(stack.minor)"
        if let written = rule.metadata.minStackVersion, let least = StackVersion(written.text),
            (least.major, least.minor) > (stack.major, stack.minor)
        {
            let message = "the rule is for stack \(least.major).\(least.minor) and newer: it is omitted for \(name)"
            return finding(.warning, message, at: written.range).help("`--stack` says what is made")
        }
        guard let need = rule.stackNeeds.first(where: { !$0.isOptional && $0.stack > stack }) else { return nil }
        let first = "\(need.stack.major).\(need.stack.minor)"
        return finding(.error, "\(need.what) needs stack \(first) or newer, not \(name)", at: need.place)
            .note("without it the rule would find something else")
            .help("make it for stack \(first), or say `min_stack_version = \"\(need.stack)\"`")
    }

    private func finding(_ severity: Severity, _ message: String, at range: ByteRange) -> Diagnostic {
        Diagnostic(
            "needs-newer-stack", category: "metadata", severity, message, at: Label(Location(source.id, range)))
    }
}
