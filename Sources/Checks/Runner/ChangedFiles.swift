import Rules
import SourceText

/// What was done to the files of a run since a revision, for checks that compare a rule with what it was.
package struct ChangedFiles: Sendable {
    /// What was done to one file.
    package enum Change: Sendable, Equatable {
        case added
        /// The bytes that the file had.
        case modified(before: [UInt8])
        /// The bytes that the file had under another path.
        case moved(before: [UInt8])
    }

    private let changes: [String: Change]

    /// The changes by path, each written as the run names its file (`SourceFile.path`). Files that are not named did not
    /// change.
    package init(_ changes: [String: Change]) { self.changes = changes }

    /// What was done to a file; nil: nothing.
    package func change(of path: String) -> Change? { changes[path] }
}

extension ChangedFiles.Change {
    /// The bytes that the file had, wherever it lay; nil for a new file.
    package var before: [UInt8]? {
        switch self {
        case .added: nil
        case .modified(let bytes), .moved(let bytes): bytes
        }
    }
}

/// The rules that a changed file held before.
struct RulesBefore {
    private var rules: [LoadedRule] = []
    private var byID: [String: LoadedRule] = [:]

    /// Empty where the file did not change, is new, or the run compares with nothing.
    init(_ source: SourceFile, _ changes: ChangedFiles?) {
        guard let bytes = changes?.change(of: source.path)?.before, bytes != source.bytes else { return }
        let old = SourceFile(id: source.id, path: source.path, bytes: bytes)
        rules = LoadedFile(old).rules
        for rule in rules { if let id = rule.rule.id?.text { byID[id] = byID[id] ?? rule } }
    }

    /// What a rule was: the only rule of the file, else the one with the same id.
    func rule(like rule: LoadedRule) -> LoadedRule? {
        rules.count == 1 ? rules[0] : rule.rule.id.flatMap { byID[$0.text] }
    }
}
