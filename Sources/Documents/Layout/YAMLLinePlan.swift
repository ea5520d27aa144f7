import SourceText

/// What happens to each line of a YAML file that is laid out.
struct YAMLLinePlan {
    /// A piece of a line that is replaced; offsets of the file.
    struct LineEdit {
        var start: Int
        var end: Int
        var replacement: [UInt8]

        init(start: Int, end: Int, _ replacement: [UInt8]) {
            self.start = start
            self.end = end
            self.replacement = replacement
        }
    }

    let bytes: [UInt8]
    /// The lines without their line ends.
    let lines: [Range<Int>]
    private let table: LineTable
    /// Blanks at the end of the line, or the whole line if it is blank, may be text.
    private(set) var isProtected: [Bool]
    /// The line starts inside a text or a flow collection.
    private(set) var isInside: [Bool]
    /// How far a line that starts a key or an item is to be indented.
    private(set) var indentation: [Int?]
    /// How far a line of a text or a flow collection is moved.
    private var shift: [Int?]
    /// The line is text of a block.
    private var isBlockText: [Bool]
    var edits: [[LineEdit]]
    /// Whether the tree says all about the lines: false at the first form that is not expected.
    private(set) var isRegular = true
    /// The last line is text of a block to which a line end would be added.
    private(set) var endsInText = false

    /// Columns between a collection and what is inside it.
    private static let step = 2

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        table = LineTable(bytes)
        var lines: [Range<Int>] = []
        var start = 0
        while let end = bytes[start...].firstIndex(of: 0x0A) {
            lines.append(start..<end)
            start = end + 1
        }
        if start < bytes.count { lines.append(start..<bytes.count) }
        self.lines = lines
        isProtected = Array(repeating: false, count: lines.count)
        isInside = isProtected
        isBlockText = isProtected
        indentation = Array(repeating: nil, count: lines.count)
        shift = Array(repeating: nil, count: lines.count)
        edits = Array(repeating: [], count: lines.count)
    }

    /// Whether a text has line ends that YAML 1.1 knows and 1.2 does not: next line, line and paragraph separator.
    static func hasOtherLineEnds(_ bytes: [UInt8]) -> Bool {
        for (index, byte) in bytes.enumerated() where byte == 0xC2 || byte == 0xE2 {
            if byte == 0xC2, index + 1 < bytes.count, bytes[index + 1] == 0x85 { return true }
            if byte == 0xE2, index + 2 < bytes.count, bytes[index + 1] == 0x80, bytes[index + 2] | 1 == 0xA9 {
                return true
            }
        }
        return false
    }

    /// Whether the file has no anchor, alias, tag, directive or marks of a document (but for `---` alone at its head),
    /// and no tab before a line's text.
    var isPlain: Bool {
        for line in lines.indices where !isInside[line] {
            let text = bytes[lines[line]]
            let isMark = text.starts(with: "---".utf8) || text.starts(with: "...".utf8)
            if text.first == UInt8(ascii: "%") || (isMark && !isOpening(line)) { return false }
            if text.first(where: { $0 != 0x20 }) == 0x09 { return false }
        }
        var isPlain = true
        let fault = YAMLEvents.forEach(in: bytes, range: 0..<bytes.count) { event in
            if case .alias = event.kind { isPlain = false }
            if event.anchor != nil || event.tag != nil { isPlain = false }
            return isPlain
        }
        return isPlain && fault == nil
    }

    /// Whether keys may change places: not where the last text would get or lose its line end.
    var canMove: Bool { !endsInText }

    // MARK: - Lines

    func line(of offset: Int) -> Int { min(table.line(containing: offset), max(0, lines.count - 1)) }

    /// Blanks before the line's text.
    func column(ofLine line: Int) -> Int { bytes[lines[line]].prefix { $0 == 0x20 }.count }

    func isBlank(_ line: Int) -> Bool { bytes[lines[line]].allSatisfy { $0 == 0x20 || $0 == 0x09 } }

    /// Whether the line is the `---` above everything else.
    private func isOpening(_ line: Int) -> Bool {
        LayoutText.trimmed(bytes[lines[line]]).elementsEqual("---".utf8)
            && (0..<line).allSatisfy { isBlank($0) || isComment($0) }
    }

    private func isComment(_ line: Int) -> Bool {
        !isInside[line] && bytes[lines[line]].first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "#")
    }

    /// Whether the line's text starts with a key of a mapping.
    func startsWithKey(_ line: Int) -> Bool {
        indentation[line] != nil && !startsWithDash(line)
    }

    private func startsWithDash(_ line: Int) -> Bool {
        let text = bytes[lines[line]].drop { $0 == 0x20 }
        guard text.first == UInt8(ascii: "-") else { return false }
        return text.count == 1 || text[text.startIndex + 1] == 0x20
    }

    /// Whether only spaces follows the offset on its line.
    func isLastOnLine(_ offset: Int) -> Bool {
        let end = lines[line(of: offset)].upperBound
        return offset <= end && bytes[offset..<end].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }

    /// The line after the last one of an entry that starts at line `start`: with the blank lines that its text may
    /// need and the comments that are indented like what is inside it, but not as far as line `limit`.
    func end(of value: Node, from start: Int, to limit: Int, deeperThan column: Int) -> Int {
        var end = max(start, line(of: max(value.range.start, value.range.end - 1))) + 1
        while end < limit, isInside[end] { end += 1 }
        while let comment = (end..<max(limit, end)).first(where: { !isBlank($0) }), isComment(comment),
            self.column(ofLine: comment) > column
        {
            end = comment + 1
        }
        return min(end, limit)
    }

    // MARK: - Texts

    /// Notes which lines are inside texts and flow collections.
    mutating func protectTexts(_ node: Node) {
        switch node.value {
        case .table(let table) where table.style != .inline:
            for entry in table.entries {
                protect(entry.keyRange)
                protectTexts(entry.value)
            }
        case .array(let items) where !isFlow(node): for item in items { protectTexts(item) }
        default:
            if let style = node.scalar?.style, style == .yamlLiteral || style == .yamlFolded {
                protectBlock(node.range)
            } else {
                protect(node.range)
            }
        }
    }

    private func isFlow(_ node: Node) -> Bool {
        node.range.start < bytes.count && bytes[node.range.start] == UInt8(ascii: "[")
    }

    private mutating func protect(_ range: ByteRange) {
        let first = line(of: range.start)
        let last = line(of: max(range.start, range.end - 1))
        guard first < last else { return }
        for line in first..<last { isProtected[line] = true }
        for line in (first + 1)...last { isInside[line] = true }
    }

    /// A block's text: its last line may end with spaces, and blank lines after it may belong to it.
    private mutating func protectBlock(_ range: ByteRange) {
        let first = line(of: range.start)
        let last = line(of: max(range.start, range.end - 1))
        for line in first...last {
            isProtected[line] = true
            if line > first { (isInside[line], isBlockText[line]) = (true, true) }
        }
        let indicators = indicators(of: range)
        let keepsLines = indicators.contains(UInt8(ascii: "+"))
        // A text that says how far it is indented may begin with spaces of its own.
        let indentation =
            Self.hasDigit(indicators)
            ? 0 : (first...last).dropFirst().first { !isBlank($0) }.map { column(ofLine: $0) } ?? 0
        var end = last + 1
        var behind = end
        while end < lines.count, isBlank(end) {
            end += 1
            // Blanks beyond the indentation are text.
            if keepsLines || lines[end - 1].count > indentation { behind = end }
        }
        for line in (last + 1)..<max(behind, last + 1) {
            (isProtected[line], isInside[line], isBlockText[line]) = (true, true, true)
        }
        if max(behind, last + 1) == lines.count, bytes.last != 0x0A { endsInText = true }
    }

    /// What follows the `|` or `>` of a block.
    private func indicators(of block: ByteRange) -> ArraySlice<UInt8> {
        bytes[block.start..<max(block.start, lines[line(of: block.start)].upperBound)].prefix { $0 != 0x20 }
    }

    private static func hasDigit(_ indicators: ArraySlice<UInt8>) -> Bool {
        indicators.contains { $0 >= UInt8(ascii: "1") && $0 <= UInt8(ascii: "9") }
    }

    // MARK: - Indentation

    /// A collection's column, and the one it is to have.
    private struct Move {
        var old: Int
        var new: Int

        var distance: Int { new - old }
    }

    /// Plans the indentation of a document.
    mutating func indent(_ root: Node) {
        indent(root, to: 0, in: Move(old: -Self.step, new: -Self.step))
        // A line of which the tree does not speak.
        for line in lines.indices where indentation[line] == nil && shift[line] == nil {
            if !isBlank(line), !isComment(line), !isOpening(line) { isRegular = false }
        }
    }

    /// Takes back what was planned; texts stay protected.
    mutating func forgetIndentation() {
        indentation = Array(repeating: nil, count: lines.count)
        shift = Array(repeating: nil, count: lines.count)
        edits = Array(repeating: [], count: lines.count)
    }

    /// `column`: where a collection is to begin; `parent`: the collection that it is in.
    private mutating func indent(_ node: Node, to column: Int, in parent: Move) {
        switch node.value {
        case .table(let table) where table.style != .inline: indent(table, to: column)
        case .array(let items) where !isFlow(node): indent(node.range, items, to: column)
        default: indentText(node, in: parent)
        }
    }

    private mutating func indent(_ table: Table, to column: Int) {
        guard let first = table.entries.first else { return }
        let move = Move(old: offsetOnLine(first.keyRange.start), new: column)
        for (index, entry) in table.entries.enumerated() {
            let line = line(of: entry.keyRange.start)
            guard offsetOnLine(entry.keyRange.start) == move.old, !isInside[line], closeGap(entry) else {
                isRegular = false
                return
            }
            if self.column(ofLine: line) == move.old {
                indentation[line] = column
            } else if index > 0 || !hasOnlyDashes(before: entry.keyRange.start) {
                isRegular = false
            }
            // A list may be as far left as its key.
            let isFlush = entry.value.array != nil && offsetOnLine(entry.value.range.start) == move.old
            indent(entry.value, to: isFlush ? column : column + Self.step, in: move)
        }
    }

    /// One space after the colon; false where something else than a colon follows the key.
    private mutating func closeGap(_ entry: Entry) -> Bool {
        var index = entry.keyRange.end
        while index < bytes.count, bytes[index] == 0x20 { index += 1 }
        guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { return false }
        let line = line(of: entry.keyRange.start)
        guard self.line(of: index) == line, self.line(of: entry.keyRange.end) == line else { return false }
        let start = entry.value.range.start
        if entry.value.range.isEmpty || start <= index || self.line(of: start) != line {
            if index > entry.keyRange.end {
                edits[line].append(LineEdit(start: entry.keyRange.end, end: index, []))
            }
            return true
        }
        guard bytes[(index + 1)..<start].allSatisfy({ $0 == 0x20 || $0 == 0x09 }), start > index + 1 else {
            return false
        }
        edits[line].append(LineEdit(start: entry.keyRange.end, end: start, Array(": ".utf8)))
        return true
    }

    private mutating func indent(_ range: ByteRange, _ items: [Node], to column: Int) {
        let move = Move(old: offsetOnLine(range.start), new: column)
        let last = line(of: max(range.start, range.end - 1))
        guard range.start < bytes.count, bytes[range.start] == UInt8(ascii: "-") else {
            isRegular = false
            return
        }
        for line in line(of: range.start)...last
        where !isInside[line] && self.column(ofLine: line) == move.old && startsWithDash(line) {
            indentation[line] = column
        }
        for item in items {
            let start = item.range.start
            if !item.range.isEmpty, hasOnlyDashes(before: start) {
                let line = line(of: start)
                let gap = bytes[lines[line].lowerBound..<start].reversed().prefix { $0 == 0x20 }.count
                edits[line].append(LineEdit(start: start - gap, end: start, [0x20]))
            }
            indent(item, to: column + Self.step, in: move)
        }
    }

    /// Whether something, and nothing but dashes and spaces, is before the offset on its line.
    private func hasOnlyDashes(before offset: Int) -> Bool {
        let before = bytes[lines[line(of: offset)].lowerBound..<offset]
        return before.contains(UInt8(ascii: "-")) && before.allSatisfy { $0 == 0x20 || $0 == UInt8(ascii: "-") }
    }

    private func offsetOnLine(_ offset: Int) -> Int { offset - lines[line(of: offset)].lowerBound }

    /// Moves the lines of a text or a flow collection with the collection that it is in.
    private mutating func indentText(_ node: Node, in parent: Move) {
        let first = line(of: node.range.start)
        let last = line(of: max(node.range.start, node.range.end - 1))
        if let style = node.scalar?.style, style == .yamlLiteral || style == .yamlFolded {
            return indentBlock(node.range, in: parent)
        }
        guard !node.range.isEmpty else { return }
        for line in first...last { shift[line] = parent.distance }
    }

    private mutating func indentBlock(_ range: ByteRange, in parent: Move) {
        let header = line(of: range.start)
        // A block whose header is below its key.
        if indentation[header] == nil, !hasOnlyDashes(before: range.start) { isRegular = false }
        if Self.hasDigit(indicators(of: range)) { isRegular = false }
        let text = (header + 1)..<(isBlockText[(header + 1)...].firstIndex(of: false) ?? lines.count)
        let first = text.first { !isBlank($0) }
        let distance = first.map { parent.new + Self.step - column(ofLine: $0) } ?? 0
        for line in text { shift[line] = distance }
    }

    /// Indents comments like the line that they are in line with, else like the next one.
    mutating func indentComments() {
        var next: [Int?] = Array(repeating: nil, count: lines.count)
        var following: Int?
        for line in lines.indices.reversed() {
            next[line] = following
            if indentation[line] != nil { following = line }
        }
        var open: [(old: Int, new: Int)] = []
        for line in lines.indices {
            let column = column(ofLine: line)
            if isComment(line) {
                let below = next[line]
                if let below, self.column(ofLine: below) == column {
                    indentation[line] = indentation[below]
                } else if let match = open.last(where: { $0.old == column }) {
                    indentation[line] = match.new
                } else {
                    indentation[line] = below.flatMap { indentation[$0] } ?? 0
                }
            } else if let new = indentation[line] {
                while let last = open.last, last.old >= column { open.removeLast() }
                open.append((column, new))
            }
        }
    }

    // MARK: - Writing

    /// The line as it is to be in the file.
    func written(_ line: Int) -> [UInt8] {
        let range = lines[line]
        let column = column(ofLine: line)
        var text: [UInt8] = []
        var position = range.lowerBound + column
        for edit in edits[line].sorted(by: { $0.start < $1.start }) where edit.start >= position {
            text += bytes[position..<edit.start] + edit.replacement
            position = edit.end
        }
        text += bytes[min(position, range.upperBound)..<range.upperBound]
        if !isProtected[line] { text = Array(LayoutText.trimmed(text[...])) }
        let indentation = indentation[line] ?? column + (shift[line] ?? 0)
        // A line of spaces within a text that is shorter than the text's indentation is an empty line.
        if text.isEmpty, isInside[line] { return Array(repeating: 0x20, count: max(0, indentation)) }
        return text.isEmpty ? [] : Array(repeating: 0x20, count: max(0, indentation)) + text
    }
}
