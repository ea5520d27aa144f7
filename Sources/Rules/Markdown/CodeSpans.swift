/// Finds the code spans of an inline text, in one pass from its start.
package struct CodeSpans {
    private let text: [UInt8]
    /// For each length of a run of back-quotes where the last such run starts: what has no partner is found at once.
    private var lastRun: [Int: Int] = [:]

    package init(_ text: [UInt8]) {
        self.text = text
        var index = 0
        while index < text.count {
            let count = run(at: index)
            if count > 0 { lastRun[count] = index }
            index += max(1, count)
        }
    }

    /// The end of what begins with the back-quotes at `start`: a whole span, or the run of back-quotes where it has no
    /// partner. nil: no back-quote there. Call it with rising offsets, after the last end.
    package func end(at start: Int) -> Int? {
        let count = run(at: start)
        guard count > 0 else { return nil }
        guard let last = lastRun[count], last > start else { return start + count }
        var index = start + count
        while index < text.count {
            let length = run(at: index)
            if length == count { return index + count }
            index += max(1, length)
        }
        return start + count
    }

    /// Length of the run of back-quotes at an offset.
    package func run(at start: Int) -> Int {
        var end = start
        while end < text.count, text[end] == UInt8(ascii: "`") { end += 1 }
        return end - start
    }
}
