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

    struct Output {
        var start: UInt32 = 0
        var count: UInt32 = 0
        var next: UInt32 = 0
    }

    init(_ builder: borrowing KeyAutomataBuilder) {
        classes = builder.classes.copiedOut()
        rows = builder.rows.copiedOut()
        outputs = builder.outputs.copiedOut()
    }

    deinit {
        classes.deallocate()
        rows.deallocate()
        outputs.deallocate()
    }

    /// Walks an anchored trie along the bytes from a place on, in steps of 1 or -1.
    @inline(__always)
    func walk(
        _ automaton: UInt32, _ text: UnsafePointer<UInt8>, from start: Int, to end: Int, by step: Int,
        _ report: (Output) -> Void
    ) {
        let table = rows + Int(automaton) * Self.classCount
        var state = 0
        var index = start
        while index != end {
            let next = table[state * Self.classCount + Int(classes[Int(text[index])])]
            state = Int(next & ~Self.hit)
            if state == 0 { return }
            if next & Self.hit != 0 { tell(Int(automaton) + state, report) }
            index += step
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

    @inline(__always)
    private func tell(_ row: Int, _ report: (Output) -> Void) {
        var output = outputs[row]
        if output.count > 0 { report(output) }
        while output.next > 0 {
            output = outputs[Int(output.next)]
            report(output)
        }
    }
}

/// Builds the automata of all slots. Linear in the bytes of the keys.
struct KeyAutomataBuilder: ~Copyable {
    private(set) var classes: [UInt8]
    private(set) var rows: [UInt16] = []
    private(set) var outputs: [KeyAutomata.Output] = []
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

    /// Adds an automaton; its number. A key that finds no room ends at its longest beginning that has one: nil where not even
    /// its first byte does. `postings` keeps units and gives where they are.
    mutating func add(
        _ keys: [Key], hasFailures: Bool, rejected: (Key) -> Void, postings: ([UInt32]) -> (UInt32, UInt32)
    ) -> UInt32 {
        let base = outputs.count
        var units: [[UInt32]] = [[]]
        rows.append(contentsOf: repeatElement(0, count: KeyAutomata.classCount))
        for key in keys {
            var state = 0
            for byte in key.text {
                let cell = (base + state) * KeyAutomata.classCount + Int(classes[Int(byte)])
                if rows[cell] == 0 {
                    guard units.count < Self.mostStates else { break }
                    rows[cell] = UInt16(units.count)
                    units.append([])
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
        if hasFailures { addFailures(base) }
        markHits(base)
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

    private mutating func markHits(_ base: Int) {
        for cell in (base * KeyAutomata.classCount)..<rows.count {
            let output = outputs[base + Int(rows[cell])]
            if rows[cell] > 0, output.count > 0 || output.next > 0 { rows[cell] |= KeyAutomata.hit }
        }
    }
}
