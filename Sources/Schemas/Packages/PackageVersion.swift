/// A version of an integration package: three numbers and, of a prerelease, what follows the hyphen (semver 2.0).
///
/// A prerelease comes before its release; build metadata (`+…`) is not compared.
package struct PackageVersion: Sendable, Hashable, Comparable {
    /// Major, minor and patch.
    package let numbers: StackVersion
    /// Empty for a release.
    package let prerelease: [Identifier]

    /// A part of a prerelease between dots: numbers come before words.
    package enum Identifier: Sendable, Hashable, Comparable {
        case number(Int)
        case word(String)

        package static func < (a: Identifier, b: Identifier) -> Bool {
            switch (a, b) {
            case (.number(let a), .number(let b)): a < b
            case (.word(let a), .word(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
            case (.number, .word): true
            case (.word, .number): false
            }
        }
    }

    /// `1.2.3`, `8.0.0-rc1`; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let withoutBuild = text.prefix { $0 != "+" }
        let core = withoutBuild.prefix { $0 != "-" }
        guard let numbers = StackVersion(String(core)) else { return nil }
        self.numbers = numbers
        let rest = withoutBuild.dropFirst(core.count)
        prerelease = rest.dropFirst().split(separator: ".").map { part in
            Int(part).map { Identifier.number($0) } ?? .word(String(part))
        }
    }

    package static func < (a: PackageVersion, b: PackageVersion) -> Bool {
        if a.numbers != b.numbers { return a.numbers < b.numbers }
        if a.prerelease.isEmpty || b.prerelease.isEmpty { return !a.prerelease.isEmpty && b.prerelease.isEmpty }
        return a.prerelease.lexicographicallyPrecedes(b.prerelease)
    }
}

/// The stacks that a package version admits: `^8.19.0 || ~9.1.4`, as `conditions.kibana` writes them.
///
/// Clauses are joined by `||`; in a clause every bound between spaces must hold: `^`, `~`, `>=`, `>`, `<=`, `<`, `=` or
/// nothing before a version. A caret on major 0 and a word that is none of these make a clause that admits nothing.
package struct StackRange: Sendable, Hashable {
    /// From `lower` on, up to but not including `upper`.
    private struct Clause: Hashable {
        var lower = StackVersion(0, 0, 0)
        var upper = StackVersion(.max, 0, 0)
    }

    private let clauses: [Clause]

    /// Reads a range; a clause that is not understood admits nothing.
    package init(_ text: some StringProtocol) {
        clauses = text.split(separator: "|", omittingEmptySubsequences: true).compactMap { Self.clause($0) }
    }

    /// Whether a stack is in the range. An empty range admits nothing.
    package func admits(_ stack: StackVersion) -> Bool {
        clauses.contains { stack >= $0.lower && stack < $0.upper }
    }

    /// The highest patch that a bound of this minor asks for; nil where no clause begins in the minor.
    package func highestFloor(major: Int, minor: Int) -> Int? {
        clauses.compactMap { $0.lower.major == major && $0.lower.minor == minor ? $0.lower.patch : nil }.max()
    }

    private static func clause(_ text: some StringProtocol) -> Clause? {
        var clause = Clause()
        var isEmpty = true
        for word in text.split(separator: " ") {
            let sign = word.prefix { "^~<>=".contains($0) }
            guard let version = StackVersion(String(word.dropFirst(sign.count))),
                let bounds = bounds(String(sign), version)
            else { return nil }
            isEmpty = false
            clause.lower = max(clause.lower, bounds.lower)
            clause.upper = min(clause.upper, bounds.upper)
        }
        return isEmpty ? nil : clause
    }

    private static func bounds(_ sign: String, _ version: StackVersion) -> Clause? {
        let next = StackVersion(version.major, version.minor, successor(version.patch))
        return switch sign {
        case "^":
            version.major == 0 ? nil : Clause(lower: version, upper: StackVersion(successor(version.major), 0, 0))
        case "~": Clause(lower: version, upper: StackVersion(version.major, successor(version.minor), 0))
        case ">=": Clause(lower: version)
        case ">": Clause(lower: next)
        case "<=": Clause(upper: next)
        case "<": Clause(upper: version)
        case "", "=": Clause(lower: version, upper: next)
        default: nil
        }
    }

    /// The next number; the greatest stays what it is.
    private static func successor(_ number: Int) -> Int { number == .max ? number : number + 1 }
}
