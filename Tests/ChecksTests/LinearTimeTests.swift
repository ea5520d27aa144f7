import Diagnostics
import Foundation
import Rules
import SourceText
import TestSupport
import Testing

@testable import Checks

/// Twice the values cost about twice the time, for the view of a rule and for each check alone.
@Suite(.serialized) struct LinearTimeTests {
    /// A generated rule of so many values, and how its list is made.
    private static let shapes: [(name: String, language: String, head: String, value: String, separator: String)] = [
        ("kql list", "kuery", "source.ip:(", "10.%a.%b.1", " or "),
        ("kql negated list", "kuery", "not process.name:(", "p%a-%b.exe", " or "),
        ("kql tests", "kuery", "(", "process.hash.sha256:a%a%b", " or "),
        ("kql patterns", "kuery", "process.name:(", "*p%a-%b*", " or "),
        ("kql wrong values", "kuery", "source.port:(", "x%a-%b", " or "),
        ("kql foreign syntax", "kuery", "process.name:(", "'p%a-%b'", " or "),
        ("kql mixed", "kuery", "(", "process.pid:%a and process.name:p%b", " or "),
        ("lucene list", "lucene", "source.ip:(", "10.%a.%b.1", " OR "),
        ("lucene quotes", "lucene", "process.name:(", "'p%a-%b'", " OR "),
        ("eql list", "eql", "process where process.name in (", "\"p%a-%b\"", ", "),
        ("eql tests", "eql", "process where (", "process.name == \"p%a-%b\"", " or "),
    ]

    private static func view(_ shape: Int, count: Int) -> RuleView {
        let shape = shapes[shape]
        let values = (0..<count).map { index in
            shape.value.replacingOccurrences(of: "%a", with: String(index / 250)).replacingOccurrences(
                of: "%b", with: String(index % 250))
        }
        let text = """
            [metadata]
            [rule]
            type = "\(shape.language == "eql" ? "eql" : "query")"
            language = "\(shape.language)"
            index = ["filebeat-*"]
            query = '''
            \(shape.head)\(values.joined(separator: shape.separator)))
            '''
            """
        let context = CheckContext(profile: .strict)
        let file = LoadedFile(SourceFile(path: "list.toml", text: text), context.typing)
        return RuleView(
            file.rules[0], syntaxFindings: [], suppressions: Suppressions(), context: context, isFirst: true,
            before: nil)
    }

    @Test(arguments: shapes.indices) func listsAreLinear(_ shape: Int) {
        let small = Self.shapeSize / 2
        let (one, view) = ProcessorTime.least { Self.view(shape, count: small) }
        let (two, largeView) = ProcessorTime.least { Self.view(shape, count: Self.shapeSize) }
        let name = Self.shapes[shape].name
        #expect(ProcessorTime.isLinear(one, two), "\(name): the view takes \(one), then \(two)")
        for check in CheckRegistry.ofRules {
            let run: (RuleView) -> Void = { view in
                var findings = Findings()
                check.run(view, &findings)
            }
            let one = ProcessorTime.least { run(view) }.time
            let two = ProcessorTime.least { run(largeView) }.time
            #expect(ProcessorTime.isLinear(one, two), "\(name): `\(check.info.id)` takes \(one), then \(two)")
        }
    }

    private static let shapeSize = 2_000
}
