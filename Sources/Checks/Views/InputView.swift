package import Diagnostics
import Documents
import Queries
package import Rules
package import SourceText

/// What a check sees of a whole file of Kibana's objects.
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

    /// - Parameter referring: rules of other files that refer to its exceptions.
    init(_ file: LoadedFile, _ input: KibanaInput, referring: [LoadedRule] = [], context: CheckContext) {
        source = file.source
        self.input = input
        rules = file.rules
        self.context = context
        exceptionIssues = ExceptionIssues.all(of: input, file.rules + referring)
        let ofObjects = input.objects.flatMap { object -> [SchemaViolation] in
            switch object.kind {
            case .exceptionList:
                SchemaViolation.all(of: object.document, RuleShape.exceptionList, called: "exception list")
            case .exceptionItem: SchemaViolation.all(of: object.document, RuleShape.exceptionItem, called: "exception")
            case .rule, .connector, .trailer, .savedObject, .unknown: []
            }
        }
        schemaViolations = Self.metadataFaults(file) + ofObjects
    }

    /// Where the metadata of a file of exceptions or connectors depart from their shape.
    private static func metadataFaults(_ file: LoadedFile) -> [SchemaViolation] {
        switch file.kind {
        case .exceptions, .connectors, .actions: break
        case .ruleFile, .kibana, .other: return []
        }
        return file.parsed.documents.flatMap { document -> [SchemaViolation] in
            guard let metadata = document.root["metadata"] else { return [] }
            let part = Document(source: document.source, syntax: document.syntax, root: metadata, comments: [])
            return SchemaViolation.all(of: part, RuleShape.companionMetadata, called: "metadata")
        }
    }

    /// The objects of a kind.
    package func objects(_ kind: KibanaInput.Kind) -> [KibanaInput.Object] { input.objects.filter { $0.kind == kind } }
}
