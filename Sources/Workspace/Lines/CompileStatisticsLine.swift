package import Machine
import SourceText

/// The line of `compile --stats`.
package enum CompileStatisticsLine {
    /// One JSON object, without a line end.
    package static func text(_ program: Program, bytes: Int) -> String {
        let sizes = program.statistics
        let members: [(String, Int)] = [
            ("rules", sizes.rules), ("units", sizes.units), ("words", sizes.words), ("slots", sizes.slots),
            ("strings", sizes.strings),
            ("patterns", sizes.patterns), ("lists", sizes.lists), ("ranges", sizes.ranges), ("keys", sizes.keys),
            ("units_without_keys", sizes.alwaysRun), ("bytes", bytes),
        ]
        return JSONValue.object(members.map { .init($0.0, .integer(Int64($0.1))) }).text
    }
}
