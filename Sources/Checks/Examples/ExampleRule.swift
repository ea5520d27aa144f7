import Documents
package import SourceText

/// Makes a whole rule file out of the fragment that an example shows.
///
/// The fragment's keys are those of `[rule]`, or of the header that they are written below; what a rule must have besides
/// is added after them, from the example's base. A line `# without KEY` keeps a key (or a table of the rule) from being
/// added. «…» marks the place of the finding. In JSON the fragment is members of the rule.
package struct ExampleRule: Sendable {
    /// The completed file, marks taken out.
    package let source: SourceFile
    /// The marked place in the file; nil without marks.
    package let marked: ByteRange?
    /// The fragment as a page shows it, marks taken out.
    package let fragment: String
    /// The marked place in the fragment.
    package let markedInFragment: ByteRange?

    package init(_ text: Example.Case, of example: Example) { self.init(text.text, of: example, path: text.path) }

    package init(_ text: String, of example: Example, path: String? = nil) {
        let whole = example.isWhole ? text : Self.complete(text, example.base, example.syntax)
        let (file, marked) = Self.withoutMarks(whole)
        source = SourceFile(id: SourceID(0), path: path ?? Self.path(of: example), bytes: file)
        self.marked = marked
        let isJSON = example.syntax == .json || example.syntax == .ndjson
        let (shown, place) = Self.withoutMarks(isJSON && !example.isWhole ? Self.members(text) : text)
        fragment = String(decoding: shown, as: UTF8.self)
        markedInFragment = place
    }

    /// Where the files of an example are that says nothing about it.
    package static func path(of example: Example) -> String { "example.\(example.syntax.rawValue)" }

    /// The other rule of the set, in a file of its own; nil where the example has none.
    package static func other(of example: Example) -> SourceFile? {
        guard let path = example.otherPath else { return nil }
        let rule = ExampleRule(
            "name = \"Storage Account Changed\"\nrule_id = \"0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a\"\n"
                + "query = \"event.dataset:azure.activitylogs and event.outcome:failure\"",
            of: Example(bad: ""))
        return SourceFile(id: SourceID(1), path: path, bytes: rule.source.bytes)
    }

    private static func withoutMarks(_ text: String) -> (bytes: [UInt8], range: ByteRange?) {
        // « and » are C2 AB and C2 BB.
        var bytes: [UInt8] = []
        var start: Int?
        var end: Int?
        var index = 0
        let input = Array(text.utf8)
        while index < input.count {
            if input[index] == 0xC2, index + 1 < input.count, input[index + 1] == 0xAB || input[index + 1] == 0xBB {
                if input[index + 1] == 0xAB { start = bytes.count } else { end = bytes.count }
                index += 2
            } else {
                bytes.append(input[index])
                index += 1
            }
        }
        guard let start, let end else { return (bytes, nil) }
        return (bytes, ByteRange(start, end))
    }

    /// The keys that a fragment says are not to be added.
    static func without(_ text: String) -> Set<String> {
        Set(text.split(separator: "\n").filter { $0.hasPrefix("# without ") }.map { String($0.dropFirst(10)) })
    }

    private typealias Section = (header: String, lines: [Substring])

    private static func complete(_ text: String, _ base: ExampleBase, _ syntax: DocumentSyntax) -> String {
        if syntax == .json || syntax == .ndjson { return json(text, base, isLine: syntax == .ndjson) }
        let isYAML = syntax == .yaml
        var sections = sections(of: text, isYAML)
        if sections.allSatisfy({ !plain(Substring($0.header)).hasPrefix(isYAML ? "metadata" : "[metadata]") }) {
            sections.insert((isYAML ? "metadata:" : "[metadata]", []), at: 0)
        }
        if sections.filter({ isRuleHeader($0.header) }).count > 1,
            let first = sections.firstIndex(where: { isRuleHeader($0.header) })
        {
            sections.remove(at: first)
        }
        let without = without(text)
        if !isYAML { addTables(of: base, to: &sections, without) }
        // A rule's own keys must come before the tables below it.
        let order = sections.enumerated().sorted { a, b in
            (rank(a.element.header), a.offset) < (rank(b.element.header), b.offset)
        }
        let keys = Set(sections.compactMap { ExampleBase.Table(header: plain(Substring($0.header)), members: []).key })
        return order.map { _, section in
            written(section, base, isYAML, except: isRuleHeader(section.header) ? without.union(keys) : without)
        }.joined()
    }

    /// The text cut at its headers; what is before the first one belongs to the rule.
    private static func sections(of text: String, _ isYAML: Bool) -> [Section] {
        var sections: [Section] = [(isYAML ? "rule:" : "[rule]", [])]
        var quote: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let isHeader = quote == nil && (isYAML ? isYAMLHeader(line) : plain(line).hasPrefix("["))
            if isHeader {
                sections.append((String(line), []))
            } else {
                sections[sections.count - 1].lines.append(line)
            }
            if !isYAML { follow(line, &quote) }
        }
        return sections
    }

    /// Adds the tables of the base that the fragment says nothing of, each before those that follow it there.
    private static func addTables(of base: ExampleBase, to sections: inout [Section], _ without: Set<String>) {
        let own = sections.filter { isRuleHeader($0.header) }.flatMap { $0.lines.compactMap { key($0, false) } }
        for (number, table) in base.tables.enumerated() {
            if without.contains(table.key) || own.contains(table.key) { continue }
            let headers = sections.map { plain(Substring($0.header)) }
            if headers.contains(where: { $0.hasPrefix(table.header) }) { continue }
            let later = base.tables[(number + 1)...].map(\.header)
            let next = headers.firstIndex { header in later.contains { header.hasPrefix($0) } }
            sections.insert((table.header, []), at: next ?? sections.endIndex)
        }
    }

    private static func written(
        _ section: Section, _ base: ExampleBase, _ isYAML: Bool, except: Set<String>
    ) -> String {
        let header = plain(Substring(section.header))
        var members = base.tables.first { header.hasPrefix($0.header) }?.members ?? []
        if rank(header) == 0 { members = base.metadata }
        if isRuleHeader(header) { members = base.rule + (isYAML ? base.yamlTables : []) }
        let present = except.union(section.lines.compactMap { key($0, isYAML) })
        var text = section.header + "\n" + section.lines.map { $0 + "\n" }.joined()
        while text.hasSuffix("\n\n") { text.removeLast() }
        for (key, value) in members where !present.contains(key) {
            text += isYAML ? "  \(key): \(value)\n" : "\(key) = \(value)\n"
        }
        return text + "\n"
    }

    private static func rank(_ header: String) -> Int {
        let header = plain(Substring(header))
        if header.hasPrefix("[metadata]") || header.hasPrefix("metadata:") { return 0 }
        return isRuleHeader(header) ? 1 : 2
    }

    private static func isRuleHeader(_ header: String) -> Bool {
        let header = plain(Substring(header))
        return header.hasPrefix("[rule]") || header.hasPrefix("rule:")
    }

    private static func isYAMLHeader(_ line: Substring) -> Bool {
        let line = plain(line)
        return !line.isEmpty && !line.hasPrefix(" ") && !line.hasPrefix("#") && line.hasSuffix(":")
    }

    static func plain(_ line: Substring) -> String { String(line.filter { $0 != "«" && $0 != "»" }) }

    /// The key that a line sets.
    private static func key(_ line: Substring, _ isYAML: Bool) -> String? {
        let line = plain(line)
        let name = line.drop { $0 == " " }.prefix { $0.isLetter || $0 == "_" }
        guard !name.isEmpty, isYAML ? line.hasPrefix("  ") && !line.hasPrefix("   ") : !line.hasPrefix(" ") else {
            return nil
        }
        let rest = line.drop { $0 == " " }.dropFirst(name.count).drop { $0 == " " }
        return rest.hasPrefix(isYAML ? ":" : "=") ? String(name) : nil
    }

    /// Keeps track of whether a line ends inside a multi-line TOML string.
    private static func follow(_ line: Substring, _ quote: inout String?) {
        for mark in ["'''", "\"\"\""] where quote == nil || quote == mark {
            let count = line.utf8.count < 3 ? 0 : line.ranges(of: mark).count
            if count % 2 == 1 { quote = quote == nil ? mark : nil }
        }
    }
}
