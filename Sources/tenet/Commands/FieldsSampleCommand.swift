import ArgumentParser
import Reports
import Schemas
import SourceText
import Workspace

/// `tenet fields sample`: how often events have fields and values.
struct FieldsSampleCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Count how often events have fields and frequent values.",
        discussion: """
            The table says to `tenet compile --sample` by which conditions a rule is best looked up in such events. It names \
            no event, and only values that at least 8 of 10,000 events have.

            Examples:
              tenet fields sample events.ndjson -o sample.txt
              tenet fields sample windows.ndjson.gz cloud.ndjson
            """)

    @Argument(help: "Files of events, also gzipped; - is standard input.", completion: .file()) var events: [String]
    @Option(
        name: .shortAndLong, help: ArgumentHelp("The file to write (default: standard output).", valueName: "file"),
        completion: .file())
    var output: String?
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "Fields of which no values are written, such as user.*; they are still counted. Repeatable.",
            valueName: "pattern"))
    var withoutValues: [String] = []
    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        session.noteInputs(events)
        guard let frequencies = session.frequencies(of: events, withoutValuesOf: withoutValues) else { return }
        session.deliver(Array(frequencies.text.utf8), to: output)
    }
}

extension Session {
    /// What a sample holds; nil after it was reported that there is no event in it.
    mutating func frequencies(of events: [String], withoutValuesOf patterns: [String] = []) -> FieldFrequencies? {
        let sample = EventSample(events, withoutValuesOf: patterns)
        var told = EventErrors(isVerbose: isVerbose)
        for skipped in sample.skipped {
            if let message = told.message(for: skipped) { error(message) }
            raise(.unusable)
        }
        for message in told.rest { error(message) }
        if let count = sample.events {
            guard count > 0 else {
                error("there is no event in the sample")
                return nil
            }
            note("counted the fields of \(SummaryLine.counted(count, "event"))")
        }
        return sample.frequencies
    }
}
