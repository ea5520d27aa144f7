import Rules
import SourceText

/// Finds the links of a Markdown text that are written with their target: `[text](target)`.
enum MarkdownLinks {
    /// The targets outside code, titles omitted, in the order of the text. A link is on one line.
    static func targets(in bytes: [UInt8]) -> [ByteRange] {
        guard ByteSearch.first("](", in: bytes) != nil else { return [] }
        var targets: [ByteRange] = []
        var fence: MarkdownFence?
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let line = bytes[start..<end]
            if let open = fence {
                if line.closes(open) { fence = nil }
            } else if let opening = line.openingFence {
                fence = opening
            } else {
                addTargets(of: line, to: &targets)
            }
            start = end + 1
        }
        return targets
    }

    private static func addTargets(of line: ArraySlice<UInt8>, to targets: inout [ByteRange]) {
        var index = line.startIndex
        // Whether a bracket is open that a target could belong to.
        var isOpen = false
        while index < line.endIndex {
            switch line[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "`"): index = endOfCode(at: index, in: line) - 1
            case UInt8(ascii: "["): isOpen = true
            case UInt8(ascii: "]"):
                if isOpen, index + 1 < line.endIndex, line[index + 1] == UInt8(ascii: "("),
                    let target = target(from: index + 2, in: line)
                {
                    targets.append(target)
                    index = target.end - 1
                }
                isOpen = false
            default: break
            }
            index += 1
        }
    }

    /// The end of the code span that begins with the back-quotes at an index; of the run itself where none closes it.
    private static func endOfCode(at start: Int, in line: ArraySlice<UInt8>) -> Int {
        let opening = line[start...].prefix { $0 == UInt8(ascii: "`") }
        var index = opening.endIndex
        while index < line.endIndex {
            let run = line[index...].prefix { $0 == UInt8(ascii: "`") }
            if run.count == opening.count { return run.endIndex }
            index = max(index + 1, run.endIndex)
        }
        return opening.endIndex
    }

    /// Longer ones are none; the bound keeps a line of open brackets from being read again for each.
    private static let longestTarget = 2_048

    /// Up to the bracket that closes the link, or to a title in quotes before it.
    private static func target(from start: Int, in line: ArraySlice<UInt8>) -> ByteRange? {
        var depth = 1
        var end = start
        let limit = min(line.endIndex, start + longestTarget)
        while end < limit {
            if line[end] == UInt8(ascii: "(") { depth += 1 }
            if line[end] == UInt8(ascii: ")") { depth -= 1 }
            if depth == 0 { break }
            end += 1
        }
        guard end < limit else { return nil }
        var text = line[start..<end]
        if let quote = text.firstIndex(of: UInt8(ascii: "\"")), quote > start, text[quote - 1] == 0x20 {
            text = text[..<quote]
        }
        let trimmed = text.drop { $0 == 0x20 }
        let length = trimmed.reversed().drop { $0 == 0x20 }.count
        return ByteRange(trimmed.startIndex, trimmed.startIndex + length)
    }
}
