package import Diagnostics
package import SourceText

/// A parsed query.
package struct EQLQuery: Sendable {
    package var text: String
    /// nil: nothing of it could be read.
    package var statement: EQLStatement?
    package var pipes: [EQLPipe]
    /// The first is the one to tell: later ones may only follow from it.
    package var issues: [Diagnostic]

    package init(text: String, statement: EQLStatement?, pipes: [EQLPipe] = [], issues: [Diagnostic]) {
        self.text = text
        self.statement = statement
        self.pipes = pipes
        self.issues = issues
    }
}

/// What a query looks for.
package enum EQLStatement: Sendable, Hashable {
    case event(EQLFilter)
    case series(EQLSeries)

    /// The filters in the order of the text, that of `until` last.
    package var filters: [EQLFilter] {
        switch self {
        case .event(let filter): [filter]
        case .series(let series): (series.stages + (series.until.map { [$0] } ?? [])).map(\.filter)
        }
    }

    package var series: EQLSeries? { if case .series(let series) = self { series } else { nil } }

    /// The same with every range set to nothing: what two texts of one query have in common.
    package var withoutRanges: EQLStatement {
        switch self {
        case .event(let filter): .event(filter.withoutRanges)
        case .series(let series): .series(series.withoutRanges)
        }
    }
}

/// Events of a category that meet a condition.
package struct EQLFilter: Sendable, Hashable {
    package var category: EQLCategory
    package var condition: EQLNode
    package var range: ByteRange

    package init(_ category: EQLCategory, _ condition: EQLNode, _ range: ByteRange) {
        self.category = category
        self.condition = condition
        self.range = range
    }

    package var withoutRanges: EQLFilter {
        EQLFilter(EQLCategory(category.name, EQL.nowhere), condition.withoutRanges, EQL.nowhere)
    }
}

/// The word before `where`.
package struct EQLCategory: Sendable, Hashable {
    /// nil: `any`, which takes every event. In quotes `"any"` is a category of that name.
    package var name: String?
    package var range: ByteRange

    package init(_ name: String?, _ range: ByteRange) {
        self.name = name
        self.range = range
    }
}

/// A sequence, a sample or a join.
package struct EQLSeries: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case sequence, sample, join
    }

    package var kind: Kind
    /// The keys that all stages share.
    package var keys: [EQLField]
    package var maxspan: EQLSpan?
    package var stages: [EQLStage]
    package var until: EQLStage?
    /// The word that begins it.
    package var wordRange: ByteRange

    package init(
        _ kind: Kind, keys: [EQLField] = [], maxspan: EQLSpan? = nil, stages: [EQLStage] = [],
        until: EQLStage? = nil, wordRange: ByteRange
    ) {
        self.kind = kind
        self.keys = keys
        self.maxspan = maxspan
        self.stages = stages
        self.until = until
        self.wordRange = wordRange
    }

    var withoutRanges: EQLSeries {
        EQLSeries(
            kind, keys: keys.map(\.withoutRange), maxspan: maxspan.map { EQLSpan($0.count, $0.unit, EQL.nowhere) },
            stages: stages.map(\.withoutRanges), until: until?.withoutRanges, wordRange: EQL.nowhere)
    }
}

/// A time span such as `5m`.
package struct EQLSpan: Sendable, Hashable {
    package enum Unit: String, Sendable, Hashable, CaseIterable {
        case milliseconds = "ms"
        case seconds = "s"
        case minutes = "m"
        case hours = "h"
        case days = "d"

        /// Milliseconds of one.
        package var milliseconds: Int64 {
            switch self {
            case .milliseconds: 1
            case .seconds: 1_000
            case .minutes: 60_000
            case .hours: 3_600_000
            case .days: 86_400_000
            }
        }
    }

    package var count: Int64
    package var unit: Unit
    /// Number and unit.
    package var range: ByteRange

    package init(_ count: Int64, _ unit: Unit, _ range: ByteRange) {
        self.count = count
        self.unit = unit
        self.range = range
    }

    /// The greatest number for spans that no 64 bits hold.
    package var milliseconds: Int64 {
        let (product, overflows) = count.multipliedReportingOverflow(by: unit.milliseconds)
        return overflows ? .max : product
    }
}

/// One bracket of a sequence or sample.
package struct EQLStage: Sendable, Hashable {
    /// `![…]`: no such event. After `until` Elasticsearch accepts the `!` and ignores it (elastic/elasticsearch#132787).
    package var isMissing: Bool
    package var filter: EQLFilter
    /// The keys of this stage alone; they represent the same values as those of the other stages.
    package var keys: [EQLField]
    /// How often it is repeated; nil without `with runs`.
    package var runs: Int?
    /// From the bracket to the last of its keys and `runs`.
    package var range: ByteRange

    package init(
        isMissing: Bool = false, _ filter: EQLFilter, keys: [EQLField] = [], runs: Int? = nil, _ range: ByteRange
    ) {
        self.isMissing = isMissing
        self.filter = filter
        self.keys = keys
        self.runs = runs
        self.range = range
    }

    var withoutRanges: EQLStage {
        EQLStage(
            isMissing: isMissing, filter.withoutRanges, keys: keys.map(\.withoutRange), runs: runs, EQL.nowhere)
    }
}

/// `| head 10`: which of the results are kept.
package struct EQLPipe: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case head, tail
    }

    package var kind: Kind
    /// A constant expression.
    package var argument: EQLNode
    /// Its value, never negative.
    package var count: Int64
    package var range: ByteRange

    package init(_ kind: Kind, _ argument: EQLNode, count: Int64, _ range: ByteRange) {
        self.kind = kind
        self.argument = argument
        self.count = count
        self.range = range
    }

    package var withoutRanges: EQLPipe { EQLPipe(kind, argument.withoutRanges, count: count, EQL.nowhere) }
}

extension EQL {
    /// The place of what is compared without its place.
    static let nowhere = ByteRange(at: 0)
}
