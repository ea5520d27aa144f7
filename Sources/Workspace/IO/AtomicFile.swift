/// Why output could not be written; the exit code is 2.
package struct OutputError: Error, Sendable, Hashable {
    package var path: String
    package var cause: SystemError

    package init(_ path: String, _ cause: SystemError) {
        self.path = path
        self.cause = cause
    }

    package var message: String { "cannot write \(path): \(cause.text)" }
}

/// Writes files whole or not at all: into a temporary file beside the target, then renamed over it.
package enum AtomicFile {
    /// Replaces `path`, keeping its permissions. A symbolic link is written through, a device or pipe written into.
    package static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
        do {
            let existing = try? SystemCalls.status(path)
            if existing?.kind == .other {
                // A device (/dev/full, /dev/stdout) or a pipe: there is nothing to replace.
                try fill(SystemCalls.openForWriting(path), bytes)
                return
            }
            let target = existing == nil ? path : SystemCalls.realPath(path)
            let temporary = temporaryName(beside: target)
            // Left after by a killed process that had our number.
            try? SystemCalls.removeFile(temporary)
            let descriptor = try SystemCalls.create(temporary, permissions: existing?.permissions ?? 0o666)
            Interrupts.willWrite(temporary)
            defer { Interrupts.didWrite() }
            do {
                try fill(descriptor, bytes)
                try SystemCalls.renameFile(temporary, to: target)
            } catch {
                try? SystemCalls.removeFile(temporary)
                throw error
            }
        } catch let error as SystemError {
            throw OutputError(path, error)
        } catch {
            throw OutputError(path, SystemError(0))
        }
    }

    private static func fill(_ descriptor: Int32, _ bytes: [UInt8]) throws(SystemError) {
        do {
            try SystemCalls.writeAll(bytes, to: descriptor)
        } catch {
            try? SystemCalls.closeFile(descriptor)
            throw error
        }
        // Some file systems tell a full disk only here.
        try SystemCalls.closeFile(descriptor)
    }

    private static func temporaryName(beside path: String) -> String {
        let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        return "\(path[..<cut]).tenet-\(SystemCalls.processNumber).tmp"
    }
}
