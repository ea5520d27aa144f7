import Rules

/// A note or a set-up text, which is Markdown of its author's, as a part of our page: headings one level below the part's
/// own, no HTML, no links to scripts, and no code fence left open that would swallow what follows.
struct GuideText {
    private var result: [UInt8] = []
    /// Levels that every heading goes down.
    private let shift: Int

    /// - Parameter level: the level of the heading that the text is under.
    static func text(_ note: String, under level: Int) -> String {
        var lines: [[UInt8]] = []
        for line in Array(note.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            var line = Array(line)
            while line.last == 0x20 || line.last == 0x09 || line.last == 0x0D { line.removeLast() }
            lines.append(line)
        }
        while lines.first?.isEmpty ?? false { lines.removeFirst() }
        while lines.last?.isEmpty ?? false { lines.removeLast() }
        var guide = GuideText(shift: shift(lines, under: level))
        guide.write(lines)
        return String(decoding: guide.result, as: UTF8.self)
    }

    private init(shift: Int) { self.shift = shift }

    /// The highest heading of the text comes right below the part's own.
    private static func shift(_ lines: [[UInt8]], under level: Int) -> Int {
        var fence: MarkdownFence?
        var highest: Int?
        for line in lines {
            if let open = fence {
                if line[...].closes(open) { fence = nil }
            } else if let open = line[...].openingFence {
                fence = open
            } else if let heading = line[...].atxHeading {
                highest = min(highest ?? 6, heading.level)
            }
        }
        return highest.map { max(0, level + 1 - $0) } ?? 0
    }

    /// Code fences are copied; the lines between them, up to an empty one, are looked at together, for a code span may
    /// go over several.
    private mutating func write(_ lines: [[UInt8]]) {
        var fence: MarkdownFence?
        var chunk: [UInt8] = []
        for line in lines {
            if let open = fence {
                append(line)
                if line[...].closes(open) { fence = nil }
                continue
            }
            if let open = line[...].openingFence {
                flush(&chunk)
                fence = open
                append(line)
            } else if let heading = line[...].atxHeading {
                flush(&chunk)
                let marks = [UInt8](repeating: UInt8(ascii: "#"), count: min(6, heading.level + shift))
                append(marks + [0x20] + InlineGuard.guarded(Array(heading.text)))
            } else if line.isEmpty {
                flush(&chunk)
                append([])
            } else {
                if !chunk.isEmpty { chunk.append(UInt8(ascii: "\n")) }
                chunk.append(contentsOf: line)
            }
        }
        flush(&chunk)
        if let fence { append([UInt8](repeating: fence.mark, count: fence.count)) }
    }

    private mutating func flush(_ chunk: inout [UInt8]) {
        if !chunk.isEmpty { append(InlineGuard.guarded(chunk)) }
        chunk = []
    }

    private mutating func append(_ line: [UInt8]) {
        result.append(contentsOf: line)
        result.append(UInt8(ascii: "\n"))
    }
}

/// Escapes what could become HTML or a link to a script, outside of code spans.
///
/// What a code span is depends on the blocks around it. So a span counts only where every back-quote of every line has
/// its partner on the line (then no other reading is possible); else the whole text is taken as if it had none.
private enum InlineGuard {
    static func guarded(_ text: [UInt8]) -> [UInt8] {
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
        let hasClearSpans = lines.allSatisfy(isClear)
        return Array(lines.map { guarded($0, hasClearSpans) }.joined(separator: [UInt8(ascii: "\n")]))
    }

    private static func isClear(_ line: [UInt8]) -> Bool {
        let spans = CodeSpans(line)
        let hasCells = line.contains(UInt8(ascii: "|"))
        var index = 0
        while index < line.count {
            if line[index] == UInt8(ascii: "\\") {
                index += 2
            } else if let end = spans.end(at: index) {
                let isSpan = end > index + spans.run(at: index)
                if !isSpan || (hasCells && line[index..<end].contains(UInt8(ascii: "|"))) { return false }
                index = end
            } else {
                index += 1
            }
        }
        return true
    }

    private static func guarded(_ line: [UInt8], _ hasClearSpans: Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(line.count)
        let spans = CodeSpans(line)
        var index = 0
        while index < line.count {
            if hasClearSpans, let end = spans.end(at: index) {
                result.append(contentsOf: line[index..<end])
                index = end
                continue
            }
            let rest = line[(index + 1)...]
            switch line[index] {
            case UInt8(ascii: "\\") where !rest.isEmpty:
                result.append(contentsOf: line[index...index + 1])
                index += 2
                continue
            case UInt8(ascii: "<") where opensTag(rest): result.append(contentsOf: "\\<".utf8)
            case UInt8(ascii: "]") where isUnsafeTarget(rest): result.append(contentsOf: "\\]".utf8)
            default: result.append(line[index])
            }
            index += 1
        }
        return result
    }

    /// A tag, a comment or an address that is none of the web.
    private static func opensTag(_ rest: ArraySlice<UInt8>) -> Bool {
        guard let next = rest.first else { return false }
        if next == UInt8(ascii: "/") || next == UInt8(ascii: "!") || next == UInt8(ascii: "?") { return true }
        guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(next | 0x20) else { return false }
        return !isWeb(rest)
    }

    /// `](javascript:…)` and `]: javascript:…`: a scheme that is none of the web, one hidden in an entity, or an address
    /// that begins on another line.
    private static func isUnsafeTarget(_ rest: ArraySlice<UInt8>) -> Bool {
        guard let mark = rest.first, mark == UInt8(ascii: "(") || mark == UInt8(ascii: ":") else { return false }
        var target = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }
        if target.isEmpty { return true }
        if target.first == UInt8(ascii: "<") { target = target.dropFirst() }
        if isWeb(target) { return false }
        let head = target.prefix(256).prefix { $0 > 0x20 && $0 != UInt8(ascii: ")") && $0 != UInt8(ascii: "/") }
        return head.contains(UInt8(ascii: ":")) || head.contains(UInt8(ascii: "&"))
    }

    private static func isWeb(_ text: ArraySlice<UInt8>) -> Bool {
        let head = String(decoding: text.prefix(8), as: UTF8.self).lowercased()
        return head.hasPrefix("https://") || head.hasPrefix("http://") || head.hasPrefix("mailto:")
    }
}
