/// What the process tells its caller; of several the highest wins.
enum ExitStatus: Int32, Comparable, Sendable {
    /// Fine. Alerts and hits are no fault.
    case success = 0
    /// Findings at or above the fail level, a failing test, a difference found.
    case findings = 1
    /// Some input could not be opened, is not UTF-8, is over a limit or does not compile; or output could not be written.
    case unusable = 2
    /// Wrong usage or configuration.
    case usage = 3
    /// A fault of ours.
    case fault = 70
    /// Ended by the user; set by the signal handler.
    case interrupted = 130

    static func < (a: ExitStatus, b: ExitStatus) -> Bool { a.rawValue < b.rawValue }

    /// Keeps the higher one.
    mutating func raise(to other: ExitStatus) { self = max(self, other) }
}
