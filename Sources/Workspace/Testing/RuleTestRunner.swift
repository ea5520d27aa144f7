import Compiler
import Diagnostics
import Documents
import Machine
import Rules
import SourceText

/// Runs the cases of one test file.
struct RuleTestRunner {
    /// The events of a case.
    private struct Events {
        /// JSON text.
        var bytes: [UInt8]
        /// Where each event is.
        var lines: [Range<Int>]

        func node(_ index: Int) -> Node? { try? JSONReader.value(of: bytes, in: lines[index]) }
    }

    /// Events that a failure explains; the others are only counted.
    private static let maximumExplanations = 3

    private let rule: TestedRule
    private let program: Program
    private let folder: String
    private let source: SourceFile
    /// Event files that were read already.
    private var files: [String: Events] = [:]

    var eventPaths: [String] { files.keys.sorted() }

    init(_ rule: TestedRule, folder: String, source: SourceFile) {
        self.rule = rule
        program = RuleCompiler.compile([rule.rule])
        self.folder = folder
        self.source = source
    }

    /// Runs a case and adds what came out: its result, or a finding where it cannot be run.
    mutating func run(_ test: RuleTestCase, into result: inout RuleTestResult) {
        let clock = ContinuousClock()
        let start = clock.now
        do throws(Diagnostic) {
            let events = try self.events(of: test)
            let failure = try outcome(of: test, events)
            let seconds = (clock.now - start) / .seconds(1)
            let line = source.position(at: test.name.range.start).line
            result.cases.append(
                RuleTestCaseResult(name: test.name.text, line: line, seconds: seconds, failure: failure))
        } catch {
            result.findings.append(error.moved(to: source.id))
        }
    }

    // MARK: - Events

    private mutating func events(of test: RuleTestCase) throws(Diagnostic) -> Events {
        switch test.events {
        case .inline(let nodes):
            var writer = JSONWriter()
            var lines: [Range<Int>] = []
            for node in nodes {
                let start = writer.bytes.count
                writer.value(JSONValue(node))
                lines.append(start..<writer.bytes.count)
                writer.newline()
            }
            return Events(bytes: writer.bytes, lines: lines)
        case .file(let path):
            let resolved = RuleTester.resolved(path.text, in: folder)
            if let known = files[resolved] { return known }
            var events = Events(bytes: [], lines: [])
            do throws(InputError) {
                events.bytes = try InputFile.read(resolved, limit: RuleTester.maximumEventBytes)
            } catch {
                throw .ruleTest(error.message, path.range)
            }
            events.lines = Self.places(of: events.bytes)
            files[resolved] = events
            return events
        }
    }

    /// Where the events of a file are.
    private static func places(of bytes: [UInt8]) -> [Range<Int>] {
        var places: [Range<Int>] = []
        var buffer = EventBuffer(capacity: bytes.count)
        buffer.append(bytes)
        guard EventScanner.isNeeded(buffer) == true else {
            JSONReader.forEachLine(of: bytes) { places.append($0) }
            return places
        }
        var scanner = EventScanner()
        var spans: [EventScanner.Span] = []
        scanner.scan(buffer, from: buffer.startsWithMark ? 3 : 0, to: &spans)
        if let last = scanner.finish(at: bytes.count) { spans.append(last) }
        return spans.map { buffer.trimmed($0) }
    }

    /// Which events of the case count, ascending.
    private func selected(_ test: RuleTestCase, _ events: Events) throws(Diagnostic) -> [Int] {
        guard let selection = test.selection else { return Array(events.lines.indices) }
        return try indices(of: selection, events).sorted()
    }

    /// The places of named events.
    private func indices(of names: [RuleTestEvent], _ events: Events) throws(Diagnostic) -> Set<Int> {
        var byID: [[UInt8]: Int] = [:]
        if names.contains(where: { if case .id = $0.name { true } else { false } }) {
            for index in events.lines.indices {
                guard let id = events.node(index)?["_id"]?.string else { continue }
                byID[Array(id.utf8)] = byID[Array(id.utf8)] ?? index
            }
        }
        var found: Set<Int> = []
        for name in names {
            switch name.name {
            case .ordinal(let ordinal) where ordinal < events.lines.count: found.insert(ordinal)
            case .id(let id):
                guard let index = byID[Array(id.utf8)] else { fallthrough }
                found.insert(index)
            case .ordinal:
                throw .ruleTest(
                    "the case has no event \(name.shown)", name.range,
                    help:
                        "a string is the `_id` of an event, a number its place from 0 to \(max(0, events.lines.count - 1))"
                )
            }
        }
        return found
    }

    // MARK: - Outcome

    /// nil: as expected.
    private func outcome(of test: RuleTestCase, _ events: Events) throws(Diagnostic) -> RuleTestFailure? {
        let selected = try self.selected(test, events)
        if selected.isEmpty {
            throw .ruleTest(
                "the case has no event, so it tests nothing", test.name.range, help: "add events, or remove the case")
        }
        let expected: Set<Int>
        switch test.expectation {
        case .all: expected = Set(selected)
        case .none: expected = []
        case .these(let names): expected = try indices(of: names, events)
        }
        let matched = try matches(events, selected, test)
        let wrong = selected.filter { expected.contains($0) != matched.contains($0) }
        let unselected = expected.subtracting(selected).sorted()
        if let first = unselected.first {
            throw .ruleTest(
                "`expect` names event \(first), which `ids` does not list", test.name.range, help: "add it to `ids`")
        }
        if wrong.isEmpty { return nil }
        let explainer = EventExplainer(rule)
        let explanations = wrong.prefix(Self.maximumExplanations).map { index in
            explainer.explain(
                line: Array(events.bytes[events.lines[index]]), name: name(index, events),
                isMatch: matched.contains(index))
        }
        return RuleTestFailure(
            expected: alerts(expected, events), got: alerts(matched, events), events: explanations,
            moreEvents: wrong.count - explanations.count)
    }

    private func matches(
        _ events: Events, _ selected: [Int], _ test: RuleTestCase
    ) throws(Diagnostic) -> Set<Int> {
        var buffer = EventBuffer(capacity: events.bytes.count)
        buffer.append(events.bytes)
        var matcher = Matcher(program)
        var matched: Set<Int> = []
        for index in selected {
            if let fault = matcher.match(buffer, events.lines[index]) {
                throw .ruleTest("event \(index) cannot be read: \(fault.text)", place(of: test, index))
            }
            if !matcher.matches.isEmpty { matched.insert(index) }
        }
        return matched
    }

    private func place(of test: RuleTestCase, _ index: Int) -> ByteRange {
        switch test.events {
        case .inline(let nodes): index < nodes.count ? nodes[index].range : test.name.range
        case .file(let path): path.range
        }
    }

    /// `event 2`, with its `_id` where it has one.
    private func name(_ index: Int, _ events: Events) -> String {
        guard let id = events.node(index)?["_id"]?.string else { return "event \(index)" }
        return "event \(index) (\(id))"
    }

    /// `2 alerts, from events 0 and 7`.
    private func alerts(_ indices: Set<Int>, _ events: Events) -> String {
        let count = indices.count
        let head = count == 1 ? "1 alert" : "\(count.grouped) alerts"
        if count == 0 { return head }
        let shown = indices.sorted().prefix(10).map(String.init)
        let rest = count - shown.count
        let list =
            rest > 0
            ? shown.joined(separator: ", ") + " and \(rest.grouped) more"
            : shown.count == 1 ? shown[0] : shown.dropLast().joined(separator: ", ") + " and \(shown[shown.count - 1])"
        return "\(head), from event\(count == 1 ? "" : "s") \(list)"
    }
}
