import CSimdJSON

/// Searches for bytes in bytes, in time linear in both.
enum ValueSearch {
    /// Where the sought bytes are first in a range, which is inside the bytes; nothing is at once where it begins.
    static func first(_ sought: [UInt8], in bytes: [UInt8], _ range: Range<Int>) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            sought.withUnsafeBufferPointer { sought in
                let found = first(sought, in: UnsafeBufferPointer(rebasing: bytes[range]), from: 0)
                return found + sought.count <= range.count ? range.lowerBound + found : nil
            }
        }
    }

    /// Where they are last.
    static func last(_ sought: [UInt8], in bytes: [UInt8], _ range: Range<Int>) -> Int? {
        let found = first(sought.reversed(), in: bytes[range].reversed(), 0..<range.count)
        return found.map { range.upperBound - $0 - sought.count }
    }

    /// The first place from `start` on; the count of the bytes where there is none.
    @inline(__always)
    static func first(_ sought: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>, from start: Int)
        -> Int
    {
        guard !sought.isEmpty else { return start }
        guard let all = bytes.baseAddress, let part = sought.baseAddress, start < bytes.count else {
            return bytes.count
        }
        return start + tenet_bytes_find(all + start, bytes.count - start, part, sought.count)
    }
}
