package import Diagnostics
package import Documents
import Queries
package import SourceText

/// One rule of an input, with the stages after it. A class, because a rule is some kilobytes that nobody should copy.
package final class LoadedRule: Sendable {
    package let source: SourceFile
    package let rule: Rule
    /// Whether the text of the rule's file, or of its line, has errors.
    private let isBroken: Bool
    private let parsed: ParsedFile
    private let typing: QueryTyping
    private let exceptions: ExceptionItems
    private let writtenQueryCell = LazyCell<RuleQuery?>()
    private let queryCell = LazyCell<RuleQuery?>()
    private let detectionCell = LazyCell<DetectionOutcome>()
    private let schemaViolationsCell = LazyCell<[SchemaViolation]>()

    init(_ rule: Rule, of file: LoadedFile) {
        source = file.source
        self.rule = rule
        parsed = file.parsed
        typing = file.typing
        exceptions = rule.elastic.exceptionLists.isEmpty ? ExceptionItems() : file.exceptions
        isBroken = !file.parsed.isLines && file.isBroken
    }

    package var document: Document { rule.document }

    /// What is wrong with the text that the rule is part of. A broken line is not part of the others.
    package var syntaxFindings: [Diagnostic] { parsed.isLines ? [] : parsed.findings }

    /// Whether the text could be read whole: a rule of a broken text is neither converted nor compiled.
    package var isReadable: Bool { !isBroken }

    /// Where the document departs from the layout of its form, each fault once.
    package var schemaViolations: [SchemaViolation] { schemaViolationsCell.value { SchemaViolation.all(of: rule) } }

    /// The query as it is written, with the rule's filters, parsed and typed; nil without a query or in a language that is
    /// not parsed. In a broken text it is what could be read of it.
    package var writtenQuery: RuleQuery? {
        writtenQueryCell.value { rule.parsedQuery(stack: typing.stack, catalog: typing.catalog) }
    }

    /// The query with the rule's filters and the exceptions of the same input; nil in a broken text, where anything may
    /// have become the query.
    package var query: RuleQuery? {
        queryCell.value {
            guard isReadable, let query = writtenQuery else { return nil }
            let left = rule.exceptionQuery(
                exceptions, query.facts, stack: typing.stack, catalog: typing.catalog)
            return query.beside(exceptions: left)
        }
    }

    /// What the rule runs, or why it cannot be run.
    package var detection: DetectionOutcome {
        detectionCell.value {
            // A rule without a parsed query has filters and exceptions, too.
            let isBare = query == nil && isReadable
            let filters = isBare ? rule.filterQuery(stack: typing.stack, catalog: typing.catalog) : nil
            let left =
                isBare
                ? rule.exceptionQuery(exceptions, QueryFacts(), stack: typing.stack, catalog: typing.catalog) : nil
            return rule.detection(query, filters: filters, exceptions: left)
        }
    }
}
