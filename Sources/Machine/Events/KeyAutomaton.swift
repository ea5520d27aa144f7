/// Automata that run over the bytes of a value and report the keys in it: of one anchor of one slot each. One table of rows
/// for all of them; a row has a state for each class of bytes.
///
/// States are 15 bits; the highest says that keys end there. State 0 is the start; a trie that is anchored is left when it
/// comes back there, an automaton of parts goes on. Bytes are folded by their classes.
struct KeyAutomata: ~Copyable {
    static let classCount = 64
    static let hit: UInt16 = 0x8000

    private let classes: UnsafeMutablePointer<UInt8>
    private let rows: UnsafeMutablePointer<UInt16>
    /// For each row the keys that end there: a part of the postings, and the row of the longest shorter key that ends there,
    /// too (0: none).
    private let outputs: UnsafeMutablePointer<Output>
    /// For each row the event in which its keys were reported last: a text that repeats a key reports it once.
    private let reported: UnsafeMutablePointer<UInt64>
    private var event: UInt64 = 0
    /// For each row of a trie that is walked forward what has to follow, where only one text can.
    private let runs: UnsafeMutablePointer<Run>
    private let runTexts: UnsafeMutablePointer<UInt8>

    struct Run {
        /// In lower case.
        var start: UInt32 = 0
        /// 0: there is no run.
        var count: UInt16 = 0
        /// The state after it, with `hit`.
        var target: UInt16 = 0
    }

    struct Output {
        var start: UInt32 = 0
        var count: UInt32 = 0
        var next: UInt32 = 0
    }

    init(_ builder: borrowing KeyAutomataBuilder) {
        classes = builder.classes.copiedOut()
        rows = builder.rows.copiedOut()
        outputs = builder.outputs.copiedOut()
        reported = [UInt64](repeating: 0, count: builder.outputs.count).copiedOut()
        runs = builder.runs.copiedOut()
        runTexts = (builder.runTexts + [UInt8](repeating: 0, count: 8)).copiedOut()
    }

    deinit {
        classes.deallocate()
        rows.deallocate()
        outputs.deallocate()
        reported.deallocate()
        runs.deallocate()
        runTexts.deallocate()
    }

    /// Walks an anchored trie along the bytes from a place on. Eight bytes after the text can be read.
    @inline(__always)
    func walk(
        _ automaton: UInt32, _ text: UnsafePointer<UInt8>, from start: Int, to end: Int, _ report: (Output) -> Void
    ) {
        let table = rows + Int(automaton) * Self.classCount
        let runs = runs + Int(automaton)
        var state = 0
        var index = start
        while true {
            let run = runs[state]
            let next: UInt16
            if run.count > 0 {
                guard end - index >= Int(run.count),
                    TextHash.isFolded(text + index, runTexts + Int(run.start), Int(run.count))
                else { return }
                index += Int(run.count)
                next = run.target
            } else {
                if index == end { return }
                next = table[state * Self.classCount + Int(classes[Int(text[index])])]
                index += 1
            }
            state = Int(next & ~Self.hit)
            if state == 0 { return }
            if next & Self.hit != 0 { tell(Int(automaton) + state, report) }
        }
    }

    /// Walks an anchored trie along the bytes from the last to the first.
    @inline(__always)
    func walkBackward(_ automaton: UInt32, _ text: UnsafePointer<UInt8>, _ count: Int, _ report: (Output) -> Void) {
        let table = rows + Int(automaton) * Self.classCount
        var state = 0
        var index = count
        while index > 0 {
            index -= 1
            let next = table[state * Self.classCount + Int(classes[Int(text[index])])]
            state = Int(next & ~Self.hit)
            if state == 0 { return }
            if next & Self.hit != 0 { tell(Int(automaton) + state, report) }
        }
    }

    /// Runs an automaton of parts over all bytes.
    @inline(__always)
    func scan(_ automaton: UInt32, _ text: UnsafePointer<UInt8>, _ count: Int, _ report: (Output) -> Void) {
        let table = rows + Int(automaton) * Self.classCount
        var state = 0
        for index in 0..<count {
            let next = table[state * Self.classCount + Int(classes[Int(text[index])])]
            state = Int(next & ~Self.hit)
            if next & Self.hit != 0 { tell(Int(automaton) + state, report) }
        }
    }

    /// Takes up an event.
    mutating func begin() { event &+= 1 }

    /// Reports the keys that end at a row, the shorter ones behind them, too: once an event, as the same are behind a row each
    /// time.
    @inline(__always)
    private func tell(_ row: Int, _ report: (Output) -> Void) {
        var row = row
        while row > 0, reported[row] != event {
            reported[row] = event
            let output = outputs[row]
            if output.count > 0 { report(output) }
            row = Int(output.next)
        }
    }
}

/// Builds the automata of all slots. Linear in the bytes of the keys.
struct KeyAutomataBuilder: ~Copyable {
    private(set) var classes: [UInt8]
    private(set) var rows: [UInt16] = []
    private(set) var outputs: [KeyAutomata.Output] = []
    private(set) var runs: [KeyAutomata.Run] = []
    private(set) var runTexts: [UInt8] = []
    private static let mostStates = 0x7FFF

    /// A key and the units of its postings.
    struct Key {
        var text: [UInt8]
        var units: [UInt32]
    }

    /// `counts`: how often each byte is in keys. The most frequent have classes of their own, the others share one, so that
    /// keys with such bytes fire for more values than they name.
    init(counts: [Int]) {
        classes = [UInt8](repeating: 0, count: 256)
        let used = (0..<256).filter { counts[$0] > 0 }.sorted { (-counts[$0], $0) < (-counts[$1], $1) }
        for (index, byte) in used.enumerated() {
            classes[byte] = UInt8(min(index + 1, KeyAutomata.classCount - 1))
            if (0x61...0x7A).contains(byte) { classes[byte & ~0x20] = classes[byte] }
        }
    }

    /// How values are read: from their beginning, from their end, or from every place.
    enum Direction { case forward, backward, everywhere }

    /// Adds an automaton; its number. A key that finds no room ends at its longest beginning that has one: nil where not even
    /// its first byte does. `postings` keeps units and gives where they are.
    mutating func add(
        _ keys: [Key], _ direction: Direction, rejected: (Key) -> Void, postings: ([UInt32]) -> (UInt32, UInt32)
    ) -> UInt32 {
        let base = outputs.count
        var units: [[UInt32]] = [[]]
        // The byte by which each state is entered.
        var entries: [UInt8] = [0]
        rows.append(contentsOf: repeatElement(0, count: KeyAutomata.classCount))
        for key in keys {
            var state = 0
            for byte in key.text {
                let cell = (base + state) * KeyAutomata.classCount + Int(classes[Int(byte)])
                if rows[cell] == 0 {
                    guard units.count < Self.mostStates else { break }
                    rows[cell] = UInt16(units.count)
                    units.append([])
                    entries.append(byte)
                    rows.append(contentsOf: repeatElement(0, count: KeyAutomata.classCount))
                }
                state = Int(rows[cell])
            }
            if state == 0 { rejected(key) } else { units[state] += key.units }
        }
        for list in units {
            var output = KeyAutomata.Output()
            if !list.isEmpty { (output.start, output.count) = postings(Array(Set(list)).sorted()) }
            outputs.append(output)
        }
        if direction == .everywhere { addFailures(base) }
        markHits(base)
        runs.append(contentsOf: repeatElement(KeyAutomata.Run(), count: units.count))
        if direction == .forward { addRuns(base, entries) }
        return UInt32(truncatingIfNeeded: base)
    }

    /// Aho and Corasick: where no key goes on, the automaton is in the state of the longest end of what it read.
    private mutating func addFailures(_ base: Int) {
        let count = outputs.count - base
        var failures = [Int](repeating: 0, count: count)
        var queue: [Int] = []
        queue.reserveCapacity(count)
        for kind in 0..<KeyAutomata.classCount {
            let child = Int(rows[base * KeyAutomata.classCount + kind])
            if child > 0 { queue.append(child) }
        }
        var head = 0
        while head < queue.count {
            let state = queue[head]
            head += 1
            let failure = failures[state]
            let end = outputs[base + failure]
            outputs[base + state].next =
                failure == 0 ? 0 : end.count > 0 ? UInt32(truncatingIfNeeded: base + failure) : end.next
            for kind in 0..<KeyAutomata.classCount {
                let cell = (base + state) * KeyAutomata.classCount + kind
                let fallback = rows[(base + failure) * KeyAutomata.classCount + kind]
                if rows[cell] == 0 {
                    rows[cell] = fallback
                } else {
                    failures[Int(rows[cell])] = Int(fallback)
                    queue.append(Int(rows[cell]))
                }
            }
        }
    }

    /// Joins states that have one way on each.
    private mutating func addRuns(_ base: Int, _ entries: [UInt8]) {
        let count = outputs.count - base
        var onlyChild = [Int](repeating: -1, count: count)
        for state in 0..<count {
            var children = 0
            for kind in 0..<KeyAutomata.classCount {
                let next = Int(rows[(base + state) * KeyAutomata.classCount + kind] & ~KeyAutomata.hit)
                if next > 0 { (children, onlyChild[state]) = (children + 1, next) }
            }
            if children != 1 { onlyChild[state] = -1 }
        }
        for state in 0..<count {
            var text: [UInt8] = []
            var place = state
            while onlyChild[place] > 0, text.count < 200 {
                place = onlyChild[place]
                text.append(entries[place])
                if outputs[base + place].count > 0 { break }
            }
            // A class that stands for several bytes would match more; the text itself is what the keys say.
            guard text.count > 1 else { continue }
            let isHit = outputs[base + place].count > 0
            runs[base + state] = KeyAutomata.Run(
                start: UInt32(truncatingIfNeeded: runTexts.count), count: UInt16(text.count),
                target: UInt16(place) | (isHit ? KeyAutomata.hit : 0))
            runTexts += text
        }
    }

    private mutating func markHits(_ base: Int) {
        for cell in (base * KeyAutomata.classCount)..<rows.count {
            let output = outputs[base + Int(rows[cell])]
            if rows[cell] > 0, output.count > 0 || output.next > 0 { rows[cell] |= KeyAutomata.hit }
        }
    }
}
