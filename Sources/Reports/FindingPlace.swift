import Diagnostics
import SourceText

/// A range of a file in the terms of other programs.
struct FindingPlace {
    /// Without a leading `./`, with forward slashes.
    var path: String
    var start: Position
    /// Exclusive.
    var end: Position
    /// Bytes of the line before the start and the end, from 1.
    var startByteColumn: Int
    var endByteColumn: Int
}

extension FindingReport {
    func place(of finding: Diagnostic) -> FindingPlace { place(finding.location) }

    /// A location; the first character of the file where the file is not known.
    func place(_ location: Location) -> FindingPlace {
        guard let source = source(of: location) else {
            let first = Position(line: 1, column: 1)
            return FindingPlace(path: "?", start: first, end: first, startByteColumn: 1, endByteColumn: 1)
        }
        let range = location.range
        return FindingPlace(
            path: Self.relative(source.path), start: source.position(at: range.start),
            end: source.position(at: range.end), startByteColumn: Self.byteColumn(range.start, in: source),
            endByteColumn: Self.byteColumn(range.end, in: source))
    }

    static func relative(_ path: String) -> String {
        var path = path[...]
        while path.hasPrefix("./") { path = path.dropFirst(2) }
        return String(path)
    }

    private static func byteColumn(_ offset: Int, in source: SourceFile) -> Int {
        let offset = max(0, min(offset, source.bytes.count))
        return offset - (source.bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
    }
}
