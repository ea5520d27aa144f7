/// Damage to program files that gets as far as the verifier and often past it: words, rows and whole sections, and the
/// checksum fits again.
extension Mutations {
    /// No damaged program is longer.
    static let maximumProgramBytes = 64 << 10

    /// How often each section is damaged, in their order in the file: where the instructions are, most often.
    private static let shares = [2, 3, 2, 1, 1, 1, 2, 2, 2, 2, 8, 2, 4, 3, 6]
    /// Their numbers, each as often as its share.
    private static let drawn = shares.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
    /// Sections that are rows of words.
    private static let rowSections: Set<Int> = [1, 2, 11, 12, 14]

    /// A damaged program.
    func program(_ random: inout SplitMix64) -> [UInt8] {
        var bytes = pick(seeds, &random)
        // Mostly small ones: the same damage in less time.
        if !oneIn(24, &random) {
            for _ in 0..<3 {
                let other = pick(seeds, &random)
                if other.count < bytes.count { bytes = other }
            }
        }
        let count = oneIn(4, &random) ? Int.random(in: 2...6, using: &random) : 1
        for _ in 0..<count { damageSection(of: &bytes, &random) }
        if oneIn(24, &random) { damageFile(&bytes, &random) }
        if bytes.count > Self.maximumProgramBytes { bytes.removeSubrange(Self.maximumProgramBytes...) }
        if !oneIn(64, &random) { ProgramFile.seal(&bytes) }
        return bytes
    }

    private func oneIn(_ count: Int, _ random: inout SplitMix64) -> Bool {
        Int.random(in: 0..<count, using: &random) == 0
    }

    private func damageSection(of bytes: inout [UInt8], _ random: inout SplitMix64) {
        let sections = ProgramFile.sections(of: bytes)
        guard !sections.isEmpty else { return }
        var index = pick(Self.drawn, &random)
        if index >= sections.count || oneIn(16, &random) { index = Int.random(in: sections.indices, using: &random) }
        let section = sections[index]
        switch Int.random(in: 0..<16, using: &random) {
        case 0: damageRows(index, sections, &bytes, &random)
        case 1: resize(index, sections, &bytes, &random)
        case 2 where oneIn(4, &random): swapSections(sections, &bytes, &random)
        case 2, 3: copyWords(in: section, &bytes, &random)
        default:
            if index == 0, Bool.random(using: &random), !section.isEmpty {
                bytes[Int.random(in: section, using: &random)] = UInt8.random(in: 0...0x7F, using: &random)
            } else {
                damageWord(in: section, &bytes, &random)
            }
        }
    }

    /// One word becomes a small one, a huge one, its neighbor, or another word of the section or of the file.
    private func damageWord(in section: Range<Int>, _ bytes: inout [UInt8], _ random: inout SplitMix64) {
        guard let place = wordPlace(in: section, &random) else { return }
        let old = ProgramFile.word(bytes, at: place)
        let new: UInt32
        switch Int.random(in: 0..<12, using: &random) {
        case 0, 1: new = UInt32.random(in: 0..<8, using: &random)
        case 2: new = UInt32.random(in: 0..<64, using: &random)
        case 3: new = old &+ 1
        case 4: new = old &- 1
        case 5, 6: new = wordPlace(in: section, &random).map { ProgramFile.word(bytes, at: $0) } ?? old
        case 7: new = wordPlace(in: 0..<bytes.count, &random).map { ProgramFile.word(bytes, at: $0) } ?? old
        case 8: new = pick(Self.hugeWords, &random)
        case 9:
            guard let other = wordPlace(in: section, &random) else { return }
            new = ProgramFile.word(bytes, at: other)
            ProgramFile.set(old, at: other, &bytes)
        default: new = old ^ 1 << UInt32.random(in: 0..<32, using: &random)
        }
        ProgramFile.set(new, at: place, &bytes)
    }

    private static let hugeWords: [UInt32] = [
        .max, .max - 1, .max - 2, 0x7FFF_FFFF, 0x8000_0000, 0x4000_0000, 0x0100_0000, 0xFFFF, 0x10000, 0x7FF0_0000,
    ]

    private func wordPlace(in range: Range<Int>, _ random: inout SplitMix64) -> Int? {
        guard range.count >= 4 else { return nil }
        return range.lowerBound + 4 * Int.random(in: 0..<(range.count / 4), using: &random)
    }

    /// Some words over others of the section.
    private func copyWords(in section: Range<Int>, _ bytes: inout [UInt8], _ random: inout SplitMix64) {
        guard let from = wordPlace(in: section, &random), let to = wordPlace(in: section, &random) else { return }
        let most = min(section.upperBound - max(from, to), 64) / 4 * 4
        guard most > 0 else { return }
        let count = 4 * Int.random(in: 1...(most / 4), using: &random)
        let words = Array(bytes[from..<(from + count)])
        bytes.replaceSubrange(to..<(to + count), with: words)
    }

    /// A section ends early, lacks words, has some twice, or is that of another program.
    private func resize(
        _ index: Int, _ sections: [Range<Int>], _ bytes: inout [UInt8], _ random: inout SplitMix64
    ) {
        let section = sections[index]
        var content = Array(bytes[section])
        let place = wordPlace(in: 0..<content.count, &random) ?? 0
        let end = min(content.count, place + 4 * Int.random(in: 1...12, using: &random))
        switch Int.random(in: 0..<4, using: &random) {
        case 0: content.removeSubrange(place...)
        case 1: content.removeSubrange(place..<end)
        case 2: content.insert(contentsOf: content[place..<end], at: place)
        default:
            let other = pick(seeds, &random)
            let others = ProgramFile.sections(of: other)
            guard index < others.count else { return }
            content = Array(other[others[index]])
        }
        ProgramFile.replace(index, of: sections, with: content, in: &bytes)
    }

    /// Two sections change places; the table says how long they are.
    private func swapSections(_ sections: [Range<Int>], _ bytes: inout [UInt8], _ random: inout SplitMix64) {
        let first = Int.random(in: sections.indices, using: &random)
        let second = Int.random(in: sections.indices, using: &random)
        let contents = (Array(bytes[sections[first]]), Array(bytes[sections[second]]))
        ProgramFile.replace(first, of: sections, with: contents.1, in: &bytes)
        let moved = ProgramFile.sections(of: bytes)
        guard second < moved.count else { return }
        ProgramFile.replace(second, of: moved, with: contents.0, in: &bytes)
    }

    /// Rows stay rows: one is dropped, is there twice, many times, or is longer or shorter than it was.
    private func damageRows(
        _ index: Int, _ sections: [Range<Int>], _ bytes: inout [UInt8], _ random: inout SplitMix64
    ) {
        guard index == 0 || Self.rowSections.contains(index),
            var rows = Self.rows(bytes[sections[index]], unit: index == 0 ? 1 : 4), !rows.isEmpty
        else { return resize(index, sections, &bytes, &random) }
        let row = Int.random(in: rows.indices, using: &random)
        let unit = index == 0 ? 1 : 4
        switch Int.random(in: 0..<8, using: &random) {
        case 0: rows.remove(at: row)
        case 1: rows.append(rows[row])
        case 2: rows.insert(rows[row], at: 0)
        case 3: rows[row] = rows[Int.random(in: rows.indices, using: &random)]
        case 4: rows[row].removeLast(min(unit, rows[row].count))
        case 5: rows[row] += rows[row].prefix(unit)
        case 6: rows.swapAt(row, Int.random(in: rows.indices, using: &random))
        default:
            let size = max(4, rows[row].count + 4)
            let room = min(8_192, max(0, Self.maximumProgramBytes - bytes.count)) / size
            rows += Array(repeating: rows[row], count: Int.random(in: 0...room, using: &random))
        }
        ProgramFile.replace(index, of: sections, with: Self.section(rows, unit: unit), in: &bytes)
    }

    /// The rows of a section: a count, the end of each row in units, then the rows. nil where the ends say something else.
    private static func rows(_ section: ArraySlice<UInt8>, unit: Int) -> [[UInt8]]? {
        let content = Array(section)
        guard content.count >= 4 else { return nil }
        let count = Int(ProgramFile.word(content, at: 0))
        guard count <= (content.count - 4) / 4 else { return nil }
        let start = 4 + 4 * count
        var rows: [[UInt8]] = []
        var last = 0
        for index in 0..<count {
            let end = Int(ProgramFile.word(content, at: 4 + 4 * index)) * unit
            guard end >= last, start + end <= content.count else { return nil }
            rows.append(Array(content[(start + last)..<(start + end)]))
            last = end
        }
        return rows
    }

    private static func section(_ rows: [[UInt8]], unit: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 4 + 4 * rows.count)
        ProgramFile.set(UInt32(truncatingIfNeeded: rows.count), at: 0, &bytes)
        var end = 0
        for (index, row) in rows.enumerated() {
            end += row.count / unit
            ProgramFile.set(UInt32(truncatingIfNeeded: end), at: 4 + 4 * index, &bytes)
        }
        return bytes + rows.joined()
    }

    /// Damage that knows nothing of sections.
    private func damageFile(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
        switch Int.random(in: 0..<7, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes.removeSubrange(place...)
        case 3: bytes.removeSubrange(place..<end)
        case 4: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
        case 5: damageWord(in: 8..<bytes.count, &bytes, &random)
        default: bytes += bytes[place..<end]
        }
    }
}
