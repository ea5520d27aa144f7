// `environ` is a variable of the C library that this process only reads.
#if canImport(Darwin)
    @preconcurrency import Darwin
#elseif canImport(Musl)
    @preconcurrency import Musl
#else
    @preconcurrency import Glibc
#endif

/// Runs another program to its end: no shell, its standard streams are pipes.
enum Subprocess {
    /// What a run gave.
    struct Outcome: Sendable {
        /// The exit status; 128 and the signal's number where a signal ended it.
        var status: Int32
        var output: [UInt8]
        var errors: [UInt8]
    }

    /// Runs a program that is looked up on the PATH. More than `limit` bytes of output are an error.
    static func run(
        _ program: String, _ arguments: [String], input: [UInt8] = [], limit: Int = 1 << 30
    ) throws(SystemError) -> Outcome {
        Interrupts.ignoreBrokenPipes()
        var pipes: [(read: Int32, write: Int32)] = []
        do {
            for _ in 0..<3 { pipes.append(try makePipe()) }
            let process = try spawn(program, arguments, pipes)
            // The child's ends: as long as one is open here, no pipe ends.
            for descriptor in [pipes[0].read, pipes[1].write, pipes[2].write] { close(descriptor) }
            var streams = Streams(
                input: pipes[0].write, output: pipes[1].read, errors: pipes[2].read, rest: input[...], limit: limit)
            let failure = streams.exchange()
            if failure != nil { kill(process, SIGKILL) }
            let status = wait(process)
            if let failure { throw failure }
            return Outcome(status: status, output: streams.outputBytes, errors: streams.errorBytes)
        } catch let error as SystemError {
            throw error
        } catch {
            throw SystemError(0)
        }
    }

    private static func makePipe() throws(SystemError) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        if pipe(&ends) != 0 { throw .last }
        // A program that is started beside this one must not keep them open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func spawn(
        _ program: String, _ arguments: [String], _ pipes: [(read: Int32, write: Int32)]
    ) throws(SystemError) -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, pipes[0].read, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, pipes[1].write, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, pipes[2].write, STDERR_FILENO)
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What this process does with signals is its own affair; the other one begins as usual.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for number in [SIGPIPE, SIGINT, SIGTERM] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        words.append(nil)
        #if canImport(Darwin)
            let environment = _NSGetEnviron().pointee
        #else
            let environment = environ
        #endif
        var process = pid_t()
        let result = posix_spawnp(&process, program, &actions, &attributes, words, environment)
        if result != 0 {
            for pipe in pipes {
                close(pipe.read)
                close(pipe.write)
            }
            throw SystemError(result)
        }
        return process
    }

    private static func wait(_ process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 { if errno != EINTR { return -1 } }
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }

    /// The three pipes, served together so that none can fill up while another is waited for.
    private struct Streams {
        var input: Int32
        var output: Int32
        var errors: Int32
        var rest: ArraySlice<UInt8>
        let limit: Int
        var outputBytes: [UInt8] = []
        var errorBytes: [UInt8] = []

        init(input: Int32, output: Int32, errors: Int32, rest: ArraySlice<UInt8>, limit: Int) {
            self.input = input
            self.output = output
            self.errors = errors
            self.rest = rest
            self.limit = limit
            // A write that would wait must give the turn to the reads.
            _ = fcntl(input, F_SETFL, O_NONBLOCK)
        }

        /// Serves until both outputs end; closes all.
        mutating func exchange() -> SystemError? {
            defer { for descriptor in [input, output, errors] where descriptor >= 0 { close(descriptor) } }
            if rest.isEmpty { Self.end(&input) }
            while output >= 0 || errors >= 0 {
                var polled = [
                    pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
                    pollfd(fd: output, events: Int16(POLLIN), revents: 0),
                    pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
                ]
                if poll(&polled, nfds_t(polled.count), -1) < 0 {
                    if errno == EINTR { continue }
                    return .last
                }
                if polled[0].revents != 0 { feed() }
                do throws(SystemError) {
                    if polled[1].revents != 0 { try Self.take(&output, into: &outputBytes) }
                    if polled[2].revents != 0 { try Self.take(&errors, into: &errorBytes) }
                } catch {
                    return error
                }
                if outputBytes.count > limit || errorBytes.count > limit { return SystemError(EFBIG) }
            }
            return nil
        }

        private mutating func feed() {
            let written = rest.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
            if written > 0 { rest = rest.dropFirst(written) }
            // Whoever does not want the rest has ended, or says so by its status.
            if rest.isEmpty || (written < 0 && errno != EINTR && errno != EAGAIN) { Self.end(&input) }
        }

        private static func take(_ descriptor: inout Int32, into bytes: inout [UInt8]) throws(SystemError) {
            let piece = try SystemCalls.readChunk(descriptor, room: 64 << 10)
            if piece.isEmpty { end(&descriptor) }
            bytes += piece
        }

        private static func end(_ descriptor: inout Int32) {
            close(descriptor)
            descriptor = -1
        }
    }
}
