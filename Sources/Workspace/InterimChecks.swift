import Checks
import Diagnostics
import Documents
import SourceText

enum CheckRunner {
    struct Outcome {
        var findings: [Diagnostic]
        var ruleCount: Int
    }
    static func lint(_ source: SourceFile) -> Outcome {
        let parsed = DocumentReader.read(source)
        return Outcome(findings: parsed.findings.sorted(by: Diagnostic.precedes), ruleCount: parsed.documents.count)
    }
}

enum CheckRegistry {
    static let all: [any Check.Type] = []
}
