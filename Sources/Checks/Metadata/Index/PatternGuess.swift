import Rules
import Schemas
import SourceText

/// Guesses which index pattern was meant where no table describes one.
enum PatternGuess {
    /// Whether the tables have a pattern.
    enum Answer: Sendable {
        case known
        /// Not known; the pattern that it was meant to be, where that is clear.
        case unknown(meant: String?)
    }

    /// Lists longer than that are not written by people; the look for near names is slow.
    static let mostPatterns = 1_000

    static func look(up pattern: String) -> Answer { answers.answer(Array(pattern.utf8)) { answer(pattern) } }

    private static let answers = Memo<[UInt8], Answer>(most: 1_024)

    private static func answer(_ pattern: String) -> Answer {
        guard let parsed = IndexPattern(pattern) else { return .known }
        let answer =
            switch parsed.kind {
            case .beat, .endgame: Answer.known
            case .open: open(parsed.text)
            case .dataset(let name): dataset(name, parsed.text, isWhole: true)
            case .datasets(prefix: let name): dataset(name, parsed.text, isWhole: false)
            }
        guard case .unknown(let meant?) = answer else { return answer }
        // The name of a remote cluster is not part of the text.
        let cluster = Substring(pattern.utf8.dropLast(parsed.text.utf8.count))
        return .unknown(meant: cluster + meant)
    }

    /// Whether another pattern was meant.
    static func isMisspelt(_ pattern: String) -> Bool {
        if case .unknown(_?) = look(up: pattern) { true } else { false }
    }

    /// A data set, or the beginning of one.
    private static func dataset(_ name: String, _ text: String, isWhole: Bool) -> Answer {
        let package = String(name.prefix { $0 != "." })
        let hasDot = package.utf8.count < name.utf8.count
        guard IntegrationManifest.builtIn.hasPackage(package) else {
            if !isWhole, packages.contains(where: { $0.hasPrefix(name) }) { return .known }
            return .unknown(meant: near(package, packages).map { swapped(package, for: $0, in: text) })
        }
        let datasets = hasDot ? IntegrationManifest.builtIn.datasets(of: package) : []
        if datasets.isEmpty || datasets.contains(where: { isWhole ? $0 == name : $0.hasPrefix(name) }) { return .known }
        // A package gets new data sets with every release, so an unknown one is reported only where it looks like a
        // typo.
        return near(name, datasets).map { .unknown(meant: swapped(name, for: $0, in: text)) } ?? .known
    }

    private static let packages = IntegrationManifest.builtIn.packages

    /// The pattern with another name after the type of its data stream.
    private static func swapped(_ name: String, for other: String, in text: String) -> String {
        let type = text.prefix { $0 != "-" }
        return type + "-" + other + text.dropFirst(type.count + 1 + name.count)
    }

    /// Patterns of no known form: of a misspelled shipper, or of a misspelled type of data stream.
    private static func open(_ text: String) -> Answer {
        if text.utf8.first == UInt8(ascii: ".") || text.utf8.first == UInt8(ascii: "*") { return .known }
        let first = String(text.prefix { $0 != "-" && $0 != "*" })
        if first == "apm" || streamTypes.contains(first) || first.utf8.count == text.utf8.count { return .known }
        // `filebeat*` has all that `filebeat-*` has.
        if shippers.contains(first) { return .known }
        let rest = text.dropFirst(first.count)
        if let beat = near(first, shippers) { return .unknown(meant: beat + rest) }
        if let type = near(first, streamTypes), let package = IndexPackages.package(of: type + rest),
            IntegrationManifest.builtIn.hasPackage(package)
        {
            return .unknown(meant: type + rest)
        }
        return .unknown(meant: nil)
    }

    private static let streamTypes = ["logs", "metrics", "traces"]
    private static let shippers = [
        "auditbeat", "endgame", "filebeat", "heartbeat", "metricbeat", "packetbeat", "winlogbeat",
    ]

    /// The one name that is a typo of the keyboard away; short names differ too little from each other for that.
    private static func near(_ name: String, _ names: [String]) -> String? {
        let wanted = Array(name.utf8)
        guard wanted.count >= 4, wanted.count <= 80, let found = NearestName.clear(name, among: names) else {
            return nil
        }
        let bound = wanted.count < 8 ? 1 : 2
        return NearestName.distance(wanted, Array(found.utf8), bound: bound) <= bound ? found : nil
    }
}
