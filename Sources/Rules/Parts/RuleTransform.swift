package import Documents
package import SourceText

/// `[transform]`: what the placeholders of a note represent; entries count from 0.
package struct RuleTransform: Sendable {
    package var osquery: [RuleOsquery] = []
    package var investigate: [RuleInvestigate] = []
    package var range: ByteRange
    package var keyRange: ByteRange
}

/// A query that an analyst may run on the host.
package struct RuleOsquery: Sendable {
    package var label: RuleText?
    package var query: RuleText?
    package var ecsMapping: Entry?
    package var range: ByteRange
}

/// A button that opens the timeline with filters.
package struct RuleInvestigate: Sendable {
    package var label: RuleText?
    package var description: RuleText?
    package var relativeFrom: RuleText?
    package var relativeTo: RuleText?
    /// Any of the lists, of which every filter must hold.
    package var providers: [[RuleProvider]] = []
    package var range: ByteRange
}

package struct RuleProvider: Sendable {
    package var excluded: Spanned<Bool>?
    package var field: RuleText?
    package var queryType: RuleText?
    package var value: RuleText?
    package var valueType: RuleText?
    package var range: ByteRange
}
