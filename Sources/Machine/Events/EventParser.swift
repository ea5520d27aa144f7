import CSimdJSON

/// simdjson's parser, owned.
struct EventParser: ~Copyable {
    private let handle: OpaquePointer?

    /// Documents of more bytes are refused.
    init(maximumBytes: Int) { handle = tenet_json_parser_create(maximumBytes) }

    deinit {
        if let handle { tenet_json_parser_destroy(handle) }
    }

    /// Parses one document; `JSONTape.padding` readable bytes are after it. The tape lives until the next parse.
    /// On failure the tape is nil and the code says why.
    @inline(__always)
    mutating func parse(_ bytes: UnsafePointer<UInt8>, count: Int) -> (tape: JSONTape?, code: Int32) {
        guard let handle else { return (nil, -1) }
        let result = tenet_json_parse(handle, bytes, count)
        guard result.error == 0, let tape = result.tape, let strings = result.strings else {
            return (nil, result.error)
        }
        return (JSONTape(words: tape, strings: strings), 0)
    }

    /// What an error code means, as a fragment for messages.
    static func message(_ code: Int32) -> String {
        guard code >= 0, let text = tenet_json_error_message(code) else { return "out of memory" }
        return String(cString: text)
    }
}

/// A parsed document as simdjson leaves it (its doc/tape.md): 64-bit words with a tag in the high byte.
///
/// Invariant: indices handed in come from walking this tape from its root, so every read is inside it.
struct JSONTape {
    let words: UnsafePointer<UInt64>
    let strings: UnsafePointer<UInt8>

    /// Readable bytes that a parse needs after its input.
    static var padding: Int { tenet_json_padding() }

    enum Tag {
        static let object = UInt8(ascii: "{")
        static let array = UInt8(ascii: "[")
        static let string = UInt8(ascii: "\"")
        static let signed = UInt8(ascii: "l")
        static let unsigned = UInt8(ascii: "u")
        static let double = UInt8(ascii: "d")
        static let yes = UInt8(ascii: "t")
        static let no = UInt8(ascii: "f")
        static let null = UInt8(ascii: "n")
    }

    /// The index of the document's value.
    static let root = 1

    @inline(__always)
    func tag(_ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: words[index] >> 56) }

    /// The index after the value at `index`.
    @inline(__always)
    func after(_ index: Int) -> Int {
        let word = words[index]
        switch UInt8(truncatingIfNeeded: word >> 56) {
        case Tag.object, Tag.array: return Int(word & 0xFFFF_FFFF)
        case Tag.signed, Tag.unsigned, Tag.double: return index + 2
        default: return index + 1
        }
    }

    /// The bytes of the string at `index`: UTF-8, escapes decoded; eight bytes after it can be read.
    @inline(__always)
    func string(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let start = strings + Int(words[index] & 0x00FF_FFFF_FFFF_FFFF)
        let count = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
        return UnsafeBufferPointer(start: start + 4, count: Int(count))
    }

    @inline(__always)
    func signed(_ index: Int) -> Int64 { Int64(bitPattern: words[index + 1]) }

    @inline(__always)
    func unsigned(_ index: Int) -> UInt64 { words[index + 1] }

    @inline(__always)
    func double(_ index: Int) -> Double { Double(bitPattern: words[index + 1]) }
}
