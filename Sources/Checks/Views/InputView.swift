package import Diagnostics
import Queries
package import Rules
package import SourceText

/// What a check sees of a whole file of Kibana's JSON.
package struct InputView: Sendable, FileView {
    package let source: SourceFile
    package let input: KibanaInput
    /// The rules among its objects, in their order.
    package let rules: [LoadedRule]
    package let context: CheckContext
    /// Where exception lists and items depart from their shapes.
    package let schemaViolations: [SchemaViolation]
    /// What is wrong with fields and values of its exceptions, for every rule that refers to them.
    package let exceptionIssues: [Diagnostic]

    init(source: SourceFile, input: KibanaInput, rules: [LoadedRule], context: CheckContext) {
        self.source = source
        self.input = input
        self.rules = rules
        self.context = context
        exceptionIssues = ExceptionIssues.all(of: input, rules)
        schemaViolations = input.objects.flatMap { object -> [SchemaViolation] in
            switch object.kind {
            case .exceptionList:
                SchemaViolation.all(of: object.document, RuleShape.exceptionList, called: "exception list")
            case .exceptionItem: SchemaViolation.all(of: object.document, RuleShape.exceptionItem, called: "exception")
            case .rule, .connector, .trailer, .savedObject, .unknown: []
            }
        }
    }

    /// The objects of a kind.
    package func objects(_ kind: KibanaInput.Kind) -> [KibanaInput.Object] { input.objects.filter { $0.kind == kind } }
}
