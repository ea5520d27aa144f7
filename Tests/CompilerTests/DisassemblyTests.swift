import Compiler
import Machine
import Queries
import Schemas
import SourceText
import TestSupport
import Testing

/// The code of queries: `Tests/Golden/program`. An input is a mapping (`field: type`, a line each), an empty line and a
/// query.
@Suite struct DisassemblyTests {
    @Test func codeIsAsCommitted() {
        let failures = Golden.failures("program") { source in
            let (fields, query) = Self.read(source)
            let expr = KQL.lower(KQL.parse(query), fields: fields).expr
            let program = RuleCompiler.compile(query: expr)
            #expect(
                (try? Program(decoding: program.encoded()))?.disassembly() == program.disassembly(), "\(source.path)")
            return program.disassembly()
        }
        for failure in failures { Issue.record("\(failure)") }
    }

    static func read(_ source: SourceFile) -> (FieldMapping, String) {
        var types: [String: String] = [:]
        let lines = source.text(ByteRange(0, source.bytes.count)).split(
            separator: "\n", omittingEmptySubsequences: false)
        let empty = lines.firstIndex(of: "") ?? lines.count
        for line in lines[..<empty] {
            guard let colon = line.lastIndex(of: ":") else { continue }
            types[String(line[..<colon])] = line[line.index(after: colon)...].filter { $0 != " " }
        }
        return (
            FieldMapping(types), lines[min(empty + 1, lines.count)...].joined(separator: "\n").filter { $0 != "\n" }
        )
    }
}
