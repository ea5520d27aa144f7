import Values

/// Reads whole inputs: files, standard input, gzip.
package enum InputFile {
    /// The name that means standard input.
    package static let standardInput = "-"

    /// All bytes of an input of at most `limit` bytes; `-` is standard input. A name that ends in `.gz` is unpacked
    /// (the limit then holds for both, what is read and what it unpacks to).
    package static func read(_ path: String, limit: Int) throws(InputError) -> [UInt8] {
        let bytes: [UInt8]
        do {
            if path == standardInput {
                bytes = try all(of: SystemCalls.standardInput, path, limit)
            } else {
                bytes = try file(path, limit)
            }
        }
        return path.hasSuffix(".gz") ? try Gunzip.unpack(bytes, path: path, limit: limit) : bytes
    }

    /// Whether a path names a file with something in it, and not a folder, a device or a pipe.
    static func holdsSomething(_ path: String) -> Bool {
        guard let status = try? SystemCalls.status(path) else { return false }
        return status.kind == .file && status.size > 0
    }

    /// Why a path names nothing; nil where it names something, and for standard input.
    package static func missing(_ path: String) -> InputError? {
        if path == standardInput { return nil }
        do {
            _ = try SystemCalls.status(path)
            return nil
        } catch {
            return InputError(path, error)
        }
    }

    /// The UTF-8 text of an input: binary files, UTF-16 and broken UTF-8 are refused. A
    /// byte order mark is kept.
    package static func readText(_ path: String, limit: Int) throws(InputError) -> [UInt8] {
        let bytes = try read(path, limit: limit)
        try checkText(bytes, path: path)
        return bytes
    }

    /// Refuses bytes that are no UTF-8 text.
    package static func checkText(_ bytes: [UInt8], path: String) throws(InputError) {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw InputError(path, .utf16) }
        let fault = UTF8Validation.firstInvalidOffset(in: bytes)
        // One NUL in text is a typo that a syntax check tells better; several are no text at all (UTF-16 without a mark).
        let start = bytes.prefix(8000)
        if let offset = start.firstIndex(of: 0), fault != nil || start.count(where: { $0 == 0 }) > 3 {
            throw InputError(path, .binary(offset: offset))
        }
        if let fault { throw InputError(path, .notUTF8(offset: fault, byte: bytes[fault])) }
    }

    private static func file(_ path: String, _ limit: Int) throws(InputError) -> [UInt8] {
        let descriptor: Int32
        do { descriptor = try SystemCalls.openForReading(path) } catch { throw InputError(path, error) }
        // Nothing was written through it: a failing close loses nothing.
        defer { try? SystemCalls.closeFile(descriptor) }
        return try all(of: descriptor, path, limit)
    }

    private static func all(of descriptor: Int32, _ path: String, _ limit: Int) throws(InputError) -> [UInt8] {
        do {
            let status = try SystemCalls.status(descriptor)
            if status.kind == .folder { throw InputError(path, .folder) }
            let expected = status.kind == .file ? status.size : 0
            // Told before a byte is read, so that a huge file costs nothing.
            if expected > limit { throw InputError(path, .tooLarge(limit: limit)) }
            // One byte more than the size, so that one read takes all and the next finds the end.
            var bytes = try SystemCalls.readChunk(descriptor, room: max(expected + 1, 4096))
            while true {
                let piece = try SystemCalls.readChunk(descriptor, room: 64 << 10)
                if piece.isEmpty { return bytes }
                bytes.append(contentsOf: piece)
                if bytes.count > limit { throw InputError(path, .tooLarge(limit: limit)) }
            }
        } catch let error as InputError {
            throw error
        } catch let error as SystemError {
            throw InputError(path, error)
        } catch {
            throw InputError(path, .system(SystemError(0)))
        }
    }
}
