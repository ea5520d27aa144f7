import Dispatch
package import Machine

/// Runs a program over inputs: pieces are matched by several workers at once, and reported in the order of the input.
package struct EventRun {
    private let program: Program
    private let options: Options

    /// How to run.
    package struct Options: Sendable {
        /// Rules' index patterns are suppressed.
        package var ignoresIndices = false
        /// Each hit brings the bytes of its event.
        package var keepsLines = false
        /// Threads; at least 1.
        package var workers = 1
        /// Whether the input is parsed a second time, for `Totals.parseSeconds`: files in a pass of their own, what
        /// cannot be read twice piece by piece.
        package var measuresParsing = false
        /// Whether all rules are run on every event, and `IndexWork.missed` counts those that the keys passed over.
        package var checksIndex = false

        package init() {}
    }

    /// One event that a rule matches.
    package struct Hit {
        package var rule: Int
        /// Counted from 0 over all inputs; lines that are no event do not count.
        package var ordinal: Int
        /// `@timestamp` as JSON, `_id` as a JSON string; `null` where the event has none.
        package var timestamp: ArraySlice<UInt8>
        package var identifier: ArraySlice<UInt8>
        /// The event's line without its end, where asked for.
        package var line: ArraySlice<UInt8>
        /// What the program kept of the event (`keep-result`).
        package var result: JSONResult?
    }

    /// A line that is not an event, or an input that could not be read: events are data, which findings are not made for.
    package enum Skipped {
        /// Line from 1, offset in bytes from the start of the (unpacked) input.
        case line(path: String, line: Int, offset: Int, EventError)
        case input(InputError)
    }

    /// What a run came to.
    package struct Totals: Sendable {
        package var events = 0
        package var bytes = 0
        /// The whole run, parsing for comparison omitted.
        package var seconds = 0.0
        /// Only parsing the same bytes.
        package var parseSeconds = 0.0
        package var index = IndexWork()
        /// Events that a stage of a rule met, each stage counted for itself.
        package var stageHits: UInt64 = 0
        /// Events that each rule was looked at for; only where the index is checked.
        package var looks: [UInt64] = []
    }

    package init(_ program: Program, _ options: Options = Options()) {
        self.program = program
        self.options = options
    }

    /// What a run tells while it goes.
    package enum Signal {
        case hit(Hit)
        case skipped(Skipped)
        /// More input may take its time.
        case pause
    }

    /// Matches every event of the inputs (`-` is standard input). `tell` answers whether to go on.
    package func run(_ paths: [String], tell: (Signal) -> Bool) -> Totals {
        var totals = Totals()
        let measuresPieces = options.measuresParsing && paths.contains(InputFile.standardInput)
        let watch = Stopwatch()
        let workers = makeWorkers(program)
        var reader = EventReader(paths)
        var place = Place()
        var failureCount = 0
        while true {
            var filled = 0
            while filled < workers.count, workers[filled].take(from: &reader) {
                filled += 1
                // What has come is reported before more is waited for.
                if reader.isStream { break }
            }
            let batch = workers[..<filled]
            Self.each(batch) { $0.match() }
            var goesOn = true
            for worker in batch where goesOn { goesOn = report(worker, paths, &place, tell) }
            for failure in reader.failures.dropFirst(failureCount) { _ = tell(.skipped(.input(failure.error))) }
            failureCount = reader.failures.count
            if reader.isStream, goesOn { goesOn = tell(.pause) }
            if measuresPieces {
                let parsing = Stopwatch()
                Self.each(batch) { $0.parse() }
                totals.parseSeconds += parsing.seconds
            }
            if batch.isEmpty || !goesOn { break }
        }
        totals.events = place.events
        totals.bytes = place.allBytes
        totals.seconds = watch.seconds - totals.parseSeconds
        for worker in workers {
            totals.index += worker.work
            totals.stageHits &+= worker.stageHits
            totals.looks = totals.looks.isEmpty ? worker.looks : zip(totals.looks, worker.looks).map { $0 &+ $1 }
        }
        if options.measuresParsing, !measuresPieces { totals.parseSeconds = secondsOfParsing(paths) }
        return totals
    }

    /// Each worker has its buffers, and more than there are processors match no faster.
    private static let mostWorkers = 256

    private func makeWorkers(_ program: Program) -> [EventWorker] {
        (0..<max(1, min(options.workers, Self.mostWorkers))).map { _ in
            EventWorker(
                program, ignoresIndices: options.ignoresIndices, keepsLines: options.keepsLines,
                checksIndex: options.checksIndex)
        }
    }

    /// A pass that reads and parses as `run` does, and nothing else.
    private func secondsOfParsing(_ paths: [String]) -> Double {
        // What a program needs to be taken up is no part of parsing.
        let workers = makeWorkers(Program())
        let watch = Stopwatch()
        var reader = EventReader(paths)
        while true {
            var filled = 0
            while filled < workers.count, workers[filled].take(from: &reader) { filled += 1 }
            if filled == 0 { return watch.seconds }
            Self.each(workers[..<filled]) { $0.parse() }
        }
    }

    /// Where telling is.
    private struct Place {
        var events = 0
        var allBytes = 0
        var lines = 0
        var bytes = 0
    }

    private func report(_ worker: EventWorker, _ paths: [String], _ place: inout Place, _ tell: (Signal) -> Bool)
        -> Bool
    {
        guard let piece = worker.piece else { return true }
        if piece.isFirst { (place.lines, place.bytes) = (0, 0) }
        for skipped in worker.errors {
            let line = Skipped.line(
                path: paths[piece.input], line: place.lines + skipped.line + 1, offset: place.bytes + skipped.offset,
                skipped.error)
            if !tell(.skipped(line)) { return false }
        }
        for found in worker.hits {
            let hit = Hit(
                rule: found.rule, ordinal: place.events + found.ordinal, timestamp: worker.text[found.timestamp],
                identifier: worker.text[found.identifier], line: worker.text[found.line], result: found.result)
            if !tell(.hit(hit)) { return false }
        }
        place.events += worker.eventCount
        place.lines += worker.lineCount
        place.bytes += worker.byteCount
        place.allBytes += worker.byteCount
        return true
    }

    private static func each(_ workers: ArraySlice<EventWorker>, _ work: @Sendable (EventWorker) -> Void) {
        if workers.count <= 1 { return workers.forEach(work) }
        let workers = Array(workers)
        DispatchQueue.concurrentPerform(iterations: workers.count) { work(workers[$0]) }
    }
}
