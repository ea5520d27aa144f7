import SourceText

/// Lays out a YAML file without errors: indentation, order of keys, blank lines, long texts as blocks.
///
/// Works line by line: a plan says for each line how far it is indented and what of it is replaced; then keys with their
/// lines change places. What stays as the author wrote it: quotes, flow collections, folds, the inside of texts, whether
/// lists are below their key or indented. A file with anchors, aliases, tags, directives, `?` keys or several
/// documents only loses stray spaces.
struct YAMLLayout {
    /// LF as line end, no byte order mark.
    let bytes: [UInt8]
    let guide: LayoutGuide
    var plan: YAMLLinePlan
    /// The line that is at each place.
    private var places: [Int]
    /// Lines that are omitted.
    private var isDropped: [Bool]

    /// Blank lines before a line at the left margin, and before all others, of which no more are kept.
    private static let mostAtMargin = 2
    private static let mostInside = 1

    /// The file in canonical layout; `documents` were read from it.
    static func text(_ source: SourceFile, _ documents: [Document], _ guide: LayoutGuide) -> [UInt8] {
        let hasMark = source.bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let bytes = LayoutText.withLF(hasMark ? source.bytes.dropFirst(3) : source.bytes[...])
        // Line ends that only some readers know; nobody can say what is a line.
        if bytes.contains(0x0D) || YAMLLinePlan.hasOtherLineEnds(bytes) { return source.bytes }
        var documents = documents
        if bytes.count != source.bytes.count {
            documents = YAMLReader.read(SourceFile(id: source.id, path: source.path, bytes: bytes)).documents
        }
        var layout = YAMLLayout(bytes, guide)
        layout.arrange(documents)
        return layout.finished().finished(crlf: LayoutText.usesCRLF(source.bytes))
    }

    private init(_ bytes: [UInt8], _ guide: LayoutGuide) {
        self.bytes = bytes
        self.guide = guide
        plan = YAMLLinePlan(bytes)
        places = Array(0..<plan.lines.count)
        isDropped = Array(repeating: false, count: plan.lines.count)
    }

    private mutating func arrange(_ documents: [Document]) {
        for document in documents { plan.protectTexts(document.root) }
        guard documents.count == 1, let root = documents.first?.root, plan.isPlain else { return }
        plan.indent(root)
        guard plan.isRegular else {
            plan.forgetIndentation()
            return
        }
        plan.indentComments()
        guard plan.canMove else { return }
        walk(root, path: [], from: 0)
    }

    // MARK: - Order

    /// Puts the keys of a mapping, and of those inside it, in order; its first key's comments may start at `first`.
    private mutating func walk(_ node: Node, path: [String], from first: Int) {
        switch node.value {
        case .array(let items):
            for item in items { walk(item, path: path, from: plan.line(of: item.range.start)) }
        case .table(let table) where table.style != .inline:
            for entry in table.entries {
                walk(entry.value, path: path + [entry.key], from: plan.line(of: entry.keyRange.start) + 1)
                writeAsBlock(entry, path)
            }
            sort(table, path, from: first)
        default: break
        }
    }

    private mutating func sort(_ table: Table, _ path: [String], from first: Int) {
        let entries = table.entries
        guard entries.count > 1 else { return }
        let members = entries.map { LayoutGuide.Member(key: $0.key, isTable: Self.isTable($0.value)) }
        guard let order = guide.order(members, path), order != Array(entries.indices) else { return }
        let starts = entries.map { plan.line(of: $0.keyRange.start) }
        // Keys after a dash, or two on one line, have no lines of their own.
        guard starts.allSatisfy(plan.startsWithKey), zip(starts, starts.dropFirst()).allSatisfy(<) else { return }
        let column = plan.column(ofLine: starts[0])
        // After the last line of each entry.
        let ends = entries.indices.map { index in
            plan.end(
                of: entries[index].value, from: starts[index],
                to: index + 1 < starts.count ? starts[index + 1] : plan.lines.count, deeperThan: column)
        }
        var moved: [Int] = []
        for (place, old) in order.enumerated() {
            let lead = old == 0 ? first : ends[old - 1]
            let isMoved = place == 0 ? old != 0 : order[place - 1] != old - 1
            if isMoved, guide.longText(members[old].key, path) == nil, !members[old].isTable {
                for line in lead..<starts[old] where plan.isBlank(line) { isDropped[line] = true }
            }
            moved += places[lead..<ends[old]]
        }
        guard let last = ends.last, first <= starts[0], moved.count == last - first else { return }
        places.replaceSubrange(first..<last, with: moved)
    }

    private static func isTable(_ node: Node) -> Bool {
        switch node.value {
        case .table: true
        case .array(let items): items.contains { $0.table != nil }
        default: false
        }
    }

    // MARK: - Long texts

    /// A quoted text of several lines becomes a block; nothing happens where that needs more than its lines indented.
    private mutating func writeAsBlock(_ entry: Entry, _ path: [String]) {
        guard guide.longText(entry.key, path) != nil, let scalar = entry.value.scalar,
            scalar.style == .yamlDoubleQuoted || scalar.style == .yamlSingleQuoted,
            let lines = Self.blockLines(scalar.text)
        else { return }
        let range = entry.value.range
        let line = plan.line(of: entry.keyRange.start)
        guard plan.line(of: range.start) == line, plan.isLastOnLine(range.end), plan.startsWithKey(line) else { return }
        let indentation = (plan.indentation[line] ?? 0) + 2
        var block = Array((scalar.text.utf8.last == 0x0A ? "|" : "|-").utf8)
        for text in lines {
            block.append(0x0A)
            if !text.isEmpty { block += repeatElement(0x20, count: indentation) + text }
        }
        plan.edits[line].append(YAMLLinePlan.LineEdit(start: range.start, end: plan.lines[line].upperBound, block))
        for other in (line + 1)..<(plan.line(of: range.end) + 1) { isDropped[other] = true }
    }

    /// The lines of a text as a literal block holds them; nil where it would take escapes or an indentation indicator.
    private static func blockLines(_ text: String) -> [[UInt8]]? {
        guard text.utf8.contains(0x0A), text.unicodeScalars.allSatisfy(isPrintable) else { return nil }
        var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard let start = lines.first?.first, let end = lines.last?.last, start != 0x20, end != 0x20, end != 0x09 else {
            return nil
        }
        guard lines.allSatisfy({ $0.first != 0x09 && ($0.isEmpty || $0.contains { $0 != 0x20 }) })
        else { return nil }
        return lines
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x20..<0x7F, 0xA0..<0x2028, 0x202A..<0xD800, 0xE000..<0xFEFF, 0xFF00..<0xFFFE: true
        default: scalar.value >= 0x10000
        }
    }

    // MARK: - Writing

    private func finished() -> LayoutText {
        var text = LayoutText(capacity: bytes.count + 64)
        var blanks = 0
        for line in places where !isDropped[line] {
            if plan.isBlank(line), !plan.isProtected[line] {
                blanks += 1
                continue
            }
            let written = plan.written(line)
            if !text.isEmpty {
                let limit = written.first == 0x20 ? Self.mostInside : Self.mostAtMargin
                text.blankLines(min(blanks, limit))
            }
            blanks = 0
            text.add(written)
            text.endLine()
        }
        if plan.endsInText { text.removeLastLineEnd() }
        return text
    }
}
