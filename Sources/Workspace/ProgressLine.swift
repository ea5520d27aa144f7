import SourceText
import Synchronization

/// One line on standard error that says how far a run is: only on a terminal, only after 300 ms, gone before results.
package final class ProgressLine: Sendable {
    /// Seconds before the first line, and between two.
    private static let delay = 0.3
    private static let pause = 0.1

    private struct State {
        var total = 0
        var done = 0
        /// When the next line is due, in seconds of `clock`.
        var due = ProgressLine.delay
        var isShown = false
    }

    private let clock = Stopwatch()
    private let verb: String
    private let state = Mutex(State())

    /// nil where no progress is to be shown; `verb` says what is done to the files: `checked`.
    package init?(verb: String, isQuiet: Bool) {
        guard !isQuiet, Terminal.isTerminal(.error), Terminal.environment("TERM") != "dumb" else { return nil }
        self.verb = verb
    }

    /// How many files there are.
    package func begin(_ total: Int) { state.withLock { $0.total = total } }

    /// One more file is done.
    package func advance() {
        state.withLock { state in
            state.done += 1
            let now = clock.seconds
            guard now >= state.due else { return }
            state.due = now + Self.pause
            state.isShown = true
            write("\r\u{1B}[K\(verb) \(state.done.grouped) of \(state.total.grouped) files")
        }
    }

    /// Takes the line away.
    package func end() {
        state.withLock { state in
            if state.isShown { write("\r\u{1B}[K") }
            state.isShown = false
        }
    }

    private func write(_ text: String) {
        // A terminal that is gone takes no progress; the results will tell.
        try? SystemCalls.writeAll(Array(text.utf8), to: SystemCalls.standardError)
    }
}
