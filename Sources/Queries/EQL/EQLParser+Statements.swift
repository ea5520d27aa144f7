import SourceText

/// What is around conditions: categories, sequences, samples, pipes.
extension EQLParser {
    mutating func statement() -> EQLStatement? {
        switch token.kind {
        case .keyword(.sequence): return series(.sequence)
        case .keyword(.sample): return series(.sample)
        case .keyword(.join): return series(.join)
        case .identifier where EQLDiagnostics.meantSeries(in: self) != nil:
            let kind = EQLDiagnostics.meantSeries(in: self) ?? .sequence
            note(EQLDiagnostics.wrongSeriesWord(kind, in: self))
            return series(kind)
        default: return filter().map { .event($0) }
        }
    }

    /// A category, `where` and a condition.
    private mutating func filter() -> EQLFilter? {
        let start = index
        guard let category = category() else {
            recover()
            return nil
        }
        let place = tokens[start].range.start
        if !skip(.where) {
            if EQLDiagnostics.isConditionWithoutCategory(in: self) {
                note(EQLDiagnostics.noCategory(at: tokens[start].range, in: self))
                index = start
            } else {
                let word = EQLDiagnostics.meantWhere(in: self)
                note(EQLDiagnostics.noWhere(word, in: self))
                if word { advance() } else if !EQLDiagnostics.startsOperand(token) { recover() }
                if isAtTerminator { return nil }
            }
        }
        guard let condition = expression() else { return nil }
        return EQLFilter(category, condition, ByteRange(place, lastEnd))
    }

    private mutating func category() -> EQLCategory? {
        let range = token.range
        switch token.kind {
        case .keyword(.any):
            advance()
            return EQLCategory(nil, range)
        case .identifier:
            let name = source(range)
            advance()
            return EQLCategory(name, range)
        case .string, .rawString:
            let name = EQLText.string(token, bytes)
            advance()
            return EQLCategory(name, range)
        case .keyword(let word) where token(after: 1).kind == .keyword(.where):
            note(EQLDiagnostics.keywordAsCategory(word, in: self))
            advance()
            return EQLCategory(word.rawValue, range)
        case .quotedIdentifier where token(after: 1).kind == .keyword(.where):
            note(EQLDiagnostics.quotedCategory(in: self))
            let name = EQLText.name(token, bytes)
            advance()
            return EQLCategory(name, range)
        default:
            note(EQLDiagnostics.noCategory(in: self))
            return nil
        }
    }

    // MARK: sequences and samples

    private mutating func series(_ kind: EQLSeries.Kind) -> EQLStatement? {
        var series = EQLSeries(kind, wordRange: token.range)
        advance()
        if isAt(.where) {
            note(EQLDiagnostics.seriesAsCategory(kind, series.wordRange, in: self))
            advance()
            return expression().map {
                .event(EQLFilter(EQLCategory(kind.rawValue, series.wordRange), $0, series.wordRange.union($0.range)))
            }
        }
        series.keys = keys()
        if isAt(.with) { series.maxspan = maxspan(of: kind) }
        if isAt(.by) {
            note(EQLDiagnostics.byAfterWith(in: self))
            series.keys += keys()
        }
        stages(of: &series)
        if isAt(.until) { until(of: &series) }
        if !isStopped, issues.isEmpty, let issue = EQLDiagnostics.shape(of: series) { note(issue) }
        return series.stages.isEmpty ? nil : .series(series)
    }

    private mutating func stages(of series: inout EQLSeries) {
        while !isStopped {
            if isAt(.openBracket) || isAt(.missing) {
                if let stage = stage(of: series.kind) { series.stages.append(stage) }
            } else if isAt(.until) || isAt(.pipe) || isAtEnd {
                if series.stages.isEmpty, issues.isEmpty { note(EQLDiagnostics.noStage(of: series, in: self)) }
                return
            } else {
                note(EQLDiagnostics.noStage(of: series, in: self))
                skipToStage()
            }
        }
    }

    private mutating func skipToStage() {
        while !isAtEnd, !isAt(.openBracket), !isAt(.missing), !isAt(.until), !isAt(.pipe) { advance() }
    }

    /// What one of the two brackets opens, with its keys and `with runs`.
    private mutating func stage(of kind: EQLSeries.Kind) -> EQLStage? {
        let opener = token
        let isMissing = isAt(.missing)
        if isMissing, kind != .sequence { note(EQLDiagnostics.missingOutsideSequence(kind, in: self)) }
        advance()
        open.append((.stage, opener))
        let filter = filter()
        if isAt(.openBracket) || isAt(.missing) {
            if issues.isEmpty { note(EQLDiagnostics.unclosed(opener, .closeBracket, in: self)) }
        } else {
            close(opener, .closeBracket)
        }
        open.removeLast()
        let keys = keys()
        var runs: Int?
        if isAt(.with) {
            if kind != .sequence { note(EQLDiagnostics.runsOutsideSequence(kind, in: self)) }
            runs = self.runs()
            if isAt(.by) { note(EQLDiagnostics.byAfterRuns(in: self)) }
        }
        guard let filter else { return nil }
        return EQLStage(
            isMissing: isMissing, filter, keys: keys, runs: runs, ByteRange(opener.range.start, lastEnd))
    }

    private mutating func until(of series: inout EQLSeries) {
        if series.kind == .sample { note(EQLDiagnostics.untilInSample(in: self)) }
        advance()
        if isAt(.openBracket) || isAt(.missing) {
            series.until = stage(of: series.kind)
        } else {
            fail("`[` after `until`", help: nil)
        }
    }

    // MARK: keys

    /// `by` with fields, or nothing.
    private mutating func keys() -> [EQLField] {
        guard skip(.by) else { return [] }
        var keys: [EQLField] = []
        while !isStopped {
            guard let key = key() else {
                skipToStage()
                break
            }
            keys.append(key)
            if !skip(.comma) { break }
        }
        return keys
    }

    /// A field, in any number of parentheses.
    private mutating func key() -> EQLField? {
        var parentheses: [EQLToken] = []
        while isAt(.openParenthesis) {
            parentheses.append(token)
            advance()
        }
        switch token.kind {
        case .identifier where token(after: 1).kind == .sign(.openParenthesis), .tildeIdentifier, .integer, .decimal,
            .string, .rawString, .keyword(.true), .keyword(.false), .keyword(.null), .sign(.minus), .sign(.plus),
            .keyword(.not):
            note(EQLDiagnostics.keyIsNoField(in: self))
            return nil
        case .identifier, .quotedIdentifier, .sign(.question), .keyword: break
        default:
            note(EQLDiagnostics.noKey(in: self))
            return nil
        }
        guard let field = field() else { return nil }
        while let opener = parentheses.popLast() {
            if !skip(.closeParenthesis) {
                note(EQLDiagnostics.unclosed(opener, .closeParenthesis, in: self))
                return field
            }
        }
        if EQLDiagnostics.continuesValue(token) {
            note(EQLDiagnostics.keyIsNoField(in: self))
            return nil
        }
        return field
    }

    // MARK: maxspan and runs

    /// `with maxspan=5m`.
    private mutating func maxspan(of kind: EQLSeries.Kind) -> EQLSpan? {
        if kind != .sequence { note(EQLDiagnostics.maxspanOutsideSequence(kind, in: self)) }
        advance()
        let word = token
        guard skip(.maxspan) else {
            note(EQLDiagnostics.noMaxspan(in: self))
            skipToStage()
            return nil
        }
        guard skip(.assign) else {
            note(EQLDiagnostics.noAssign(after: "maxspan", isDouble: isAt(.equal), in: self))
            skipToStage()
            return nil
        }
        let start = token.range.start
        guard token.kind == .integer, case .integer(let count)? = EQLText.number(token, bytes) else {
            note(EQLDiagnostics.noSpan(in: self))
            skipToStage()
            return nil
        }
        advance()
        guard token.kind == .identifier else {
            note(EQLDiagnostics.noUnit(ByteRange(start, lastEnd), in: self))
            return nil
        }
        let unit = EQLSpan.Unit(rawValue: source(token.range))
        advance()
        let span = ByteRange(start, lastEnd)
        guard let unit, count > 0 else {
            note(
                unit == nil ? EQLDiagnostics.wrongUnit(span, in: self) : EQLDiagnostics.zeroSpan(word.range.union(span))
            )
            return nil
        }
        return EQLSpan(count, unit, span)
    }

    /// `with runs=3`.
    private mutating func runs() -> Int? {
        advance()
        guard token.kind == .identifier, source(token.range) == "runs" else {
            note(EQLDiagnostics.noRuns(in: self))
            skipToStage()
            return nil
        }
        advance()
        guard skip(.assign) else {
            note(EQLDiagnostics.noAssign(after: "runs", isDouble: isAt(.equal), in: self))
            skipToStage()
            return nil
        }
        guard token.kind == .integer, case .integer(let count)? = EQLText.number(token, bytes), 1...100 ~= count else {
            note(EQLDiagnostics.wrongRuns(in: self))
            skipToStage()
            return nil
        }
        advance()
        return Int(count)
    }

    // MARK: pipes

    mutating func pipes(of statement: EQLStatement?) -> [EQLPipe] {
        var pipes: [EQLPipe] = []
        while !isStopped, !isAtEnd {
            guard isAt(.pipe) else {
                if issues.isEmpty { note(EQLDiagnostics.leftover(in: self)) }
                break
            }
            if case .series(let series)? = statement, series.kind == .sample {
                note(EQLDiagnostics.pipeInSample(in: self))
            }
            if let pipe = pipe() {
                pipes.append(pipe)
            } else {
                recover()
                while !isAtEnd, !isAt(.pipe) { advance() }
            }
        }
        return pipes
    }

    private mutating func pipe() -> EQLPipe? {
        let start = token.range.start
        advance()
        guard token.kind == .identifier else {
            fail("the name of a pipe: `head` or `tail`")
            return nil
        }
        let name = token
        guard let kind = EQLPipe.Kind(rawValue: source(name.range)) else {
            note(EQLDiagnostics.unknownPipe(in: self))
            return nil
        }
        advance()
        open.append((.pipe, name))
        defer { open.removeLast() }
        guard !isAtTerminator, let argument = expression() else {
            if issues.isEmpty { note(EQLDiagnostics.pipeArgument(kind, lastEnd, in: self)) }
            return nil
        }
        guard !isAt(.comma), case .integer(let count)? = EQL.constant(argument), count >= 0 else {
            if issues.isEmpty { note(EQLDiagnostics.wrongPipeArgument(kind, argument, in: self)) }
            return nil
        }
        return EQLPipe(kind, argument, count: count, ByteRange(start, lastEnd))
    }
}
