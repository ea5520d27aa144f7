import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What the process does on signals: an interrupt removes the temporary file that is being written and exits with 130;
/// a broken pipe is an error of the write, not the end of the process.
package enum Interrupts {
    /// The address of the temporary file's name as a C string, or 0. Only calls that are safe in a signal handler
    /// touch it there: an atomic load, `unlink` and `_exit`.
    private static let temporaryFile = Atomic<UInt>(0)

    /// Sets the handlers; called once, before any thread is started.
    package static func install() {
        // Makes the atomic now: a handler must not be the first to touch it.
        temporaryFile.store(0, ordering: .relaxed)
        ignoreBrokenPipes()
        let handler: @convention(c) (Int32) -> Void = { _ in
            let address = Interrupts.temporaryFile.load(ordering: .sequentiallyConsistent)
            if let name = UnsafePointer<CChar>(bitPattern: address) { unlink(name) }
            _exit(130)
        }
        signal(SIGINT, handler)
        signal(SIGTERM, handler)
        // A launcher's thread may have had them blocked, and the mask is inherited.
        var wanted = sigset_t()
        sigemptyset(&wanted)
        sigaddset(&wanted, SIGINT)
        sigaddset(&wanted, SIGTERM)
        pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
    }

    /// A pipe that nobody reads is an error of the write. Also set where another program is given input: it may not want it.
    static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

    /// From now on the file is removed if the process is interrupted. Files are written one after the other.
    static func willWrite(_ path: String) {
        didWrite()
        guard let copy = strdup(path) else { return }
        temporaryFile.store(UInt(bitPattern: copy), ordering: .sequentiallyConsistent)
    }

    /// The file is complete, or gone.
    static func didWrite() {
        let address = temporaryFile.exchange(0, ordering: .sequentiallyConsistent)
        if let name = UnsafeMutablePointer<CChar>(bitPattern: address) { free(name) }
    }
}
