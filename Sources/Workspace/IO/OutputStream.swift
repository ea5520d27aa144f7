/// A buffered writer on a file descriptor.
///
/// Writing never fails at the call: the first error stops all further output and stays in `failure`, so a command
/// writes to its end and the frame decides once. A broken pipe is not a failure: whoever read has had enough.
package struct OutputStream: ~Copyable {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    /// Buffered bytes that make a write due.
    private let capacity: Int
    /// Why writing stopped; a broken pipe is not reported here.
    package private(set) var failure: SystemError?
    /// Whether nothing more can be written: after a failure, or because nobody reads. Long work can end early.
    package private(set) var isClosed = false

    package init(descriptor: Int32, capacity: Int = 64 << 10) {
        self.descriptor = descriptor
        self.capacity = capacity
    }

    /// The process's standard output.
    package static func standardOutput() -> OutputStream { OutputStream(descriptor: SystemCalls.standardOutput) }
    /// The process's standard error: each write goes out at once.
    package static func standardError() -> OutputStream {
        OutputStream(descriptor: SystemCalls.standardError, capacity: 0)
    }

    package mutating func write(_ bytes: [UInt8]) {
        guard !isClosed else { return }
        buffer.append(contentsOf: bytes)
        if buffer.count > capacity { flush() }
    }

    package mutating func write(_ bytes: ArraySlice<UInt8>) {
        guard !isClosed else { return }
        buffer.append(contentsOf: bytes)
        if buffer.count > capacity { flush() }
    }

    package mutating func write(_ text: String) {
        guard !isClosed else { return }
        buffer.append(contentsOf: text.utf8)
        if buffer.count > capacity { flush() }
    }

    /// The text and a line feed.
    package mutating func line(_ text: String) {
        guard !isClosed else { return }
        buffer.append(contentsOf: text.utf8)
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count > capacity { flush() }
    }

    /// Hands everything buffered to the system.
    package mutating func flush() {
        guard !isClosed, !buffer.isEmpty else { return }
        do {
            try SystemCalls.writeAll(buffer, to: descriptor)
        } catch {
            isClosed = true
            if !error.isBrokenPipe { failure = error }
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
