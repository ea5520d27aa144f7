import Diagnostics
import Documents
import Machine
import SourceText

/// Runs one target on one input after another and tells broken invariants; a trap ends the process.
package struct FuzzChecker: ~Copyable {
    private let target: FuzzTarget
    /// Kept over all inputs, as in a real run: state that one event leaves must not hurt the next.
    private var matcher: Matcher
    private var buffer = EventBuffer()
    private let events: [[UInt8]]
    /// Damaged programs that could be run.
    package private(set) var runCount = 0

    package init(_ target: FuzzTarget) {
        self.target = target
        matcher = Matcher(target == .event ? FuzzSeeds.program() : Program(), ignoresIndices: true)
        events = target == .program ? FuzzSeeds.programEvents() : []
    }

    /// What is wrong; nil where all holds.
    package mutating func fault(of bytes: [UInt8]) -> String? {
        switch target {
        case .toml: Self.toml(bytes)
        case .yaml: Self.document(bytes, .yaml) ?? LayoutChecker.fault(of: bytes, .yaml)
        case .json: Self.document(bytes, .json)
        case .kql: QueryChecker.kql.fault(of: bytes)
        case .lucene: QueryChecker.lucene.fault(of: bytes)
        case .eql: QueryChecker.eql.fault(of: bytes)
        case .dsl: QueryChecker.dsl.fault(of: bytes)
        case .program: program(bytes)
        case .event: event(bytes)
        case .ruleTOML, .ruleYAML, .ruleJSON, .ruleNDJSON:
            target.ruleSyntax.flatMap { RuleFileChecker.fault(of: bytes, $0) }
        }
    }

    // MARK: documents

    private static func toml(_ bytes: [UInt8]) -> String? {
        let source = SourceFile(id: SourceID(0), path: "input.toml", bytes: bytes)
        let syntax = TOMLText.parse(source).syntax
        if syntax.printed() != bytes { return "printing does not give the text back" }
        var next = 0
        for token in syntax.tokens {
            if token.range.start != next || token.range.isEmpty { return "a gap between tokens at \(next)" }
            next = token.range.end
        }
        return document(bytes, .toml) ?? LayoutChecker.fault(of: bytes, .toml)
    }

    /// Every place is in the file, every string leads back into its own text, every fix can be carried out.
    private static func document(_ bytes: [UInt8], _ syntax: DocumentSyntax) -> String? {
        let source = SourceFile(id: SourceID(0), path: "input.\(syntax.rawValue)", bytes: bytes)
        let parsed = DocumentReader.read(source, as: syntax)
        let whole = ByteRange(0, bytes.count)
        for finding in parsed.findings {
            for label in [finding.primary] + finding.secondary where !whole.contains(label.location.range) {
                return "a finding outside the file: \(finding.message)"
            }
            guard let fix = finding.fix else { continue }
            if (try? TextEdits.apply(fix.edits, to: bytes)) == nil {
                return "a fix that cannot be carried out: \(fix.title)"
            }
        }
        for document in parsed.documents {
            if let fault = fault(of: document.root, in: whole) { return fault }
            if !document.comments.allSatisfy(whole.contains) { return "a comment outside the file" }
            if bytes.count < 4_096 { _ = DocumentTree.text(document, source) }
        }
        return nil
    }

    private static func fault(of node: Node, in whole: ByteRange) -> String? {
        guard whole.contains(node.range) else { return "a node outside the file at \(node.range)" }
        switch node.value {
        case .string(let scalar): return fault(of: scalar, in: whole)
        case .array(let items):
            for item in items {
                if let fault = fault(of: item, in: whole) { return fault }
            }
        case .table(let table):
            for entry in table.entries {
                guard whole.contains(entry.keyRange), whole.contains(entry.range) else {
                    return "an entry outside the file at \(entry.range)"
                }
                if let fault = fault(of: entry.value, in: whole) { return fault }
            }
        case .integer, .float, .boolean, .date, .null, .invalid: break
        }
        return nil
    }

    private static func fault(of scalar: StringScalar, in whole: ByteRange) -> String? {
        guard scalar.map.count == scalar.text.utf8.count else { return "a string map of another length than its text" }
        var last = 0
        for run in scalar.map.runs {
            let place = scalar.map.sourceOffset(of: Int(run.value))
            guard place >= last, whole.contains(ByteRange(place, place + Int(run.sourceCount))) else {
                return "a string map that leads out of the file or back at \(run)"
            }
            last = place
        }
        let end = scalar.map.sourceOffset(of: scalar.map.count)
        return whole.contains(ByteRange(at: end)) ? nil : "the end of a string outside the file"
    }

    // MARK: programs and events

    /// Decoding refuses it, or it is shown and runs over some of the events.
    private mutating func program(_ bytes: [UInt8]) -> String? {
        guard let program = try? Program(decoding: bytes) else { return nil }
        runCount += 1
        // The text says nothing that the run does not, and takes much longer.
        if runCount % 64 == 0, program.disassembly().isEmpty { return "a program without a text" }
        var matcher = Matcher(program, ignoresIndices: bytes[16] % 4 == 0, checksIndex: bytes[17] % 4 == 0)
        var output: [UInt8] = []
        // Which ones depends on the input alone, so that it can be run again.
        for number in 0..<Self.eventsOfOne {
            let event = events[(Int(bytes[16]) + number) % events.count]
            buffer.removeAll()
            buffer.append(event)
            if matcher.match(buffer, 0..<event.count) != nil { return "an event that is refused" }
            for index in matcher.matches { _ = program.rule(index) }
            matcher.appendTimestamp(to: &output)
        }
        return nil
    }

    /// Events that a damaged program runs over.
    private static let eventsOfOne = 4

    private mutating func event(_ bytes: [UInt8]) -> String? {
        buffer.removeAll()
        buffer.append(bytes)
        var output: [UInt8] = []
        if matcher.match(buffer, buffer.trimmed(0..<bytes.count)) == nil {
            matcher.appendTimestamp(to: &output)
            matcher.appendIdentifier(to: &output)
        }
        return nil
    }
}
