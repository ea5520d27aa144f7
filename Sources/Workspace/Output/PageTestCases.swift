import Documents
import RulePages
import Rules
import SourceText

/// The test cases that a rule's page shows: those of the test files beside the rule file.
enum PageTestCases {
    /// In the order of the files. A test file that cannot be read has none here: `tenet test` says what is wrong with it.
    static func cases(of rule: LoadedRule) -> [PageTestCase] {
        guard let ending = RuleFileName.endings.first(where: { rule.source.path.hasSuffix($0) }) else { return [] }
        let stem = rule.source.path.dropLast(ending.utf8.count)
        return RuleTestFiles.endings.flatMap { cases(at: stem + $0, of: rule) }
    }

    private static func cases(at path: String, of rule: LoadedRule) -> [PageTestCase] {
        guard FolderListing.exists(path),
            let bytes = try? InputFile.readText(path, limit: DocumentReader.maximumBytes)
        else { return [] }
        let file = RuleTestReader.read(SourceFile(id: SourceID(0), path: path, bytes: bytes)).file
        // The cases of another file's rule, or of another rule of this file.
        guard file.rule == nil, file.ruleID.map({ $0.text == rule.rule.id?.text }) ?? true else { return [] }
        return file.cases.map { PageTestCase(name: $0.name.text, expectation: words(for: $0.expectation)) }
    }

    private static func words(for expectation: RuleTestCase.Expectation) -> String {
        switch expectation {
        case .all: "match"
        case .none, .these([]): "no match"
        case .these(let events): "match of " + events.map(\.name.text).joined(separator: ", ")
        }
    }
}

extension RuleTestEvent.Name {
    /// The `_id`, or the number from 0.
    fileprivate var text: String {
        switch self {
        case .id(let id): id
        case .ordinal(let ordinal): "event \(ordinal)"
        }
    }
}
