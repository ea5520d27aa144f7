package import Compiler
package import Machine
import SourceText

/// The line of `compile --stats`.
package enum CompileStatisticsLine {
    /// One JSON object, without a line end.
    package static func text(_ program: Program, _ passes: PassStatistics, bytes: Int) -> String {
        let sizes = program.statistics
        let members: [(String, Int)] = [
            ("rules", sizes.rules), ("units", sizes.units), ("words", sizes.words), ("tests", sizes.tests),
            ("test_uses", sizes.testUses), ("slots", sizes.slots),
            ("strings", sizes.strings),
            ("patterns", sizes.patterns), ("lists", sizes.lists), ("ranges", sizes.ranges), ("keys", sizes.keys),
            ("units_without_keys", sizes.alwaysRun), ("bytes", bytes),
        ]
        // Conditions that each pass changed, and tests and joints that were left after it.
        var steps = [JSONValue.Member("lowered", .object([.init("nodes", .integer(Int64(passes.nodes[0])))]))]
        for (index, pass) in Pass.allCases.enumerated() {
            let after = passes.nodes[index + 1]
            steps.append(
                .init(
                    pass.rawValue,
                    .object([
                        .init("changed", .integer(Int64(passes.changed[index]))),
                        .init("nodes", .integer(Int64(after))),
                    ])))
        }
        let counts = members.map { JSONValue.Member($0.0, .integer(Int64($0.1))) }
        return JSONValue.object(counts + [.init("passes", .object(steps))]).text
    }
}
