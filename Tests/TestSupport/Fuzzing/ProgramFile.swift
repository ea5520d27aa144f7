/// The frame of a program file, as far as damage has to know it: the checksum, and where the sections are.
///
/// Written from docs/program-format.md and by itself: what the machine has of it is not for others.
package enum ProgramFile {
    static let headerBytes = 32
    static let sectionBytes = 12
    /// Where the bytes begin that the checksum covers.
    private static let checksumStart = 24

    /// Fills in the checksum, so that damage gets past it; a file that ends before it stays as it is.
    package static func seal(_ bytes: inout [UInt8]) {
        guard bytes.count >= checksumStart else { return }
        let hash = bytes.withUnsafeBytes { bytes in
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            var index = checksumStart
            while index + 8 <= bytes.count {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                hash = (hash ^ word) &* 0x0000_0100_0000_01B3
                hash ^= hash >> 29
                index += 8
            }
            while index < bytes.count {
                hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3
                index += 1
            }
            return hash
        }
        bytes.withUnsafeMutableBytes { $0.storeBytes(of: hash.littleEndian, toByteOffset: 16, as: UInt64.self) }
    }

    /// Where each section is, in the order of the file; empty where the table does not say so.
    static func sections(of bytes: [UInt8]) -> [Range<Int>] {
        guard bytes.count >= headerBytes else { return [] }
        let count = Int(word(bytes, at: 12))
        guard count <= 64, bytes.count >= headerBytes + sectionBytes * count else { return [] }
        var sections: [Range<Int>] = []
        sections.reserveCapacity(count)
        for index in 0..<count {
            let entry = headerBytes + sectionBytes * index
            let (start, size) = (Int(word(bytes, at: entry + 4)), Int(word(bytes, at: entry + 8)))
            guard start >= sections.last?.upperBound ?? 0, start + size <= bytes.count else { return [] }
            sections.append(start..<(start + size))
        }
        return sections
    }

    /// Gives a section other content; those after it move, and the table says so.
    static func replace(_ index: Int, of sections: [Range<Int>], with content: [UInt8], in bytes: inout [UInt8]) {
        let next = index + 1 < sections.count ? sections[index + 1].lowerBound : bytes.count
        let padding = [UInt8](repeating: 0, count: (4 - content.count % 4) % 4)
        bytes.replaceSubrange(sections[index].lowerBound..<next, with: content + padding)
        let moved = content.count + padding.count - (next - sections[index].lowerBound)
        set(UInt32(truncatingIfNeeded: content.count), at: headerBytes + sectionBytes * index + 8, &bytes)
        for other in (index + 1)..<max(index + 1, sections.count) {
            let start = UInt32(truncatingIfNeeded: sections[other].lowerBound + moved)
            set(start, at: headerBytes + sectionBytes * other + 4, &bytes)
        }
    }

    static func word(_ bytes: [UInt8], at place: Int) -> UInt32 {
        UInt32(littleEndian: bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: UInt32.self) })
    }

    static func set(_ word: UInt32, at place: Int, _ bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBytes { $0.storeBytes(of: word.littleEndian, toByteOffset: place, as: UInt32.self) }
    }
}
