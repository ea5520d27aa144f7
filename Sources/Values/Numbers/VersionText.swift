/// Version numbers as text, in the order of Elasticsearch's `version` type: semantic versions by number, and after
/// them everything else by its bytes.
package enum VersionText {
    /// Negative, zero or positive: `a` is before, with or after `b`.
    package static func order(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Int {
        let isA = isSemantic(a)
        let isB = isSemantic(b)
        guard isA, isB else { return isA == isB ? bytes(a, 0, a.count, b, 0, b.count) : isA ? -1 : 1 }
        let endA = coreEnd(a)
        let endB = coreEnd(b)
        let core = parts(a, 0, endA, b, 0, endB)
        if core != 0 { return core }
        let tailA = tailEnd(a)
        let tailB = tailEnd(b)
        // A release follows its prereleases.
        switch (tailA > endA, tailB > endB) {
        case (false, false): return 0
        case (false, true): return 1
        case (true, false): return -1
        case (true, true): return parts(a, endA + 1, tailA, b, endB + 1, tailB)
        }
    }

    /// Numbers joined by dots, then `-` and a prerelease, then `+` and a build.
    private static func isSemantic(_ text: Span<UInt8>) -> Bool {
        let end = coreEnd(text)
        for index in end..<text.count where !isAllowed(text[index]) { return false }
        var digits = 0
        for index in 0..<end {
            if isDigit(text[index]) {
                digits += 1
            } else {
                guard text[index] == UInt8(ascii: "."), digits > 0 else { return false }
                digits = 0
            }
        }
        return digits > 0 && (end == text.count || end + 1 < text.count)
    }

    /// Whether a prerelease or a build may have the byte.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): true
        default: false
        }
    }

    private static func coreEnd(_ text: Span<UInt8>) -> Int {
        for index in 0..<text.count where text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
            return index
        }
        return text.count
    }

    private static func tailEnd(_ text: Span<UInt8>) -> Int {
        for index in 0..<text.count where text[index] == UInt8(ascii: "+") { return index }
        return text.count
    }

    /// Compares dot-joined parts: numbers as numbers and before words, words by bytes, fewer parts first.
    private static func parts(
        _ a: Span<UInt8>, _ startA: Int, _ endA: Int, _ b: Span<UInt8>, _ startB: Int, _ endB: Int
    )
        -> Int
    {
        var i = startA
        var j = startB
        while i < endA, j < endB {
            let stopI = partEnd(a, i, endA)
            let stopJ = partEnd(b, j, endB)
            let order = part(a, i, stopI, b, j, stopJ)
            if order != 0 { return order }
            i = stopI + 1
            j = stopJ + 1
        }
        return i < endA ? 1 : j < endB ? -1 : 0
    }

    private static func part(_ a: Span<UInt8>, _ startA: Int, _ endA: Int, _ b: Span<UInt8>, _ startB: Int, _ endB: Int)
        -> Int
    {
        let isNumberA = isNumber(a, startA, endA)
        let isNumberB = isNumber(b, startB, endB)
        guard isNumberA == isNumberB else { return isNumberA ? -1 : 1 }
        guard isNumberA else { return bytes(a, startA, endA, b, startB, endB) }
        var i = startA
        var j = startB
        while i < endA - 1, a[i] == UInt8(ascii: "0") { i += 1 }
        while j < endB - 1, b[j] == UInt8(ascii: "0") { j += 1 }
        if endA - i != endB - j { return endA - i < endB - j ? -1 : 1 }
        return bytes(a, i, endA, b, j, endB)
    }

    private static func bytes(
        _ a: Span<UInt8>, _ startA: Int, _ endA: Int, _ b: Span<UInt8>, _ startB: Int, _ endB: Int
    )
        -> Int
    {
        var i = startA
        var j = startB
        while i < endA, j < endB {
            if a[i] != b[j] { return a[i] < b[j] ? -1 : 1 }
            i += 1
            j += 1
        }
        return i < endA ? 1 : j < endB ? -1 : 0
    }

    private static func partEnd(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
        for index in start..<end where text[index] == UInt8(ascii: ".") { return index }
        return end
    }

    private static func isNumber(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard start < end else { return false }
        for index in start..<end where !isDigit(text[index]) { return false }
        return true
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}
