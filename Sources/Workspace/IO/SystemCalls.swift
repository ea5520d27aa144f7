#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The system calls that the rest of the folder is written with: retried when a signal interrupts them, failures as
/// `SystemError`. The only place besides `Interrupts` that names the C library.
enum SystemCalls {
    /// What a path names.
    enum Kind: Sendable { case file, folder, other }

    /// What `stat` says, symbolic links followed.
    struct Status: Sendable {
        var kind: Kind
        var size: Int
        var permissions: UInt32
        /// Device and inode: the same for all names of one file.
        var identity: Identity
        /// The time of the last change, in nanoseconds; wraps where a clock is absurd.
        var modified: Int64

        /// What is another one when a file was written or replaced.
        struct Stamp: Hashable, Sendable {
            var identity: Identity
            var size: Int
            var modified: Int64
        }

        var stamp: Stamp { Stamp(identity: identity, size: size, modified: modified) }

        struct Identity: Hashable, Sendable {
            var device: UInt64
            var inode: UInt64
        }
    }

    static let standardInput = STDIN_FILENO
    static let standardOutput = STDOUT_FILENO
    static let standardError = STDERR_FILENO

    static func openForReading(_ path: String) throws(SystemError) -> Int32 {
        try checked { open(path, O_RDONLY | O_CLOEXEC) }
    }

    /// Makes a new file; fails if one of that name is there.
    static func create(_ path: String, permissions: UInt32) throws(SystemError) -> Int32 {
        try checked { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(truncatingIfNeeded: permissions)) }
    }

    /// Opens what is there for writing; for devices and pipes, which cannot be replaced.
    static func openForWriting(_ path: String) throws(SystemError) -> Int32 {
        try checked { open(path, O_WRONLY | O_CLOEXEC) }
    }

    static func closeFile(_ descriptor: Int32) throws(SystemError) {
        // Not retried: after EINTR the state of the descriptor is unknown.
        if close(descriptor) != 0 { throw .last }
    }

    /// At most `room` bytes; empty at the end of the input.
    static func readChunk(_ descriptor: Int32, room: Int) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            repeat {
                let got = read(descriptor, buffer.baseAddress, room)
                failure = got < 0 ? .last : nil
                count = max(0, got)
            } while failure?.isInterrupted == true
        }
        if let failure { throw failure }
        return bytes
    }

    /// Writes all bytes, however many calls it takes.
    static func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
        var offset = 0
        while offset < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
            }
            if written < 0 {
                let error = SystemError.last
                if error.isInterrupted { continue }
                throw error
            }
            offset += written
        }
    }

    static func status(_ path: String) throws(SystemError) -> Status {
        var result = stat()
        _ = try checked { stat(path, &result) }
        return Status(result)
    }

    /// Whether a path names a symbolic link; false where it names nothing.
    static func isLink(_ path: String) -> Bool {
        var result = stat()
        guard (try? checked { lstat(path, &result) }) != nil else { return false }
        return result.st_mode & S_IFMT == S_IFLNK
    }

    /// What a symbolic link points to, as it is written; nil for what is not a link.
    static func linkTarget(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 4_096)
        let count = readlink(path, &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }

    static func status(_ descriptor: Int32) throws(SystemError) -> Status {
        var result = stat()
        _ = try checked { fstat(descriptor, &result) }
        return Status(result)
    }

    /// Names in a folder, without `.` and `..`, in no order.
    static func names(in folder: String) throws(SystemError) -> [String] {
        guard let stream = opendir(folder) else { throw .last }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    static func makeFolder(_ path: String) throws(SystemError) { _ = try checked { mkdir(path, 0o777) } }
    static func renameFile(_ path: String, to other: String) throws(SystemError) {
        _ = try checked { rename(path, other) }
    }
    static func removeFile(_ path: String) throws(SystemError) { _ = try checked { unlink(path) } }

    /// The path with all symbolic links resolved; the path itself where that fails.
    static func realPath(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The working directory; the root where it is gone.
    static var currentFolder: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// Columns of the terminal after a descriptor; nil where it is not a terminal or does not say.
    static func columns(_ descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// The process's number; part of the names of temporary files.
    static var processNumber: Int32 { getpid() }

    static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// Processors that the process may use.
    static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// The day in UTC, as rule files write days: `2026/11/28`.
    static var today: String {
        var now = time(nil)
        var parts = tm()
        guard gmtime_r(&now, &parts) != nil else { return "1970/01/01" }
        let digits = { (number: Int32) in (number < 10 ? "0" : "") + String(number) }
        return "\(parts.tm_year + 1900)/\(digits(parts.tm_mon + 1))/\(digits(parts.tm_mday))"
    }

    /// Waits; a signal may end it early.
    static func sleep(seconds: Double) {
        var time = timespec()
        time.tv_sec = .init(seconds)
        time.tv_nsec = .init((seconds - seconds.rounded(.down)) * 1e9)
        nanosleep(&time, nil)
    }

    /// Seconds of a clock that never goes back.
    static var monotonicSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Today in the time zone of the machine.
    static var localDay: (year: Int, month: Int, day: Int) {
        var now = time(nil)
        var fields = tm()
        localtime_r(&now, &fields)
        return (Int(fields.tm_year) + 1900, Int(fields.tm_mon) + 1, Int(fields.tm_mday))
    }

    private static func checked(_ call: () -> Int32) throws(SystemError) -> Int32 {
        while true {
            let result = call()
            if result >= 0 { return result }
            let error = SystemError.last
            if !error.isInterrupted { throw error }
        }
    }
}

extension SystemCalls.Status {
    fileprivate init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            default: .other
            }
        size = Int(status.st_size)
        permissions = UInt32(status.st_mode) & 0o777
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        modified = Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
        identity = Identity(
            device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(truncatingIfNeeded: status.st_ino))
    }
}
