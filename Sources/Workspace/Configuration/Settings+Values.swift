import Checks
import Diagnostics
package import Schemas
import SourceText

/// How the texts of settings are read: each source of settings reads them alike.
extension Settings {
    /// One of a closed set of words.
    static func choice<Choice: CaseIterable & RawRepresentable>(
        _ text: String, of setting: Setting
    ) throws(SettingError) -> Choice where Choice.RawValue == String {
        if let choice = Choice(rawValue: text) { return choice }
        throw Self.unknownWord(text, in: setting.rawValue, Choice.allCases.map(\.rawValue))
    }

    /// The fault of a word that is none of those that can be there.
    static func unknownWord(_ text: String, in name: String, _ words: [String]) -> SettingError {
        let near = NearestName.clear(text, among: words)
        return SettingError(
            "invalid value `\(text)` for `\(name)`",
            help: near.map { "did you mean `\($0)`?" } ?? "use \(words.joined(separator: ", "))")
    }

    static func checks(_ names: [String]) throws(SettingError) -> [CheckPattern] {
        var patterns: [CheckPattern] = []
        for (index, name) in names.enumerated() {
            do throws(UnknownCheck) { patterns.append(try CheckPattern(name)) } catch {
                throw SettingError(error.message, help: error.help, item: index)
            }
        }
        return patterns
    }

    static func patterns(_ texts: [String]) throws(SettingError) -> [PathPattern] {
        var patterns: [PathPattern] = []
        for (index, text) in texts.enumerated() {
            guard let pattern = PathPattern(text) else {
                throw SettingError(
                    "a pattern that means no path",
                    help: "patterns are those of .gitignore, such as `drafts/` or `*.old.toml`",
                    item: index)
            }
            patterns.append(pattern)
        }
        return patterns
    }

    static func severity(
        _ name: String, _ text: String
    ) throws(SettingError) -> (pattern: CheckPattern, severity: Severity) {
        guard let pattern = try checks([name]).first else { throw SettingError("unknown check `\(name)`") }
        guard let severity = Severity(rawValue: text) else {
            let words = Severity.allCases.map(\.rawValue)
            let fault = Self.unknownWord(text, in: "severity", words)
            throw text == "off" || text == "ignore"
                ? SettingError(fault.message, help: "to leave a check out, name it in `ignore`") : fault
        }
        return (pattern, severity)
    }

    static func number(_ number: Int, from least: Int, _ setting: Setting) throws(SettingError) -> Int {
        guard number >= least else {
            throw SettingError("`\(setting.rawValue)` is a number from \(least), not \(number)")
        }
        return number
    }

    /// A stack such as 8.19, not newer than the schemas.
    package static func stack(_ text: String) throws(SettingError) -> StackVersion {
        guard let stack = StackVersion(text) else {
            throw SettingError("`stack` must be a version such as 8.19, not `\(text)`")
        }
        let newest = StackVersion.newest
        guard (stack.major, stack.minor) <= (newest.major, newest.minor) else {
            throw SettingError(
                "stack \(text) is newer than the schemas of this build",
                help: "the newest is \(newest.major).\(newest.minor)")
        }
        return stack
    }

    /// A version of ATT&CK, as `18` or `18.1`.
    static func attack(_ text: String) throws(SettingError) -> AttackMatrix.Version {
        if let found = AttackMatrix.Version(name: text) { return found }
        let names = AttackMatrix.Version.allCases.map { String($0.rawValue.prefix { $0 != "." }) }.joined(
            separator: " and ")
        throw SettingError("ATT&CK `\(text)` is not in this build", help: "it has \(names)")
    }
}
