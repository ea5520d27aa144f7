import Diagnostics

/// Text that is not TOML 1.0, as the TOML reader tells it.
enum TOMLSyntax: RuleCheck {
    static let info = CheckInfo(
        id: "toml-syntax", category: .syntax, severity: .error, fix: .sometimes(.safe),
        summary: "the text is not TOML 1.0",
        rationale: """
            A file that is not TOML cannot be loaded, so its rule is lost. Some loaders are laxer than the standard and \
            read such a file in their own way; others refuse it.

            All errors of the file are reported in one pass. Other checks skip a line with an error.
            """,
        examples: [
            Example(
                bad: """
                    license «"»Apache-2.0"
                    """,
                good: """
                    license = "Apache-2.0"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) { forward(view, &findings) }
}
