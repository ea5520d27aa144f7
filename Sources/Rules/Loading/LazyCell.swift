package import Synchronization

/// A value that is computed when it is first read and kept from then on; safe to read from several threads.
package struct LazyCell<Value: Sendable>: ~Copyable, Sendable {
    @usableFromInline let cell = Mutex<Value?>(nil)

    package init() {}

    /// The value; the first caller computes it, others wait. `make` must not read the same cell.
    @inlinable
    package func value(_ make: () -> Value) -> Value {
        cell.withLock { known in
            if let known { return known }
            let made = make()
            known = made
            return made
        }
    }
}
