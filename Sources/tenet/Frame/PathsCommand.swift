/// A command that takes any number of paths and nothing else that is positional.
protocol PathsCommand: Command {
    var paths: [String] { get set }
}

/// A command line with its many paths apart: the parser needs quadratic time for them (16,000 names of `xargs` took six
/// seconds).
struct SplitArguments {
    /// What the parser is given.
    let parsed: [String]
    /// The paths that follow, in their order.
    let rest: [String]

    /// Positional arguments that are left to the parser: the first of them may be the value of the last option.
    private static let kept = 64

    init(_ arguments: [String]) {
        let start = arguments.lastIndex { $0.hasPrefix("-") }.map { $0 + 1 } ?? 1
        let end = min(start + Self.kept, arguments.count)
        parsed = Array(arguments[..<end])
        rest = Array(arguments[end...])
    }
}
