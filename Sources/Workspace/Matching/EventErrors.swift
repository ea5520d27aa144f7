import Machine

/// Messages on lines that are not events: the first of each input in full, the others as a number; with `--verbose`
/// all.
package struct EventErrors {
    private var counts: [String: Int] = [:]
    private var paths: [String] = []

    /// Lines of one input that are reported one by one.
    private static let shown = 5

    private let isVerbose: Bool

    package init(isVerbose: Bool = false) { self.isVerbose = isVerbose }

    /// The message for what was skipped; nil for one that is only counted.
    package mutating func message(for skipped: EventRun.Skipped) -> String? {
        switch skipped {
        case .input(let error): return error.message
        case .line(let path, let line, let offset, let error):
            let count = counts[path, default: 0] + 1
            if count == 1 { paths.append(path) }
            counts[path] = count
            guard isVerbose || count <= Self.shown else { return nil }
            return "\(path):\(line): \(error.text); the line is skipped (byte \(offset))"
        }
    }

    /// What was only counted.
    package var rest: [String] {
        if isVerbose { return [] }
        return paths.compactMap { path in
            let more = counts[path, default: 0] - Self.shown
            return more > 0 ? "\(path): \(more) more lines that are not events are skipped" : nil
        }
    }
}
