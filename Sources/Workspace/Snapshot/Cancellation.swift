import Synchronization

/// Whether somebody still waits for a result; safe to set and to read from any thread.
package final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)

    package init() {}

    /// Whether the work is to end.
    package var isCancelled: Bool { flag.load(ordering: .relaxed) }

    /// Lets work that reads it end soon, without a result.
    package func cancel() { flag.store(true, ordering: .relaxed) }
}
