/// The text of a paragraph without its inline marks: emphasis, link targets, escapes and struck-out marks go, code
/// spans keep one back-quote at each side. Reference links and HTML stay as they are.
package struct MarkdownInlines {
    private let text: [UInt8]
    private var index = 0
    private var pieces: [Piece] = []
    /// Places in `pieces` of delimiter runs that may open or close emphasis, and of brackets.
    private var delimiters: [Int] = []
    private var brackets: [Bracket] = []
    private let spans: CodeSpans
    /// Where struck-out text that is open ends.
    private var strikeEnd: Int?

    private struct Bracket {
        var place: Int
        var isImage: Bool
        /// Whether it can open a link: those around a link cannot, for links do not nest.
        var isActive = true
    }

    private enum Piece {
        case text(Range<Int>)
        case bytes([UInt8])
        case delimiter(mark: UInt8, count: Int, canOpen: Bool, canClose: Bool)
    }

    /// The plain text of an inline text.
    package static func plainText(of text: [UInt8]) -> [UInt8] {
        var inlines = MarkdownInlines(text)
        inlines.scan()
        inlines.matchEmphasis(from: 0)
        return inlines.output()
    }

    private init(_ text: [UInt8]) {
        self.text = text
        spans = CodeSpans(text)
    }

    /// Length of the run of equal bytes at a position.
    private func run(at start: Int) -> Int {
        var end = start
        while end < text.count, text[end] == text[start] { end += 1 }
        return end - start
    }

    private mutating func scan() {
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "\\"): escape()
            case UInt8(ascii: "`"): codeSpan()
            case UInt8(ascii: "*"), UInt8(ascii: "_"): emphasisRun()
            case UInt8(ascii: "~"): strike()
            case UInt8(ascii: "!") where index + 1 < text.count && text[index + 1] == UInt8(ascii: "["):
                openBracket(width: 2)
            case UInt8(ascii: "["): openBracket(width: 1)
            case UInt8(ascii: "]"): closeBracket()
            case UInt8(ascii: "<"): autoLink()
            case UInt8(ascii: " "): blanks()
            default: plain(1)
            }
        }
    }

    /// Adds the next bytes as they are; neighbors melt into one piece.
    private mutating func plain(_ count: Int) {
        if case .text(let range)? = pieces.last, range.upperBound == index, brackets.last?.place != pieces.count - 1 {
            pieces[pieces.count - 1] = .text(range.lowerBound..<index + count)
        } else {
            pieces.append(.text(index..<index + count))
        }
        index += count
    }

    private func output() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        for piece in pieces {
            switch piece {
            case .text(let range): bytes.append(contentsOf: text[range])
            case .bytes(let own): bytes.append(contentsOf: own)
            case .delimiter(let mark, let count, _, _): bytes.append(contentsOf: repeatElement(mark, count: count))
            }
        }
        return bytes
    }
}

// Marks that do not nest.
extension MarkdownInlines {
    private mutating func escape() {
        let next = index + 1
        guard next < text.count, Self.isPunctuation(text[next]) else {
            // A backslash at the end of a line is a line break of its own.
            if next < text.count, text[next] == UInt8(ascii: "\n") { index += 1 } else { plain(1) }
            return
        }
        pieces.append(.bytes([text[next]]))
        index += 2
    }

    private mutating func codeSpan() {
        let count = run(at: index)
        guard let end = spans.end(at: index), end > index + count else { return plain(count) }
        var content = text[index + count..<end - count].map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }
        let isBlank = content.allSatisfy { $0 == UInt8(ascii: " ") }
        if !isBlank, content.count > 1, content.first == UInt8(ascii: " "), content.last == UInt8(ascii: " ") {
            content = Array(content.dropFirst().dropLast())
        }
        pieces.append(.bytes([UInt8(ascii: "`")] + content + [UInt8(ascii: "`")]))
        index = end
    }

    /// Blanks at the end of a line belong to the line break.
    private mutating func blanks() {
        let count = run(at: index)
        let end = index + count
        if end < text.count, text[end] == UInt8(ascii: "\n") { index = end } else { plain(count) }
    }

    /// `~text~` or `~~text~~`.
    private mutating func strike() {
        let count = run(at: index)
        if index == strikeEnd {
            strikeEnd = nil
            index += count
            return
        }
        guard strikeEnd == nil, count <= 2,
            let next = text[(index + count)...].firstIndex(of: UInt8(ascii: "~")), next > index + count,
            run(at: next) == count
        else { return plain(count) }
        strikeEnd = next
        index += count
    }

    /// `<https://…>`: the brackets go.
    private mutating func autoLink() {
        let start = index + 1
        var end = start
        var hasColon = false
        while end < text.count, text[end] > 0x20, text[end] != UInt8(ascii: "<"), text[end] != UInt8(ascii: ">") {
            if text[end] == UInt8(ascii: ":") { hasColon = true }
            end += 1
        }
        let opensWithLetter = start < text.count && Self.isLetter(text[start])
        guard hasColon, opensWithLetter, end < text.count, text[end] == UInt8(ascii: ">") else { return plain(1) }
        pieces.append(.text(start..<end))
        index = end + 1
    }

    static func isPunctuation(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

// Links.
extension MarkdownInlines {
    private mutating func openBracket(width: Int) {
        pieces.append(.text(index..<index + width))
        brackets.append(Bracket(place: pieces.count - 1, isImage: width == 2))
        index += width
    }

    private mutating func closeBracket() {
        guard let bracket = brackets.popLast(), bracket.isActive, let end = linkTarget(at: index + 1) else {
            return plain(1)
        }
        let opener = bracket.place
        if !bracket.isImage {
            // Brackets that are switched off already have others below them that are.
            for place in brackets.indices.reversed() where !brackets[place].isImage {
                if !brackets[place].isActive { break }
                brackets[place].isActive = false
            }
        }
        var first = delimiters.count
        while first > 0, delimiters[first - 1] > opener { first -= 1 }
        matchEmphasis(from: first)
        delimiters.removeSubrange(first...)
        pieces[opener] = .bytes([])
        index = end
    }

    /// After `](target "title")`; nil where none starts at `start`.
    private func linkTarget(at start: Int) -> Int? {
        guard start < text.count, text[start] == UInt8(ascii: "(") else { return nil }
        var position = skipSpace(start + 1)
        if position < text.count, text[position] == UInt8(ascii: "<") {
            position += 1
            while position < text.count, text[position] != UInt8(ascii: ">") {
                if text[position] == UInt8(ascii: "\n") || text[position] == UInt8(ascii: "<") { return nil }
                position += 1
            }
            position += 1
        } else {
            guard let end = bareTarget(at: position) else { return nil }
            position = end
        }
        let afterTarget = skipSpace(position)
        if afterTarget > position, afterTarget < text.count,
            [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(text[afterTarget])
        {
            guard let close = text[(afterTarget + 1)...].firstIndex(of: text[afterTarget]) else { return nil }
            position = close + 1
        }
        position = skipSpace(position)
        return position < text.count && text[position] == UInt8(ascii: ")") ? position + 1 : nil
    }

    /// A target ends at whitespace or at a parenthesis that is not its own; at most 32 deep, so that the search stays
    /// linear.
    private func bareTarget(at start: Int) -> Int? {
        var depth = 0
        var position = start
        while position < text.count, text[position] > 0x20 {
            switch text[position] {
            case UInt8(ascii: "("):
                depth += 1
                if depth > 32 { return nil }
            case UInt8(ascii: ")"):
                if depth == 0 { return position }
                depth -= 1
            case UInt8(ascii: "\\"): position += 1
            default: break
            }
            position += 1
        }
        return depth == 0 ? min(position, text.count) : nil
    }

    private func skipSpace(_ start: Int) -> Int {
        var position = min(start, text.count)
        while position < text.count, text[position] == 0x20 || text[position] == 0x0A { position += 1 }
        return position
    }
}

// Emphasis, by CommonMark's rules for delimiter runs.
extension MarkdownInlines {
    private mutating func emphasisRun() {
        let mark = text[index]
        let count = run(at: index)
        let before = index > 0 ? text[index - 1] : UInt8(ascii: "\n")
        let after = index + count < text.count ? text[index + count] : UInt8(ascii: "\n")
        let spaceBefore = before <= 0x20
        let spaceAfter = after <= 0x20
        let markBefore = Self.isPunctuation(before)
        let markAfter = Self.isPunctuation(after)
        let isLeft = !spaceAfter && (!markAfter || spaceBefore || markBefore)
        let isRight = !spaceBefore && (!markBefore || spaceAfter || markAfter)
        let isWordwise = mark == UInt8(ascii: "_")
        let canOpen = isLeft && (!isWordwise || !isRight || markBefore)
        let canClose = isRight && (!isWordwise || !isLeft || markAfter)
        guard canOpen || canClose else { return plain(count) }
        pieces.append(.delimiter(mark: mark, count: count, canOpen: canOpen, canClose: canClose))
        delimiters.append(pieces.count - 1)
        index += count
    }

    /// Takes off the marks that pair up among the delimiters from a place on.
    private mutating func matchEmphasis(from first: Int) {
        var stack: [Int] = []
        // For closers of one kind: openers below that depth are known not to match, which keeps the search linear.
        var bottoms: [Int: Int] = [:]
        for place in delimiters[first...] {
            guard case .delimiter(let mark, var count, let canOpen, let canClose) = pieces[place] else { continue }
            let kind = Int(mark) * 6 + count % 3 * 2 + (canOpen ? 1 : 0)
            while canClose, count > 0 {
                let bottom = min(bottoms[kind] ?? 0, stack.count)
                guard let depth = opener(for: place, count, in: stack, above: bottom) else {
                    bottoms[kind] = stack.count
                    break
                }
                guard case .delimiter(_, let open, let opens, let closes) = pieces[stack[depth]] else { break }
                let used = open >= 2 && count >= 2 ? 2 : 1
                count -= used
                pieces[stack[depth]] = .delimiter(mark: mark, count: open - used, canOpen: opens, canClose: closes)
                stack.removeSubrange((open == used ? depth : depth + 1)...)
                bottoms = bottoms.mapValues { min($0, stack.count) }
            }
            pieces[place] = .delimiter(mark: mark, count: count, canOpen: canOpen, canClose: canClose)
            if canOpen, count > 0 { stack.append(place) }
        }
    }

    private func opener(for closer: Int, _ count: Int, in stack: [Int], above bottom: Int) -> Int? {
        guard case .delimiter(let mark, _, let opensToo, _) = pieces[closer] else { return nil }
        for depth in stride(from: stack.count - 1, through: bottom, by: -1) {
            guard case .delimiter(let other, let open, _, let closesToo) = pieces[stack[depth]], other == mark else {
                continue
            }
            let isOdd = (opensToo || closesToo) && (open + count) % 3 == 0 && (open % 3 != 0 || count % 3 != 0)
            if !isOdd { return depth }
        }
        return nil
    }
}
