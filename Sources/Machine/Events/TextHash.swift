/// A hash of bytes for the tables that events are looked up in. Each table has a seed that differs from run to run, so that
/// no choice of literals can make it slow.
enum TextHash {
    /// Mixes eight bytes at a time. Eight bytes after the text can be read.
    @inline(__always)
    static func hash(_ text: UnsafePointer<UInt8>, _ count: Int, seed: UInt64) -> UInt32 {
        var hash = seed ^ UInt64(truncatingIfNeeded: count)
        var index = 0
        while index < count {
            var word = UnsafeRawPointer(text + index).loadUnaligned(as: UInt64.self)
            if count - index < 8 { word &= (1 << UInt64((count - index) * 8)) - 1 }
            hash = mix(hash ^ word)
            index += 8
        }
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }

    /// The same of the text in lower case (ASCII).
    @inline(__always)
    static func foldedHash(_ text: UnsafePointer<UInt8>, _ count: Int, seed: UInt64) -> UInt32 {
        var hash = seed ^ UInt64(truncatingIfNeeded: count)
        var index = 0
        while index < count {
            var word = UnsafeRawPointer(text + index).loadUnaligned(as: UInt64.self)
            if count - index < 8 { word &= (1 << UInt64((count - index) * 8)) - 1 }
            hash = mix(hash ^ lowered(word))
            index += 8
        }
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }

    @inline(__always)
    static func mix(_ word: UInt64) -> UInt64 {
        let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }

    /// Eight bytes with their capital ASCII letters in lower case.
    @inline(__always)
    static func lowered(_ word: UInt64) -> UInt64 {
        let low = word & 0x7F7F_7F7F_7F7F_7F7F
        // A byte's high bit: it is at least `A`, it is beyond `Z`, it is no ASCII.
        let fromA = low &+ 0x3F3F_3F3F_3F3F_3F3F
        let beyondZ = low &+ 0x2525_2525_2525_2525
        return word | (fromA & ~beyondZ & ~word & 0x8080_8080_8080_8080) >> 2
    }

    /// Whether a text has no capital ASCII letter. Eight bytes after it can be read.
    @inline(__always)
    static func isLowered(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var index = 0
        while index < count {
            var word = UnsafeRawPointer(text + index).loadUnaligned(as: UInt64.self)
            if count - index < 8 { word &= (1 << UInt64((count - index) * 8)) - 1 }
            if lowered(word) != word { return false }
            index += 8
        }
        return true
    }

    /// Whether two texts are the same. Eight bytes after both can be read.
    @inline(__always)
    static func isSame(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var index = 0
        while index < count {
            var difference =
                UnsafeRawPointer(a + index).loadUnaligned(as: UInt64.self)
                ^ UnsafeRawPointer(b + index).loadUnaligned(as: UInt64.self)
            if count - index < 8 { difference &= (1 << UInt64((count - index) * 8)) - 1 }
            if difference != 0 { return false }
            index += 8
        }
        return true
    }

    /// Whether a text in lower case is this one. Eight bytes after both can be read.
    @inline(__always)
    static func isFolded(_ text: UnsafePointer<UInt8>, _ folded: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var index = 0
        while index < count {
            var a = lowered(UnsafeRawPointer(text + index).loadUnaligned(as: UInt64.self))
            var b = UnsafeRawPointer(folded + index).loadUnaligned(as: UInt64.self)
            if count - index < 8 {
                let mask = (UInt64(1) << UInt64((count - index) * 8)) - 1
                a &= mask
                b &= mask
            }
            if a != b { return false }
            index += 8
        }
        return true
    }
}

extension Array where Element: BitwiseCopyable {
    /// The elements in memory of their own, which whoever takes it has to free.
    func copiedOut() -> UnsafeMutablePointer<Element> {
        let pointer = UnsafeMutablePointer<Element>.allocate(capacity: Swift.max(1, count))
        withUnsafeBufferPointer { source in
            if let start = source.baseAddress { pointer.initialize(from: start, count: source.count) }
        }
        return pointer
    }
}
