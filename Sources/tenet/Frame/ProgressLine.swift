import SourceText
import Synchronization
import Workspace

/// One line on standard error that says how far a run is: only on a terminal, only after 300 ms, gone before results.
final class ProgressLine: Sendable {
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
    init?(verb: String, isQuiet: Bool) {
        guard !isQuiet, Terminal.isTerminal(.error), Terminal.environment("TERM") != "dumb" else { return nil }
        self.verb = verb
    }

    /// Shows how far a run is.
    func show(_ step: RunProgress) {
        switch step {
        case .began(let files): state.withLock { $0.total = files }
        case .fileDone: advance()
        case .ended: end()
        }
    }

    private func advance() {
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
    private func end() {
        state.withLock { state in
            if state.isShown { write("\r\u{1B}[K") }
            state.isShown = false
        }
    }

    private func write(_ text: String) {
        // A terminal that is gone takes no progress; the results will report that.
        var errors = OutputStream.standardError()
        errors.write(text)
    }
}
