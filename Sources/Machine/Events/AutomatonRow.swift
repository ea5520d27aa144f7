/// An automaton as the words of a row: decides in one pass over the scalars of a text whether it matches.
///
/// | words | what |
/// |---|---|
/// | 3 | classes, states, runs |
/// | runs | the first scalar of each run of scalars of one class, ascending from 0 |
/// | runs | its class |
/// | states × classes | the state that follows plus 1; 0: none |
/// | states / 32, rounded up | a bit for each state: whether a text may end there, least bit first |
struct AutomatonRow {
    let words: ArraySlice<UInt32>

    init(_ words: ArraySlice<UInt32>) { self.words = words }

    private static let header = 3

    private func word(_ index: Int) -> UInt32 { words[words.startIndex + index] }

    var classCount: Int { Int(word(0)) }
    var stateCount: Int { Int(word(1)) }
    var runCount: Int { Int(word(2)) }
    /// Where the transitions begin in the row.
    var transitions: Int { Self.header + 2 * runCount }
    /// Where the bits of the accepting states begin in the row.
    var accepts: Int { transitions + stateCount * classCount }

    /// For each run its first scalar and its class.
    var runs: [(start: UInt32, kind: UInt32)] {
        (0..<runCount).map { (word(Self.header + $0), word(Self.header + runCount + $0)) }
    }

    /// For each class the state that follows plus 1; 0: none.
    func transitions(from state: Int) -> ArraySlice<UInt32> {
        let start = words.startIndex + transitions + state * classCount
        return words[start..<(start + classCount)]
    }

    /// Whether a text may end in the state.
    func accepts(_ state: Int) -> Bool { word(accepts + state / 32) >> UInt32(state % 32) & 1 == 1 }

    static func words(
        starts: [UInt32], classes: [UInt32], classCount: Int, transitions: [UInt32], accepts: [Bool]
    ) -> [UInt32] {
        var words = [classCount, accepts.count, starts.count].map { UInt32(truncatingIfNeeded: $0) }
        words += starts
        words += classes
        words += transitions
        var bits = [UInt32](repeating: 0, count: (accepts.count + 31) / 32)
        for (state, accepts) in accepts.enumerated() where accepts { bits[state / 32] |= 1 << UInt32(state % 32) }
        return words + bits
    }

    /// What is wrong with a row from outside; nil: it can be run.
    static func fault(of words: ArraySlice<UInt32>) -> String? {
        guard words.count >= header else { return "an automaton is cut off" }
        let row = AutomatonRow(words)
        guard row.classCount > 0, row.stateCount > 0, row.runCount > 0, row.classCount <= words.count,
            row.stateCount <= words.count, row.runCount <= words.count
        else { return "an automaton has a wrong size" }
        let cells = row.stateCount.multipliedReportingOverflow(by: row.classCount)
        guard !cells.overflow, cells.partialValue <= words.count,
            words.count == row.accepts + (row.stateCount + 31) / 32
        else { return "an automaton has a wrong size" }
        for run in 0..<row.runCount {
            let start = row.word(header + run)
            let isAscending = run == 0 ? start == 0 : start > row.word(header + run - 1)
            guard isAscending, row.word(header + row.runCount + run) < row.classCount else {
                return "the characters of an automaton are not in order"
            }
        }
        for cell in row.transitions..<row.accepts where row.word(cell) > row.stateCount {
            return "an automaton goes to a state that is not there"
        }
        return nil
    }

    /// Whether it accepts a text of characters of these classes alone. Linear in its transitions.
    func accepts(classes: Set<UInt32>) -> Bool {
        var isReached = [Bool](repeating: false, count: stateCount)
        var open = [0]
        isReached[0] = true
        while let state = open.popLast() {
            if word(accepts + state / 32) >> UInt32(state % 32) & 1 == 1 { return true }
            for kind in classes {
                let next = Int(word(transitions + state * classCount + Int(kind)))
                if next > 0, !isReached[next - 1] {
                    isReached[next - 1] = true
                    open.append(next - 1)
                }
            }
        }
        return false
    }

    /// The class of a scalar: that of the last run that starts at or before it.
    static func classOf(_ scalar: UInt32, _ words: UnsafeBufferPointer<UInt32>, runs: Int) -> Int {
        var low = 0
        var high = runs
        while high - low > 1 {
            let middle = (low + high) / 2
            if words[header + middle] <= scalar { low = middle } else { high = middle }
        }
        return Int(words[header + runs + low])
    }

    /// For each row 128 classes.
    static func asciiClasses(_ rows: WordRows) -> [UInt32] {
        var classes: [UInt32] = []
        for index in 0..<rows.count {
            let range = rows.range(UInt32(truncatingIfNeeded: index))
            rows.words.withUnsafeBufferPointer { words in
                let row = UnsafeBufferPointer(rebasing: words[range])
                for scalar in 0..<UInt32(128) {
                    classes.append(UInt32(classOf(scalar, row, runs: Int(row[2]))))
                }
            }
        }
        return classes
    }
}
