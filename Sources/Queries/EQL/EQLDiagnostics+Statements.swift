import Diagnostics
import SourceText

/// Faults of categories, sequences, samples and pipes.
extension EQLDiagnostics {
    // MARK: categories

    static func noCategory(in parser: EQLParser) -> Diagnostic {
        let help: String =
            switch parser.token.kind {
            case .quotedIdentifier: "put a category in double quotes, or in none"
            case .keyword(.where): "for events of every category write `any where …`"
            default: "a query begins with a category: `process where …`, or `any where …` for all of them"
            }
        return unexpected("a category of events", help: help, in: parser)
    }

    /// The query begins with its condition.
    static func noCategory(at range: ByteRange, in parser: EQLParser) -> Diagnostic {
        Diagnostic(
            .syntax, range, "expected a category of events and `where`, found a condition",
            help: "put `any where` before it, or the category: `process where …`", offset: parser.token.range.start)
    }

    static func keywordAsCategory(_ word: EQLKeyword, in parser: EQLParser) -> Diagnostic {
        Diagnostic(
            .syntax, parser.token.range, "`\(word.rawValue)` is a word of EQL and no category",
            help: "put it in quotes: `\"\(word.rawValue)\" where …`")
    }

    static func quotedCategory(in parser: EQLParser) -> Diagnostic {
        Diagnostic(
            .syntax, parser.token.range, "a category cannot be in backquotes",
            help: "write it in double quotes, or without any")
    }

    static func seriesAsCategory(_ kind: EQLSeries.Kind, _ range: ByteRange, in parser: EQLParser) -> Diagnostic {
        Diagnostic(
            .syntax, range, "`\(kind.rawValue)` is a word of EQL and no category",
            help: "put it in quotes: `\"\(kind.rawValue)\" where …`", offset: parser.token.range.start)
    }

    /// Whether what was read as a category is the begin of a condition.
    static func isConditionWithoutCategory(in parser: EQLParser) -> Bool {
        switch parser.token.kind {
        case .sign(.minus), .sign(.plus), .sign(.star), .sign(.slash), .sign(.percent): false
        default: continuesValue(parser.token)
        }
    }

    /// Whether the word at hand is a mistyped `where`.
    static func meantWhere(in parser: EQLParser) -> Bool {
        guard parser.token.kind == .identifier, parser.token.range.count <= 8 else { return false }
        let word = Array(parser.source(parser.token.range).lowercased().utf8)
        return NearestName.distance(word, Array("where".utf8), bound: 2) <= 2
    }

    static func noWhere(_ isMistyped: Bool, in parser: EQLParser) -> Diagnostic {
        let help: String? =
            switch parser.token.kind {
            case _ where isMistyped: "write `where`"
            case .sign(.comma): "for several categories write `any where event.category in (…)`"
            case .sign(.minus), .sign(.star), .sign(.slash):
                "put a category with other signs in quotes: `\"…\" where …`"
            case _ where startsOperand(parser.token): "put `where` between the category and the condition"
            default: nil
            }
        return unexpected("`where` after the category", help: help, in: parser).meaning(isMistyped ? "where" : nil)
    }

    // MARK: sequences and samples

    /// The kind of series that the word at hand represents, written with capitals or in the plural.
    static func meantSeries(in parser: EQLParser) -> EQLSeries.Kind? {
        switch parser.token(after: 1).kind {
        case .sign(.openBracket), .sign(.missing), .keyword(.by), .keyword(.with): break
        default: return nil
        }
        switch parser.source(parser.token.range).lowercased() {
        case "sequence", "sequences": return .sequence
        case "sample", "samples": return .sample
        default: return nil
        }
    }

    static func wrongSeriesWord(_ kind: EQLSeries.Kind, in parser: EQLParser) -> Diagnostic {
        Diagnostic(
            .syntax, parser.token.range, "\(found(in: parser)) is not a word in EQL", help: "write `\(kind.rawValue)`",
            offset: parser.token(after: 1).range.start
        ).meaning(kind.rawValue)
    }

    static func noStage(of series: EQLSeries, in parser: EQLParser) -> Diagnostic {
        let help: String? =
            switch parser.token.kind {
            case .sign(.comma): "stages follow each other without commas"
            case .identifier where series.stages.isEmpty && !series.keys.isEmpty: "separate the keys with commas"
            case .identifier where series.stages.isEmpty:
                "keys follow `by`, stages are in brackets: `[process where …]`"
            case .invalid(.character) where parser.source(parser.token.range) == "!":
                "a missing event is written without a space: `![…]`"
            case .sign(.openParenthesis): "put stages in brackets: `[process where …]`"
            case .keyword(.by): "the keys of a stage follow it directly, before `with runs`"
            default: nil
            }
        return unexpected("a stage in brackets", help: help, in: parser)
    }

    static func missingOutsideSequence(_ kind: EQLSeries.Kind, in parser: EQLParser) -> Diagnostic {
        Diagnostic(
            .syntax, parser.token.range, "missing events are allowed only in sequences, not in a \(kind.rawValue)",
            help: "remove the `!`, or write a sequence with `maxspan`")
    }

    static func runsOutsideSequence(_ kind: EQLSeries.Kind, in parser: EQLParser) -> Diagnostic {
        Diagnostic(
            .syntax, parser.token.range, "`with runs` is allowed only in sequences, not in a \(kind.rawValue)",
            help: "write the stage as often as it is wanted")
    }

    static func maxspanOutsideSequence(_ kind: EQLSeries.Kind, in parser: EQLParser) -> Diagnostic {
        Diagnostic(
            .syntax, parser.token.range, "`with maxspan` is allowed only in sequences, not in a \(kind.rawValue)",
            help: kind == .sample ? "a sample has no time: remove it" : "write a sequence")
    }

    static func untilInSample(in parser: EQLParser) -> Diagnostic {
        Diagnostic(
            .syntax, parser.token.range, "`until` is allowed only in sequences, not in a sample",
            help: "a sample has no time: remove it")
    }

    static func byAfterWith(in parser: EQLParser) -> Diagnostic {
        Diagnostic(
            .syntax, parser.token.range, "`by` goes before `with`, not after it",
            help: "write `sequence by … with maxspan=…`")
    }

    static func byAfterRuns(in parser: EQLParser) -> Diagnostic {
        Diagnostic(
            .syntax, parser.token.range, "`by` goes before `with runs`, not after it",
            help: "write `[…] by … with runs=…`")
    }

    // MARK: keys

    static func keyIsNoField(in parser: EQLParser) -> Diagnostic {
        unexpected(
            "the name of a field", help: "only fields can be keys: no values, functions or operators", in: parser)
    }

    static func noKey(in parser: EQLParser) -> Diagnostic {
        let help: String? = parser.token(after: -1).kind == .sign(.comma) ? "remove the comma" : nil
        return unexpected("the name of a field", help: help, in: parser)
    }

    // MARK: maxspan and runs

    static func noMaxspan(in parser: EQLParser) -> Diagnostic {
        let word = parser.token.kind == .identifier ? parser.source(parser.token.range).lowercased() : ""
        return unexpected(
            "`maxspan` after `with`",
            help: word == "runs" ? "`with runs` follows the stage that it repeats" : "write `with maxspan=5m`",
            in: parser)
    }

    static func noRuns(in parser: EQLParser) -> Diagnostic {
        unexpected(
            "`runs` after `with`",
            help: parser.isAt(.maxspan) ? "`with maxspan` goes before the first stage" : "write `with runs=2`",
            in: parser)
    }

    static func noAssign(after word: String, isDouble: Bool, in parser: EQLParser) -> Diagnostic {
        unexpected("`=` after `\(word)`", help: isDouble ? "write a single `=`" : nil, in: parser)
    }

    static func noSpan(in parser: EQLParser) -> Diagnostic {
        let help: String =
            switch parser.token.kind {
            case .decimal: "use a smaller unit: `90s` for one and a half minutes"
            case .sign(.minus): "a time span is positive"
            case .string, .rawString: "remove the quotes"
            default: "write a number and one of the units `ms`, `s`, `m`, `h`, `d`: `maxspan=5m`"
            }
        return unexpected("a whole number after `maxspan=`", help: help, in: parser)
    }

    static func noUnit(_ number: ByteRange, in parser: EQLParser) -> Diagnostic {
        Diagnostic(
            .syntax, number, "the time span `\(parser.source(number))` has no unit",
            help: "add one of `ms`, `s`, `m`, `h`, `d`", offset: parser.token.range.start)
    }

    static func wrongUnit(_ span: ByteRange, in parser: EQLParser) -> Diagnostic {
        Diagnostic(
            .syntax, span, "`\(parser.source(span))` is not a time span in EQL",
            help: "write a number and one of the units `ms`, `s`, `m`, `h`, `d`")
    }

    static func zeroSpan(_ range: ByteRange) -> Diagnostic {
        Diagnostic(.syntax, range, "`maxspan` is zero", help: "write at least `1ms`")
    }

    static func wrongRuns(in parser: EQLParser) -> Diagnostic {
        unexpected("a whole number from 1 to 100 after `runs=`", in: parser)
    }

    // MARK: shape

    /// What is wrong with a series as a whole.
    static func shape(of series: EQLSeries) -> Diagnostic? {
        let stages = series.stages
        let isSequence = series.kind == .sequence
        let count = stages.reduce(0) { $0 + ($1.runs ?? 1) }
        if let issue = keyCount(of: series) { return issue }
        if isSequence, let missing = stages.first(where: \.isMissing), series.maxspan == nil {
            return Diagnostic(
                .syntax, missing.range, "a sequence with missing events needs `maxspan`",
                help: "write `sequence with maxspan=5m`, the keys before `with`")
        }
        if count < 2 {
            let help = isSequence ? "add another stage, or `with runs=2` after this one" : "add another stage"
            return Diagnostic(
                .syntax, series.wordRange, "a \(series.kind.rawValue) has at least two stages", help: help)
        }
        if isSequence, stages.allSatisfy(\.isMissing) {
            return Diagnostic(
                .syntax, series.wordRange, "a sequence has at least one event that happens",
                help: "add a stage without `!`")
        }
        guard series.kind == .sample else { return nil }
        if let sixth = stages.dropFirst(5).first {
            return Diagnostic(.syntax, sixth.range, "a sample has at most five stages")
        }
        if series.keys.isEmpty, stages.first?.keys.isEmpty != false {
            return Diagnostic(
                .syntax, series.wordRange, "a sample needs at least one key", help: "write `sample by field […] […]`")
        }
        return nil
    }

    /// Every stage has as many keys of its own as the first.
    private static func keyCount(of series: EQLSeries) -> Diagnostic? {
        guard let first = series.stages.first else { return nil }
        let all = series.stages.dropFirst() + (series.until.map { [$0] } ?? [])
        guard let other = all.first(where: { $0.keys.count != first.keys.count }) else { return nil }
        let wanted = first.keys.count
        let words = wanted == 0 ? "none" : "\(wanted)"
        return Diagnostic(
            .syntax, other.range,
            "this stage has \(other.keys.count == 0 ? "no" : "\(other.keys.count)") key\(other.keys.count == 1 ? "" : "s") of its own, but the first stage has \(words)",
            help: wanted == 0 || other.keys.isEmpty
                ? "give every stage its keys with `by`, or all of them one after `\(series.kind.rawValue)`" : nil)
    }

    // MARK: pipes

    static func unknownPipe(in parser: EQLParser) -> Diagnostic {
        let name = parser.source(parser.token.range)
        let old = ["count", "filter", "sort", "unique", "unique_count"]
        if old.contains(name) {
            return Diagnostic(
                .syntax, parser.token.range, "Elasticsearch does not support the pipe `\(name)`",
                help: "the pipes are `head` and `tail`")
        }
        let isCapital = EQLPipe.Kind(rawValue: name.lowercased()) != nil
        return Diagnostic(
            .syntax, parser.token.range, "unknown pipe `\(name)`",
            help: isCapital ? "write `\(name.lowercased())`" : "the pipes are `head` and `tail`")
    }

    static func pipeInSample(in parser: EQLParser) -> Diagnostic {
        Diagnostic(.syntax, parser.token.range, "a sample cannot have pipes", help: "remove it")
    }

    static func pipeArgument(_ kind: EQLPipe.Kind, _ end: Int, in parser: EQLParser) -> Diagnostic {
        unexpected("a number after `\(kind.rawValue)`", help: "write `\(kind.rawValue) 10`", in: parser)
    }

    static func wrongPipeArgument(_ kind: EQLPipe.Kind, _ argument: EQLNode, in parser: EQLParser) -> Diagnostic {
        Diagnostic(
            .syntax, argument.range.union(ByteRange(at: parser.lastEnd)),
            "`\(kind.rawValue)` needs one whole number, not negative", help: "write `\(kind.rawValue) 10`")
    }
}
