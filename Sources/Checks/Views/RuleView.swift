package import Diagnostics
package import Documents
package import Rules
package import Schemas
package import SourceText

/// What a check sees of one rule. A class, because some two hundred checks are handed it for each rule.
package final class RuleView: Sendable, FileView {
    /// The rule with the stages of its loading.
    package let loaded: LoadedRule
    /// Where the rule's file is.
    package let path: RulePath
    /// Whether it is the first document of its file: what is wrong with the file is reported once.
    package let isFirst: Bool
    /// nil without a query or in a language that is not read yet.
    package let query: RuleQuery?
    /// What the reader said about the file's text; its ids are those of the syntax checks.
    package let syntaxFindings: [Diagnostic]
    /// The comments of the whole file that speak to Tenet; like the reader's findings given with its first document.
    package let suppressions: Suppressions
    /// Settings and facts of the run.
    package let context: CheckContext
    /// Where the document departs from the layout of rule files, each fault once.
    package let schemaViolations: [SchemaViolation]
    /// The query, where the rule's type has its language and the text is without syntax errors.
    package let checkedQuery: QueryView?
    /// The same, and of a text with syntax errors what could be read beside them.
    package let recoveredQuery: QueryView?
    /// The query of an ES|QL rule, as far as it is read.
    package var esql: ESQLView? { esqlCell.value { ESQLView(rule) } }
    private let esqlCell = LazyCell<ESQLView?>()
    /// The clauses of the query that others decide.
    package let clauses: QueryClauses
    /// The tests of its named fields with their places.
    let placedTests: [PlacedTest]
    /// What the filters of events and those of indicators ask; ranges are bytes of the file.
    package var filters: [RuleRestriction] {
        filtersCell.value {
            [
                query?.filters ?? rule.filterQuery(stack: context.stack, catalog: context.catalog),
                query?.indicators?.filters ?? rule.threatFilterQuery(stack: context.stack, catalog: context.catalog),
            ].compactMap { $0 }
        }
    }
    private let filtersCell = LazyCell<[RuleRestriction]>()
    /// The note, where the rule has one.
    package var note: NoteView? { noteCell.value { rule.elastic.note.map { NoteView($0) } } }
    private let noteCell = LazyCell<NoteView?>()
    /// What is wrong with the ATT&CK entries, each fault once.
    package var threatMismatches: [ThreatMismatch] {
        threatMismatchesCell.value { ThreatMismatch.all(of: rule, context.attack) }
    }
    private let threatMismatchesCell = LazyCell<[ThreatMismatch]>()
    /// What was done to the file since the revision that the run compares with; nil: nothing, or none is given.
    package let change: ChangedFiles.Change?
    private let loadedBefore: LoadedRule?

    /// - Parameter readsQuery: false for checks that do not look at the query: then `query` is nil.
    init(
        _ loaded: LoadedRule, syntaxFindings: [Diagnostic], suppressions: Suppressions, context: CheckContext,
        isFirst: Bool, before: LoadedRule?, readsQuery: Bool = true
    ) {
        let source = loaded.source
        let rule = loaded.rule
        let query = readsQuery ? loaded.writtenQuery : nil
        self.loaded = loaded
        self.isFirst = isFirst
        path = RulePath(source.path)
        self.query = query
        self.syntaxFindings = syntaxFindings
        self.suppressions = suppressions
        self.context = context
        checkedQuery = QueryView(query, of: rule, in: source)
        recoveredQuery = checkedQuery ?? QueryView(recovering: query, of: rule, in: source)
        clauses = QueryClauses(checkedQuery?.query)
        placedTests = PlacedTest.all(of: clauses, in: query, checkedQuery)
        schemaViolations = loaded.schemaViolations
        change = context.changes?.change(of: source.path)
        loadedBefore = before
    }

    package var source: SourceFile { loaded.source }
    package var document: Document { loaded.document }
    package var rule: Rule { loaded.rule }
    /// The rule as it was in the revision that the run compares with; nil for a rule that did not change or is new.
    package var before: Rule? { loadedBefore?.rule }

    /// Whether it is written as Kibana writes rules: what Kibana takes is not an error then.
    package var isKibana: Bool { rule.form.isKibana }
    /// ATT&CK Enterprise; a fault of `threatMismatches` knows the domain that it was looked up in.
    package var attack: AttackMatrix { context.attack }
    package var stack: StackVersion { context.stack }
}

extension RuleView {
    /// Whether an unknown key is a typo in the name of this one: then it is not missing, and must not be added beside it.
    func isMisspelt(_ path: [String]) -> Bool { schemaViolations.contains { $0.meantPath == path } }
}

/// Where checks put what they find.
package struct Findings: Sendable {
    /// Findings of one check on one rule that are kept. More come only from generated or broken files; a check that would
    /// make many looks at `isFull`, because a message costs more than finding its fault. Each check has its own room, so
    /// that a flood of one never hides what another finds.
    package static let limit = 5_000

    package private(set) var diagnostics: [Diagnostic] = []

    package init() {}

    /// Whether what is added now is dropped.
    package var isFull: Bool { diagnostics.count >= Self.limit }

    package mutating func add(_ diagnostic: Diagnostic) {
        if !isFull { diagnostics.append(diagnostic) }
    }
}
