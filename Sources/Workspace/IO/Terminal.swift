/// When output is colored.
package enum ColorChoice: String, Sendable, CaseIterable {
    case auto, always, never
}

/// What is known of the streams and of the machine.
package enum Terminal {
    /// The standard streams; each has its own answer.
    package enum Stream: Sendable { case input, output, error }

    package static func isTerminal(_ stream: Stream) -> Bool { SystemCalls.isTerminal(descriptor(stream)) }

    /// Columns of the terminal that a stream writes to; nil where it is a file or a pipe, or the terminal does not say.
    package static func width(_ stream: Stream) -> Int? {
        isTerminal(stream) ? SystemCalls.columns(descriptor(stream)) : nil
    }

    /// Whether a stream is colored: `--color` > `NO_COLOR` (any value but an empty one) > `CLICOLOR_FORCE` or
    /// `FORCE_COLOR` (but 0) > the stream is a terminal and `TERM` is not `dumb`.
    package static func usesColor(_ choice: ColorChoice, on stream: Stream) -> Bool {
        decidesColor(choice, isTerminal: isTerminal(stream), environment: SystemCalls.environment)
    }

    /// The decision itself, of given facts.
    static func decidesColor(_ choice: ColorChoice, isTerminal: Bool, environment: (String) -> String?) -> Bool {
        switch choice {
        case .always: return true
        case .never: return false
        case .auto: break
        }
        if environment("NO_COLOR").map({ !$0.isEmpty }) == true { return false }
        for name in ["CLICOLOR_FORCE", "FORCE_COLOR"] {
            if let value = environment(name), !value.isEmpty, value != "0" { return true }
        }
        return isTerminal && environment("TERM") != "dumb"
    }

    /// Processors that the process may use; the default of `--jobs`.
    package static var processorCount: Int { SystemCalls.processorCount }

    /// The value of a variable of the environment.
    package static func environment(_ name: String) -> String? { SystemCalls.environment(name) }

    private static func descriptor(_ stream: Stream) -> Int32 {
        switch stream {
        case .input: SystemCalls.standardInput
        case .output: SystemCalls.standardOutput
        case .error: SystemCalls.standardError
        }
    }
}

/// A clock for durations that are shown: never goes back, says nothing of the time of day.
package struct Stopwatch: Sendable {
    private let start = SystemCalls.monotonicSeconds

    package init() {}

    /// Seconds since it was made.
    package var seconds: Double { SystemCalls.monotonicSeconds - start }
}
