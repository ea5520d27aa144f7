/// Damaged copies of good inputs, the same for the same seed on every machine.
///
/// Input number `i` depends on the seed and on `i` alone, so that a run can be split, repeated and started anywhere.
package struct Mutations: Sendable {
    let seeds: [[UInt8]]
    private let dictionary: [[UInt8]]
    private let seed: UInt64
    private let grain: Grain
    /// No input is longer.
    package static let maximumBytes = 256 << 10

    /// What is damaged.
    package enum Grain: Sendable {
        /// Bytes anywhere, also of a piece of a file.
        case bytes
        /// Whole files: mostly their lines, keys, values and queries, so that much of a file stays what it was.
        case lines
        /// Program files: words, rows and sections; the checksum fits again.
        case program
    }

    /// `dictionary`: words that the language gives a meaning; they are inserted and put in place of other text.
    package init(seeds: [[UInt8]], dictionary: [[UInt8]], seed: UInt64, grain: Grain = .bytes) {
        self.seeds = seeds.isEmpty ? [[]] : seeds
        self.dictionary = dictionary.isEmpty ? [[0]] : dictionary
        self.seed = seed
        self.grain = grain
    }

    /// The input of that number.
    package func input(_ index: Int) -> [UInt8] {
        var random = SplitMix64(state: seed &+ UInt64(truncatingIfNeeded: index) &* 0xD134_2543_DE82_EF95)
        if grain == .program { return program(&random) }
        var bytes = pick(seeds, &random)
        if grain == .bytes { bytes = window(of: bytes, &random) }
        // Mostly a few faults: what is broken all over does not get past the first check.
        let count =
            Int.random(in: 0..<4, using: &random) == 0
            ? Int.random(in: 4...24, using: &random) : Int.random(in: 1...3, using: &random)
        for _ in 0..<count {
            if grain == .bytes || bytes.isEmpty || Int.random(in: 0..<4, using: &random) == 0 {
                mutate(&bytes, &random)
            } else {
                mutateLines(&bytes, &random)
            }
        }
        if Int.random(in: 0..<500, using: &random) == 0 { swell(&bytes, &random) }
        return bytes.count > Self.maximumBytes ? Array(bytes[..<Self.maximumBytes]) : bytes
    }

    /// Half of the time only a piece of a long input: more inputs in the same time.
    private func window(of bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        guard bytes.count > 512, Bool.random(using: &random) else { return bytes }
        let start = Int.random(in: 0..<bytes.count, using: &random)
        let count = Int.random(in: 64...2_048, using: &random)
        return Array(bytes[start..<min(bytes.count, start + count)])
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
        guard !bytes.isEmpty else {
            bytes = pick(dictionary, &random)
            return
        }
        mutate(&bytes, at: Int.random(in: 0..<bytes.count, using: &random), &random)
    }

    /// Damages the bytes at or after a place.
    func mutate(_ bytes: inout [UInt8], at place: Int, _ random: inout SplitMix64) {
        let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
        switch Int.random(in: 0..<12, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes.removeSubrange(place..<end)
        case 3, 4: bytes.insert(contentsOf: pick(dictionary, &random), at: place)
        case 5: bytes.replaceSubrange(place..<end, with: pick(dictionary, &random))
        case 6: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
        case 7: bytes.insert(contentsOf: (0..<4).map { _ in UInt8.random(in: 0...255, using: &random) }, at: place)
        case 8: splice(&bytes, at: place, &random)
        case 9: bytes.removeSubrange(place...)
        case 10: removeLine(of: &bytes, at: place)
        default: bytes.replaceSubrange(place..<end, with: bytes[place..<end].reversed())
        }
    }

    /// The beginning of this and the end of another input.
    private func splice(_ bytes: inout [UInt8], at place: Int, _ random: inout SplitMix64) {
        let other = pick(seeds, &random)
        guard !other.isEmpty else { return }
        bytes.replaceSubrange(place..., with: other[Int.random(in: 0..<other.count, using: &random)...])
    }

    private func removeLine(of bytes: inout [UInt8], at place: Int) {
        let start = bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let end = bytes[place...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
        bytes.removeSubrange(start..<end)
    }

    /// Repeats a piece many times: what costs more than its length shows.
    private func swell(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
        let piece: [UInt8]
        if bytes.isEmpty || Bool.random(using: &random) {
            piece = pick(dictionary, &random)
        } else {
            let start = Int.random(in: 0..<bytes.count, using: &random)
            piece = Array(bytes[start..<min(bytes.count, start + Int.random(in: 1...64, using: &random))])
        }
        guard !piece.isEmpty else { return }
        let room = Int.random(in: 1_000...Self.maximumBytes, using: &random)
        let place = Int.random(in: 0...bytes.count, using: &random)
        bytes.insert(contentsOf: Array(repeating: piece, count: max(1, room / piece.count)).joined(), at: place)
    }

    func pick<Item>(_ items: [Item], _ random: inout SplitMix64) -> Item {
        items[Int.random(in: 0..<items.count, using: &random)]
    }

    /// Good numbers from any state, so that neighboring inputs have nothing in common (Steele, Lea, Flood 2014).
    struct SplitMix64: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
            return word ^ (word >> 31)
        }
    }
}
