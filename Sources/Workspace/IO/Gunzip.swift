import CZlib

/// Unpacks gzip data, several members one after the other included.
enum Gunzip {
    private static let chunk = 256 << 10

    /// At most `limit` bytes; more, and damaged or cut data, are errors of the input.
    static func unpack(_ packed: [UInt8], path: String, limit: Int) throws(InputError) -> [UInt8] {
        var stream = z_stream()
        // 15 bits of window, 16 more: gzip and nothing else.
        let version = ZLIB_VERSION
        guard inflateInit2_(&stream, 15 + 16, version, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw InputError(path, .damagedGzip)
        }
        defer { inflateEnd(&stream) }
        var input = packed
        var output: [UInt8] = []
        var scratch = [UInt8](repeating: 0, count: chunk)
        // The input array is not touched again, so that its address holds over all calls.
        let status: Status = input.withUnsafeMutableBufferPointer { source in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(clamping: source.count)
            while true {
                let result = inflateOnce(&stream, into: &scratch)
                output.append(contentsOf: scratch[..<(chunk - Int(stream.avail_out))])
                if output.count > limit { return .tooLarge }
                if result == Z_STREAM_END {
                    if stream.avail_in == 0 { return .done }
                    if inflateReset(&stream) != Z_OK { return .damaged }
                } else if result != Z_OK || (stream.avail_in == 0 && stream.avail_out > 0) {
                    return .damaged
                }
            }
        }
        switch status {
        case .done: return output
        case .tooLarge: throw InputError(path, .tooLarge(limit: limit))
        case .damaged: throw InputError(path, .damagedGzip)
        }
    }

    private enum Status { case done, tooLarge, damaged }

    private static func inflateOnce(_ stream: inout z_stream, into scratch: inout [UInt8]) -> Int32 {
        scratch.withUnsafeMutableBufferPointer { target in
            stream.next_out = target.baseAddress
            stream.avail_out = UInt32(target.count)
            return inflate(&stream, Z_NO_FLUSH)
        }
    }
}
