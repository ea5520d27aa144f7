package import Documents
package import SourceText

/// The test cases of a rule, as their file states them (`docs/rule-tests.md`).
package struct RuleTestFile: Sendable {
    package var source: SourceID
    /// Path of the rule file, relative to the test file; nil: the one of the same name.
    package var rule: RuleTestText?
    /// Which rule of the file; nil where it holds one.
    package var ruleID: RuleTestText?
    package var cases: [RuleTestCase] = []

    package init(source: SourceID) { self.source = source }
}

/// A text of a test file with its place.
package struct RuleTestText: Sendable, Hashable {
    package var text: String
    package var range: ByteRange

    package init(_ text: String, _ range: ByteRange) {
        self.text = text
        self.range = range
    }
}

/// One case: events and what the rule should say of them.
package struct RuleTestCase: Sendable {
    package var name: RuleTestText
    package var events: Events
    /// Only these events of the file; nil: all.
    package var selection: [RuleTestEvent]?
    package var expectation: Expectation

    /// Where the events are.
    package enum Events: Sendable {
        /// Each an object.
        case inline([Node])
        /// Path of an NDJSON file, relative to the test file.
        case file(RuleTestText)
    }

    /// Which events should meet the rule.
    package enum Expectation: Sendable, Hashable {
        case all, none
        case these([RuleTestEvent])
    }

    package init(name: RuleTestText, events: Events, selection: [RuleTestEvent]?, expectation: Expectation) {
        self.name = name
        self.events = events
        self.selection = selection
        self.expectation = expectation
    }
}

/// How a test file names an event.
package struct RuleTestEvent: Sendable, Hashable {
    package enum Name: Sendable, Hashable {
        /// The event's `_id`.
        case id(String)
        /// Its place among the events, from 0.
        case ordinal(Int)
    }

    package var name: Name
    package var range: ByteRange

    package init(_ name: Name, _ range: ByteRange) {
        self.name = name
        self.range = range
    }

    /// As messages say it.
    package var shown: String {
        switch name {
        case .id(let id): "`\(id)`"
        case .ordinal(let ordinal): "\(ordinal)"
        }
    }
}
