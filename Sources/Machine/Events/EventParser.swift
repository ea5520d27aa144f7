import CSimdJSON

/// simdjson's DOM parser, owned: what matching is compared with (`match --stats`).
struct EventParser: ~Copyable {
    private let handle: OpaquePointer?

    /// Documents of more bytes are refused.
    init(maximumBytes: Int) { handle = tenet_json_parser_create(maximumBytes) }

    deinit {
        if let handle { tenet_json_parser_destroy(handle) }
    }

    /// Whether a document is valid; `padding` readable bytes are after it.
    @inline(__always)
    mutating func parse(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
        guard let handle else { return false }
        return tenet_json_parse(handle, bytes, count).error == 0
    }

    /// Readable bytes that a parse needs after its input.
    static var padding: Int { tenet_json_padding() }

    /// What an error code means, as a fragment for messages.
    static func message(_ code: Int32) -> String {
        guard code >= 0, let text = tenet_json_error_message(code) else { return "out of memory" }
        return String(cString: text)
    }
}
