/// A unified diff in color: file lines bold, places of hunks in the gutter's ink, lines by what happens to them.
package enum ColoredDiff {
    /// The diff with every line colored as a whole; texts that are not a unified diff come back line by line as they are.
    package static func text(_ diff: String) -> String {
        let paint = Paint(isOn: true)
        var text = ""
        for line in diff.split(separator: "\n", omittingEmptySubsequences: false) {
            if !text.isEmpty { text += "\n" }
            text += paint(String(line), ink(line))
        }
        return text
    }

    /// A removed line that begins with `--` looks like a file line; both come in one place only, at the start.
    private static func ink(_ line: Substring) -> Paint.Ink {
        if line.hasPrefix("--- a/") || line.hasPrefix("+++ b/") { return .bold }
        if line.hasPrefix("@@ ") { return .gutter }
        if line.hasPrefix("-") { return .removed }
        return line.hasPrefix("+") ? .added : .plain
    }
}
