#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A failed system call: `errno` with its text.
package struct SystemError: Error, Sendable, Hashable {
    package var code: Int32

    package init(_ code: Int32) { self.code = code }

    /// The error of the system call that has just failed in this thread.
    static var last: SystemError { SystemError(errno) }

    /// The system's own words, lower-cased at the start, such as `no space left on device`.
    package var text: String {
        guard let pointer = strerror(code) else { return "error \(code)" }
        let text = String(cString: pointer)
        return text.prefix(1).lowercased() + text.dropFirst()
    }

    /// The reader of a pipe has gone.
    package var isBrokenPipe: Bool { code == EPIPE }
    package var isMissing: Bool { code == ENOENT || code == ENOTDIR }
    package var isDenied: Bool { code == EACCES || code == EPERM }
    var isInterrupted: Bool { code == EINTR }
}
