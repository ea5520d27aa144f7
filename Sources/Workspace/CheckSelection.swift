import Checks
package import Diagnostics
import SourceText

/// Which checks count: by id or by category; what is ignored wins.
package struct CheckSelection: Sendable {
    /// nil: all.
    private var selected: Set<String>?
    private var ignored: Set<String> = []

    package init() {}

    /// `select` empty means all. The error is the first name that is neither a check nor a category.
    package init(select: [String], ignore: [String]) throws(UnknownCheck) {
        if !select.isEmpty { selected = try Self.known(select, option: "--select") }
        ignored = try Self.known(ignore, option: "--ignore")
    }

    /// The findings that count.
    package func filtered(_ findings: [Diagnostic]) -> [Diagnostic] {
        if selected == nil, ignored.isEmpty { return findings }
        return findings.filter { finding in
            if ignored.contains(finding.id) || ignored.contains(finding.category) { return false }
            return selected.map { $0.contains(finding.id) || $0.contains(finding.category) } ?? true
        }
    }

    /// A name that no check and no category has.
    package struct UnknownCheck: Error, Sendable {
        package var name: String
        package var option: String

        package var message: String { "unknown check `\(name)` in `\(option)`" }

        /// What may have been meant.
        package var help: String {
            let near = NearestName.ranked(name, among: CheckSelection.names)
            let list = "`tenet checks` lists all \(CheckRegistry.all.count)"
            if near.isEmpty { return list }
            return "did you mean \(near.map { "`\($0)`" }.joined(separator: " or "))? \(list)"
        }
    }

    /// What a check finds, in one line; nil for an id that is none.
    package static func summary(of id: String) -> String? {
        CheckSuggestions.check(id)?.info.summary
    }

    fileprivate static var names: [String] {
        CheckRegistry.all.map { $0.info.id } + CheckInfo.Category.allCases.map(\.rawValue)
    }

    private static func known(_ names: [String], option: String) throws(UnknownCheck) -> Set<String> {
        let all = Set(Self.names)
        for name in names where !all.contains(name) { throw UnknownCheck(name: name, option: option) }
        return Set(names)
    }
}
