import TestSupport

/// The command line of `tenet-fuzz`.
struct Arguments {
    static let usage = """
        usage: tenet-fuzz TARGET… [--runs N] [--seed S] [--seeds DIR] [--start I]

        targets: \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")), all
        --runs N     inputs for each target (default 200000)
        --seed S     another seed, other inputs (default 1)
        --seeds DIR  good inputs from every file below DIR instead of the built-in ones
        --start I    the number of the first input
        """

    var targets: [FuzzTarget] = []
    var runs = 200_000
    var seed: UInt64 = 1
    var seeds: String?
    var start = 0
    /// Of a worker: the file that it writes the number of the input at hand to.
    var progress: String?

    /// nil: the command line is wrong.
    init?(_ words: [String]) {
        var rest = words[...]
        while let word = rest.popFirst() {
            if !word.hasPrefix("--") {
                if word == "all" {
                    targets += FuzzTarget.allCases
                } else if let target = FuzzTarget(rawValue: word) {
                    targets.append(target)
                } else {
                    return nil
                }
                continue
            }
            guard let value = rest.popFirst() else { return nil }
            switch word {
            case "--runs": runs = Int(value) ?? -1
            case "--seed": seed = UInt64(value) ?? 0
            case "--seeds": seeds = value
            case "--start": start = Int(value) ?? -1
            case "--worker": progress = value
            default: return nil
            }
        }
        guard !targets.isEmpty, runs >= 0, start >= 0 else { return nil }
    }
}
