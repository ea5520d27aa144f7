import SourceText

/// Lays out a TOML file without errors, from its syntax.
///
/// What stays as the author wrote it: the order of the tables (but for the first), the inside of multi-line strings,
/// comments, numbers, dates, and a blank line between keys. Blank lines and comments above a statement go where it goes.
struct TOMLLayout {
    /// A line that says nothing to TOML.
    enum Line {
        case blank
        case comment(ByteRange)

        var isBlank: Bool { if case .blank = self { true } else { false } }
    }

    /// A header or a key with its value.
    struct Statement {
        /// Blank lines and comments above it.
        var leading: [Line]
        /// Its item in the syntax.
        var item: Int
    }

    /// A header with what is below it.
    struct Section {
        /// nil for the keys above the first header.
        var header: Statement?
        /// Names of the table; decoded.
        var path: [String] = []
        var body: [Statement] = []
    }

    let syntax: TOMLText
    let guide: LayoutGuide
    /// Where each comment starts, ascending.
    let comments: [Int]
    var sections: [Section] = [Section()]
    /// Comments at the head of the file that a blank line sets apart: they stay there.
    private var opening: [Line] = []
    /// What follows the last statement.
    private var closing: [Line] = []
    private var text: LayoutText

    /// Blank lines between two tables, and between two keys, of which no more are kept. detection-rules' own writer
    /// leaves up to three between tables.
    private static let mostBetweenTables = 3
    private static let mostBetweenKeys = 1

    /// The file in canonical layout. Its syntax must be sound.
    static func text(_ source: SourceFile, _ guide: LayoutGuide) -> [UInt8] {
        var layout = TOMLLayout(TOMLText.parse(source).syntax, guide)
        layout.collect()
        layout.bringFirstTableForward()
        for index in layout.sections.indices { layout.sortKeys(of: index) }
        layout.write()
        return layout.text.finished(crlf: LayoutText.usesCRLF(source.bytes))
    }

    private init(_ syntax: TOMLText, _ guide: LayoutGuide) {
        self.syntax = syntax
        self.guide = guide
        comments = syntax.tokens.filter { $0.kind == .comment }.map(\.range.start)
        text = LayoutText(capacity: syntax.bytes.count + 256)
    }

    // MARK: - Reading

    private mutating func collect() {
        var pending: [Line] = []
        var hasStatement = false
        for (index, item) in syntax.items.enumerated() {
            switch item.content {
            case .blank:
                pending.append(.blank)
                continue
            case .comment:
                if let comment = syntax.tokens[item.tokens].first(where: { $0.kind == .comment }) {
                    pending.append(.comment(comment.range))
                }
                continue
            case .header(let header):
                if !hasStatement { pending = splitOpening(pending) }
                sections.append(Section(header: Statement(leading: pending, item: index), path: header.key.map(\.text)))
            case .keyValue, .broken, .brokenHeader:
                if !hasStatement { pending = splitOpening(pending) }
                sections[sections.count - 1].body.append(Statement(leading: pending, item: index))
            }
            hasStatement = true
            pending = []
        }
        closing = pending
    }

    /// Keeps the lines before the last blank ones as the file's opening; gives the rest.
    private mutating func splitOpening(_ lines: [Line]) -> [Line] {
        guard let last = lines.lastIndex(where: \.isBlank) else { return lines }
        let cut = lines[..<last].lastIndex { !$0.isBlank }.map { $0 + 1 } ?? 0
        opening = Array(lines[..<cut])
        return Array(lines[cut...])
    }

    // MARK: - Order

    /// Puts the guide's first table, if it is in one piece, before all others.
    private mutating func bringFirstTableForward() {
        guard let name = guide.firstTable else { return }
        let own = sections.indices.filter { sections[$0].path.first == name }
        guard let first = own.first, let last = own.last, last - first + 1 == own.count, first > 1 else { return }
        let moved = Array(sections[first...last])
        sections.removeSubrange(first...last)
        sections.insert(contentsOf: moved, at: 1)
    }

    /// Sorts the keys of a table as the guide says. Keys that get another neighbor above lose their blank lines: those
    /// parted groups that are no more.
    private mutating func sortKeys(of index: Int) {
        let section = sections[index]
        guard section.body.count > 1, section.header != nil else { return }
        let members = section.body.map { statement in
            LayoutGuide.Member(key: key(of: statement), isTable: false)
        }
        guard let order = guide.order(members, section.path) else { return }
        sections[index].body = order.enumerated().map { place, old in
            var statement = section.body[old]
            let isMoved = place == 0 ? old != 0 : order[place - 1] != old - 1
            if isMoved, guide.longText(members[old].key, section.path) == nil {
                statement.leading.removeAll(where: \.isBlank)
            }
            return statement
        }
    }

    private func key(of statement: Statement) -> String {
        guard case .keyValue(let value) = syntax.items[statement.item].content else { return "" }
        return value.key.first?.text ?? ""
    }

    // MARK: - Writing

    private mutating func write() {
        write(opening, atLeast: 0, atMost: 0)
        var previous: [String]?
        for section in sections {
            if let header = section.header {
                // A table may follow the one that it belongs to without a blank line.
                let isInner = previous.map { section.path.count > $0.count && section.path.starts(with: $0) } ?? false
                write(header.leading, atLeast: isInner ? 0 : 1, atMost: Self.mostBetweenTables)
                writeHeader(header.item)
                previous = section.path
            }
            for (place, statement) in section.body.enumerated() {
                let isFirst = place == 0 && section.header != nil
                write(statement.leading, atLeast: 0, atMost: isFirst ? 0 : Self.mostBetweenKeys)
                writeKeyValue(statement.item, in: section.path)
            }
        }
        if let last = closing.lastIndex(where: { !$0.isBlank }) {
            write(Array(closing[...last]), atLeast: 0, atMost: Self.mostBetweenTables)
        }
    }

    /// Writes the lines above a statement. Within them one blank line parts what was parted.
    private mutating func write(_ lines: [Line], atLeast: Int, atMost: Int) {
        let blanks = lines.prefix(while: \.isBlank).count
        let hasBlank = lines.contains(where: \.isBlank)
        if !text.isEmpty { text.blankLines(min(max(blanks, hasBlank ? 0 : atLeast), atMost)) }
        var wasBlank = false
        for line in lines.dropFirst(blanks) {
            switch line {
            case .blank:
                if !wasBlank { text.endLine() }
                wasBlank = true
            case .comment(let range):
                text.add(LayoutText.trimmed(syntax.bytes[range.start..<range.end]))
                text.endLine()
                wasBlank = false
            }
        }
    }

    private mutating func writeHeader(_ item: Int) {
        guard case .header(let header) = syntax.items[item].content else { return }
        text.add(header.isArray ? "[[" : "[")
        text.add(name(header.key))
        text.add(header.isArray ? "]]" : "]")
        endStatement(item, at: header.range.end)
    }

    private mutating func writeKeyValue(_ item: Int, in path: [String]) {
        guard case .keyValue(let statement) = syntax.items[item].content else { return }
        let name = name(statement.key)
        text.add(name)
        text.add(" = ")
        let key = statement.key.count == 1 ? statement.key[0].text : ""
        let kind = guide.longText(key, path)
        text.add(written(statement.value, column: LayoutText.width(name) + 3, indentation: 0, kind))
        endStatement(item, at: statement.value.range.end)
    }

    /// The comment beside a statement, as far from it as it was, and the line end.
    private mutating func endStatement(_ item: Int, at end: Int) {
        let rest = syntax.tokens[syntax.items[item].tokens].drop { $0.range.start < end }
        if let comment = rest.first(where: { $0.kind == .comment }) {
            let gap = syntax.bytes[end..<comment.range.start]
            text.add(gap.isEmpty ? [0x20, 0x20] : Array(gap))
            text.add(LayoutText.trimmed(syntax.piece(comment)))
        }
        text.endLine()
    }
}
