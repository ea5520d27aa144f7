package import Diagnostics
package import SourceText

/// What the formats of test results are given.
package struct TestReport: Sendable {
    /// One test file.
    package struct File: Sendable {
        package var path: String
        package var cases: [Case]
        /// Why cases could not be run.
        package var errors: [Diagnostic]
        /// The files that the errors are in.
        package var sources: [SourceFile]

        package init(path: String, cases: [Case], errors: [Diagnostic] = [], sources: [SourceFile] = []) {
            self.path = path
            self.cases = cases
            self.errors = errors
            self.sources = sources
        }
    }

    package struct Case: Sendable {
        package var name: String
        /// Line of the case in its file, from 1.
        package var line: Int
        package var seconds: Double
        /// nil: passed.
        package var failure: Failure?

        package init(name: String, line: Int, seconds: Double, failure: Failure?) {
            self.name = name
            self.line = line
            self.seconds = seconds
            self.failure = failure
        }
    }

    package struct Failure: Sendable {
        package var expected: String
        package var got: String
        package var events: [Event]
        /// Further events that came out otherwise.
        package var moreEvents: Int

        package init(expected: String, got: String, events: [Event], moreEvents: Int) {
            self.expected = expected
            self.got = got
            self.events = events
            self.moreEvents = moreEvents
        }
    }

    /// Why an event came out as it did.
    package struct Event: Sendable {
        package var headline: String
        package var clauses: [Clause]
        package var notes: [String]

        package init(headline: String, clauses: [Clause], notes: [String]) {
            self.headline = headline
            self.clauses = clauses
            self.notes = notes
        }
    }

    package struct Clause: Sendable {
        /// nil: not reached.
        package var holds: Bool?
        package var text: String
        package var value: String

        package init(holds: Bool?, text: String, value: String) {
            self.holds = holds
            self.text = text
            self.value = value
        }
    }

    /// In the order of the paths.
    package var files: [File]

    package init(files: [File]) { self.files = files }

    package var caseCount: Int { files.reduce(0) { $0 + $1.cases.count } }
    package var failureCount: Int { files.reduce(0) { $0 + $1.failureCount } }
    package var errorCount: Int { files.reduce(0) { $0 + $1.errors.count } }
}

extension TestReport.File {
    var failureCount: Int { cases.count { $0.failure != nil } }
    var seconds: Double { cases.reduce(0) { $0 + $1.seconds } }

    /// The line of an error, from 1.
    func line(of error: Diagnostic) -> Int {
        sources.first { $0.id == error.location.source }?.position(at: error.range.start).line ?? 1
    }
}

/// Test results for people: the cases that failed, and the clauses that decided.
package enum TestTextReport {
    /// The files with failing cases; empty where all passed.
    package static func text(_ report: TestReport, color: Bool) -> String {
        let paint = Paint(isOn: color)
        var text = ""
        for file in report.files where file.failureCount > 0 {
            text += "\(paint("FAIL", .error)) \(paint(Printable.text(file.path), .bold))\n"
            for item in file.cases {
                guard let failure = item.failure else { continue }
                text += "  case \(paint("\"\(Printable.text(item.name))\"", .bold))   line \(item.line)\n"
                text += details(failure, indent: "    ", paint) + "\n"
            }
        }
        return text
    }

    /// `12 cases in 5 files: 11 passed, 1 failed · 0.04 s`.
    package static func summary(_ report: TestReport, seconds: Double) -> String {
        let count = report.caseCount
        let failed = report.failureCount
        var parts = ["\((count - failed).grouped) passed"]
        if failed > 0 { parts.append("\(failed.grouped) failed") }
        if report.errorCount > 0 { parts.append(SummaryLine.counted(report.errorCount, "error") + " in test files") }
        let files = SummaryLine.counted(report.files.count, "file")
        let cases = SummaryLine.counted(count, "case")
        return "\(cases) in \(files): \(parts.joined(separator: ", ")) · \(SummaryLine.duration(seconds))"
    }

    /// Expected, got, and the events, each line ended.
    static func details(_ failure: TestReport.Failure, indent: String, _ paint: Paint) -> String {
        var lines = ["expected  \(failure.expected)", "got       \(failure.got)"]
        for event in failure.events {
            lines.append("")
            lines.append(Printable.text(event.headline))
            let width = event.clauses.map { Printable.text($0.text).count }.max() ?? 0
            for clause in event.clauses { lines.append("  " + line(clause, width, paint)) }
            for note in event.notes { lines.append("\(paint("note", .gutter)): \(Printable.text(note))") }
        }
        if failure.moreEvents > 0 {
            lines.append("")
            lines.append("and \(SummaryLine.counted(failure.moreEvents, "more event"))")
        }
        return lines.map { $0.isEmpty ? "\n" : indent + $0 + "\n" }.joined()
    }

    private static func line(_ clause: TestReport.Clause, _ width: Int, _ paint: Paint) -> String {
        let text = Printable.text(clause.text)
        let mark =
            switch clause.holds {
            case true?: paint("✓", .added)
            case false?: paint("✗", .removed)
            case nil: "·"
            }
        if clause.value.isEmpty { return "\(mark) \(text)" }
        let padding = String(repeating: " ", count: max(0, width - text.count) + 3)
        return "\(mark) \(text)\(padding)\(Printable.text(clause.value))"
    }
}
