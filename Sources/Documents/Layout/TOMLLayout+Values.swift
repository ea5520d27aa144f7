import SourceText

/// How values are written: lists on one line or one item a line, spaces inside brackets, names.
extension TOMLLayout {
    private static let indentation = 4
    /// Items that are wider than this together (each with its comma and a space) are left on several lines:
    /// detection-rules' own writer breaks lists from there on, although they would fit.
    private static let wideItems = 100

    /// A key, or the name of a table: parts that need no quotes have none.
    func name(_ parts: [TOMLKeyPart]) -> [UInt8] {
        Array(parts.map { Self.isBare($0.bytes) ? $0.bytes : Array(source($0.range)) }.joined(separator: [0x2E]))
    }

    /// A value; `column` is where it begins, `indentation` that of the line it is on.
    func written(_ value: TOMLValue, column: Int, indentation: Int, _ kind: LayoutGuide.LongText?) -> [UInt8] {
        switch value.content {
        case .scalar: scalar(value, kind)
        case .inlineTable: inline(value) ?? LayoutText.withLF(source(value.range))
        case .array(let items): list(value, items, column: column, indentation: indentation)
        }
    }

    func source(_ range: ByteRange) -> ArraySlice<UInt8> { syntax.bytes[range.start..<range.end] }

    private static func isBare(_ bytes: [UInt8]) -> Bool {
        !bytes.isEmpty
            && bytes.allSatisfy { byte in
                (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
                    || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
                    || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
            }
    }

    // MARK: - On one line

    /// A value on one line; nil where comments or strings of several lines forbid it.
    private func inline(_ value: TOMLValue) -> [UInt8]? {
        switch value.content {
        case .scalar:
            let text = scalar(value, nil)
            return text.contains(0x0A) ? nil : text
        case .array(let items):
            guard !hasComment(value.range), let parts = inline(items) else { return nil }
            return Array("[".utf8) + parts.joined(separator: Array(", ".utf8)) + Array("]".utf8)
        case .inlineTable(let entries):
            guard let parts = inline(entries.map(\.value)) else { return nil }
            if entries.isEmpty { return Array("{}".utf8) }
            let members = zip(entries, parts).map { entry, value in name(entry.key) + Array(" = ".utf8) + value }
            return Array("{ ".utf8) + members.joined(separator: Array(", ".utf8)) + Array(" }".utf8)
        }
    }

    private func inline(_ values: [TOMLValue]) -> [[UInt8]]? {
        var parts: [[UInt8]] = []
        parts.reserveCapacity(values.count)
        for value in values {
            guard let part = inline(value) else { return nil }
            parts.append(part)
        }
        return parts
    }

    private func hasComment(_ range: ByteRange) -> Bool {
        let next = firstIndex(of: comments.count) { comments[$0] >= range.start }
        return next < comments.count && comments[next] < range.end
    }

    /// The first index below `count` from which on the condition holds; `count` if it never does.
    private func firstIndex(of count: Int, where holds: (Int) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    // MARK: - Lists

    private func list(_ value: TOMLValue, _ items: [TOMLValue], column: Int, indentation: Int) -> [UInt8] {
        let text = source(value.range)
        let isSpread = text.contains(0x0A)
        // What is that much wider than a line does not get there by losing spaces: not worth putting together.
        if text.count < 16 * DocumentLayout.width || !isSpread, let flat = inline(value) {
            let fits = column + LayoutText.width(flat) <= DocumentLayout.width
            if items.isEmpty || (fits && !(isSpread && staysSpread(value, items))) { return flat }
        }
        return spread(value, items, indentation: indentation)
    }

    /// Whether a list on several lines stays there although it matches on one: it ends with a comma, by which authors
    /// say that it is to grow; it holds other lists or tables; or its items are wide.
    private func staysSpread(_ list: TOMLValue, _ items: [TOMLValue]) -> Bool {
        if let last = items.last, source(ByteRange(last.range.end, list.range.end)).contains(UInt8(ascii: ",")) {
            return true
        }
        var sum = 0
        for item in items {
            guard case .scalar = item.content else { return true }
            sum += LayoutText.width(source(item.range)) + 1
        }
        return sum > Self.wideItems
    }

    /// One item a line, with its comments.
    private func spread(_ value: TOMLValue, _ items: [TOMLValue], indentation: Int) -> [UInt8] {
        let inner = indentation + Self.indentation
        var text = LayoutText(capacity: value.range.count + 64)
        text.add("[")
        var end = value.range.start + 1
        for item in items {
            writeGap(from: end, to: item.range.start, isFirst: end == value.range.start + 1, inner, &text)
            text.spaces(inner)
            text.add(written(item, column: inner, indentation: inner, nil))
            text.add(",")
            end = item.range.end
        }
        writeGap(from: end, to: value.range.end - 1, isFirst: items.isEmpty, isLast: true, inner, &text)
        text.spaces(indentation)
        text.add("]")
        return text.bytes
    }

    /// What is between two items: the comment beside the first, the line end, comments and a blank line between.
    private func writeGap(
        from start: Int, to end: Int, isFirst: Bool, isLast: Bool = false, _ indentation: Int, _ text: inout LayoutText
    ) {
        var lineEnds = 0
        var hasEnded = false
        var index = firstIndex(of: syntax.tokens.count) { syntax.tokens[$0].range.start >= start }
        while index < syntax.tokens.count, syntax.tokens[index].range.start < end {
            let token = syntax.tokens[index]
            index += 1
            if token.kind == .newline {
                lineEnds += 1
            } else if token.kind == .comment {
                if lineEnds == 0, !isFirst, !hasEnded {
                    let before = index > 1 ? syntax.tokens[index - 2] : token
                    text.add(before.kind == .whitespace ? Array(syntax.piece(before)) : [0x20, 0x20])
                    text.add(LayoutText.trimmed(syntax.piece(token)))
                    continue
                }
                if !hasEnded { text.endLine() }
                if lineEnds > 1, !isFirst || hasEnded { text.endLine() }
                hasEnded = true
                lineEnds = 0
                text.spaces(indentation)
                text.add(LayoutText.trimmed(syntax.piece(token)))
                text.endLine()
            }
        }
        if !hasEnded { text.endLine() }
        if lineEnds > 1, !isLast, !isFirst || hasEnded { text.endLine() }
    }
}
