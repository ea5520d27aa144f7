package import Diagnostics
package import SourceText

/// What running test files gave.
package struct RuleTestRun: Sendable {
    /// In the order of the paths.
    package var files: [RuleTestResult] = []
    /// Inputs that could not be opened.
    package var errors: [InputError] = []
    /// Rule files that were named and have no test file.
    package var untested: [String] = []
    /// Folders without a test file.
    package var emptyFolders: [String] = []

    package init() {}

    /// What is wrong with the test files themselves.
    package var findings: [Diagnostic] { files.flatMap(\.findings) }
    package var sources: [SourceFile] {
        files.compactMap(\.source) + files.compactMap(\.ruleSource)
    }
    package var caseCount: Int { files.reduce(0) { $0 + $1.cases.count } }
    package var failureCount: Int { files.reduce(0) { $0 + $1.cases.count { $0.failure != nil } } }
}

/// The result of one test file.
package struct RuleTestResult: Sendable {
    package var path: String
    /// nil where the file could not be read.
    package var source: SourceFile?
    /// The file of the rule under test, where it keeps cases from being run; `findings` may be about it.
    package var ruleSource: SourceFile?
    /// Files that were read besides: the rule's, and those of events.
    package var otherPaths: [String] = []
    package var cases: [RuleTestCaseResult] = []
    /// Why cases could not be run.
    package var findings: [Diagnostic] = []

    package init(path: String) { self.path = path }
}

/// The result of one case.
package struct RuleTestCaseResult: Sendable {
    package var name: String
    /// Line of the case's name, from 1.
    package var line: Int
    package var seconds: Double
    /// nil: passed.
    package var failure: RuleTestFailure?
}

/// How a case came out otherwise than expected.
package struct RuleTestFailure: Sendable, Hashable {
    /// `1 alert, from event 2`.
    package var expected: String
    package var got: String
    /// The first events that came out otherwise, each with the clauses that decided.
    package var events: [EventExplanation]
    /// Further such events.
    package var moreEvents: Int
}

/// Why a rule matched an event, or did not.
package struct EventExplanation: Sendable, Hashable {
    /// One clause of the query.
    package struct Clause: Sendable, Hashable {
        package enum State: Sendable, Hashable { case holds, fails, notReached }

        package var state: State
        /// As the query writes it, on one line.
        package var text: String
        /// What the event has there: `"a"`, `value is "b"`, `no value`, `not reached`.
        package var value: String
    }

    /// `event 2 stops at the second of three clauses`.
    package var headline: String
    package var clauses: [Clause]
    package var notes: [String]
}
