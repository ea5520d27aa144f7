import Diagnostics
import SourceText

/// A range of a file in the terms of other programs.
struct FindingPlace {
    /// Without a leading `./`, with forward slashes.
    var path: String
    var start: Position
    /// Exclusive.
    var end: Position
}

extension FindingReport {
    func place(of finding: Diagnostic) -> FindingPlace { place(finding.location) }

    /// A location; the first character of the file where the file is not known.
    func place(_ location: Location) -> FindingPlace {
        let source = source(of: location)
        let first = Position(line: 1, column: 1)
        return FindingPlace(
            path: path(of: location), start: source?.position(at: location.range.start) ?? first,
            end: source?.position(at: location.range.end) ?? first)
    }

    /// The path of a location's file as other programs write it.
    func path(of location: Location) -> String { source(of: location).map { Self.relative($0.path) } ?? "?" }

    static func relative(_ path: String) -> String {
        var path = path[...]
        while path.hasPrefix("./") { path = path.dropFirst(2) }
        return String(path)
    }
}
