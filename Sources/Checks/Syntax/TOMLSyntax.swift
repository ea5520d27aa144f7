import Diagnostics

/// Text that is not valid TOML 1.0, as reported by the TOML reader.
enum TOMLSyntax: RuleCheck {
    static let info = CheckInfo(
        id: "toml-syntax", category: .syntax, severity: .error, fix: .sometimes(.safe),
        summary: "text is not valid TOML 1.0",
        rationale: """
            A file that is not valid TOML cannot be loaded, so its rule is lost. Some loaders accept such a file and read \
            it in their own way; others reject it.

            All errors of the file are reported in one pass. Other checks skip a line with an error.
            """,
        examples: [
            Example(
                in: "license «»",
                bad: ["«\"»Apache-2.0\"", "= «Apache»", "= «\"»Apache-2.0", "= \"C:«\\L»icense\""],
                good: "= \"Apache-2.0\""),
            Example(
                in: "tags = «»", bad: ["[\"A\" «\"»B\"]", "[\"A\",«,» \"B\"]", "«[»\"A\"\n"],
                good: ["[\"A\", \"B\"]", "[\"A\",]"]),
            Example(in: "max_signals = «»", bad: "0100", good: "100"),
            Example(
                in: "max_signals = «»\n\n[metadata]\nmaturity = \"deprecated\"\ndeprecation_date = \"2026/02/10\"",
                bad: "0100", good: "100"),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) { forward(view, &findings) }
}
