import Diagnostics
import Reports
import SourceText
import Workspace

extension Session {
    /// Reports findings on standard error, a line each; those of one kind that are many get one line with their number,
    /// unless `--verbose` is given.
    mutating func reportRepeated(_ findings: [Diagnostic], of loaded: LoadedRules) {
        if isVerbose { return report(findings, of: loaded) }
        var repeated = RepeatedFindings(findings, .ofOneReason)
        report(findings.filter { repeated.shows($0) }, of: loaded)
        for group in repeated.mostFrequent {
            let first = group.first
            let place = loaded.sources.first { $0.id == first.location.source }.map { source in
                let position = source.position(at: first.location.range.start)
                return " (first in \(source.path):\(position.line):\(position.column); `--verbose` lists all)"
            }
            let line = "\(first.severity)[\(first.id)] \(group.count.grouped) times: \(first.message)\(place ?? "")"
            diagnostics(Printable.text(line) + "\n")
            if first.severity == .error { raise(.findings) }
        }
    }
}
