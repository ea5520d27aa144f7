package import Diagnostics
import Documents
import Rules
package import SourceText

/// Reads a test file; what is wrong with it are findings of the id `rule-test`, at their place.
package struct RuleTestReader {
    private let source: SourceID
    private var findings: [Diagnostic] = []
    /// Known keys that unknown ones of the table at hand are taken for: they are not missing too.
    private var misspelt: [String] = []

    /// The test file of a source. Cases that cannot be run are omitted, and a finding says why.
    package static func read(_ source: SourceFile) -> (file: RuleTestFile, findings: [Diagnostic]) {
        let parsed = LoadedFile(source).parsed
        var reader = RuleTestReader(source: source.id)
        reader.findings = parsed.findings
        var file = RuleTestFile(source: source.id)
        guard let document = parsed.documents.first else {
            if parsed.findings.isEmpty {
                reader.add("the file is empty", ByteRange(at: 0), help: "list at least one case below `cases`")
            }
            return (file, reader.findings)
        }
        if parsed.documents.count > 1 {
            reader.add(
                "a second document in a test file", parsed.documents[1].root.range, help: "write one file a rule")
        }
        reader.read(document.root, into: &file)
        return (file, reader.findings.sorted(by: Diagnostic.precedes))
    }

    private init(source: SourceID) { self.source = source }

    private mutating func read(_ root: Node, into file: inout RuleTestFile) {
        guard let table = table(root, "a test file", keys: ["rule", "rule_id", "cases"]) else { return }
        file.rule = table["rule"].flatMap { text($0) }
        file.ruleID = table["rule_id"].flatMap { text($0) }
        guard let cases = table["cases"] else {
            if misspelt.contains("cases") { return }
            return add("`cases` is missing", place(of: root), help: "list at least one case below `cases`")
        }
        guard let items = cases.value.array else { return wrongType(cases, "a list of cases") }
        if items.isEmpty { add("no cases", cases.keyRange, help: "list at least one case below `cases`") }
        /// Where each name is first.
        var names: [[UInt8]: ByteRange] = [:]
        for item in items {
            guard let read = testCase(item) else { continue }
            let name = Array(read.name.text.utf8)
            if let first = names[name] {
                add(
                    "two cases have the name \"\(read.name.text)\"", read.name.range, label: "used again here",
                    first: first)
            }
            names[name] = names[name] ?? read.name.range
            file.cases.append(read)
        }
    }

    // MARK: - A case

    private mutating func testCase(_ node: Node) -> RuleTestCase? {
        guard let table = table(node, "a test case", keys: ["name", "events", "file", "ids", "expect"]) else {
            return nil
        }
        let name = required("name", of: table, node, help: "say what the case shows").flatMap { text($0) }
        let events = self.events(of: table, node)
        let selection = self.selection(of: table)
        let expected = required(
            "expect", of: table, node, help: "write `match`, `no match`, or a list of the events that should match"
        ).flatMap { expectation($0) }
        guard let name, let events, let expected else { return nil }
        return RuleTestCase(name: name, events: events, selection: selection, expectation: expected)
    }

    private mutating func events(of table: Table, _ node: Node) -> RuleTestCase.Events? {
        switch (table["events"], table["file"]) {
        case (nil, nil) where misspelt.contains { $0 == "events" || $0 == "file" }: return nil
        case (nil, nil):
            add(
                "test case without events", place(of: node),
                help: "list them below `events`, or name an NDJSON file with `file`")
            return nil
        case (let events?, let file?):
            add(
                "both `events` and `file` in one case", file.keyRange, label: "second source of events",
                first: events.keyRange)
            return nil
        case (nil, let file?): return text(file).map { .file($0) }
        case (let events?, nil):
            guard let items = events.value.array else {
                wrongType(events, "a list of objects")
                return nil
            }
            for item in items where item.table == nil && !item.isInvalid {
                add(
                    "an event is \(Self.article(item)), not an object", item.range,
                    help: "write each event as `field: value` lines")
            }
            return items.allSatisfy { $0.table != nil } ? .inline(items) : nil
        }
    }

    private mutating func selection(of table: Table) -> [RuleTestEvent]? {
        guard let ids = table["ids"] else { return nil }
        if table["file"] == nil {
            add("`ids` without `file`", ids.keyRange, help: "list only the wanted events, or name a file")
        }
        guard let items = ids.value.array else {
            wrongType(ids, "a list of events")
            return nil
        }
        return items.compactMap { event($0) }
    }

    private mutating func expectation(_ entry: Entry) -> RuleTestCase.Expectation? {
        if let items = entry.value.array { return .these(items.compactMap { event($0) }) }
        let text = entry.value.string ?? ""
        if text.utf8.elementsEqual("match".utf8) { return .all }
        if text.utf8.elementsEqual("no match".utf8) { return RuleTestCase.Expectation.none }
        let found = entry.value.string.map { "`\($0)`" } ?? Self.article(entry.value)
        if !entry.value.isInvalid {
            add(
                "`expect` is \(found)", entry.value.range,
                help: "write `match`, `no match`, or a list of the events that should match")
        }
        return nil
    }

    /// An event as a test file names it: a text is an `_id`, a number counts.
    private mutating func event(_ node: Node) -> RuleTestEvent? {
        if let text = node.string { return RuleTestEvent(.id(text), node.range) }
        if let number = node.integer, let ordinal = Int(exactly: number), ordinal >= 0 {
            return RuleTestEvent(.ordinal(ordinal), node.range)
        }
        if node.integer == nil, let spelling = node.spelling { return RuleTestEvent(.id(spelling.text), node.range) }
        if !node.isInvalid {
            add("an event is named by \(Self.article(node))", node.range, help: "write its `_id`, or its number from 0")
        }
        return nil
    }

    // MARK: - Pieces

    private mutating func table(_ node: Node, _ what: String, keys: [String]) -> Table? {
        guard let table = node.table else {
            if !node.isInvalid { add("\(what) is \(Self.article(node)), not a mapping", place(of: node)) }
            return nil
        }
        misspelt = []
        for entry in table.entries where !keys.contains(where: { $0.utf8.elementsEqual(entry.key.utf8) }) {
            let near = NearestName.clear(entry.key, among: keys)
            if let near { misspelt.append(near) }
            let list = keys.map { "`\($0)`" }.joined(separator: ", ")
            add(
                "unknown key `\(entry.key)` in \(what)", entry.keyRange,
                help: near.map { "did you mean `\($0)`?" } ?? "known keys: \(list)")
        }
        return table
    }

    private mutating func required(_ key: String, of table: Table, _ node: Node, help: String) -> Entry? {
        if let entry = table[key] { return entry }
        if misspelt.contains(key) { return nil }
        add("test case without `\(key)`", place(of: node), help: help)
        return nil
    }

    private mutating func text(_ entry: Entry) -> RuleTestText? {
        if let scalar = entry.value.textScalar { return RuleTestText(scalar.text, entry.value.range) }
        wrongType(entry, "a string")
        return nil
    }

    private mutating func wrongType(_ entry: Entry, _ wanted: String) {
        guard !entry.value.isInvalid else { return }
        add("`\(entry.key)` is \(Self.article(entry.value)), not \(wanted)", entry.value.range)
    }

    /// What to mark for a whole table: its first key.
    private func place(of node: Node) -> ByteRange { node.table?.entries.first?.keyRange ?? node.range }

    private static func article(_ node: Node) -> String {
        switch node.value {
        case .integer, .array, .invalid: "an \(node.kindName)"
        case .null: "empty"
        default: "a \(node.kindName)"
        }
    }

    private mutating func add(
        _ message: String, _ range: ByteRange, label: String = "", first: ByteRange? = nil, help: String? = nil
    ) {
        var finding = RuleTestReader.finding(message, source, range, label: label)
        if let first { finding = finding.label(Location(source, first), "first here") }
        if let help { finding = finding.help(help) }
        findings.append(finding)
    }

    /// A finding in a test file.
    static func finding(_ message: String, _ source: SourceID, _ range: ByteRange, label: String = "") -> Diagnostic {
        Diagnostic("rule-test", category: "test", .error, message, at: Label(Location(source, range), label))
    }
}
