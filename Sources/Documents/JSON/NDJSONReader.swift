import Diagnostics
package import SourceText

/// Reads JSON lines: each line that is not blank is a document of its own, and a broken one does not stop the others.
package enum NDJSONReader {
    /// An export of Kibana holds up to 10,000 rules of some ten KiB; a line has the limit of a rule file.
    package static let maximumBytes = 256 << 20

    /// Broken lines that are reported one by one.
    package static let toldAtMost = 100

    /// The documents of the lines that are JSON; faults have the ids `json-syntax` and `limit-exceeded`.
    ///
    /// One value that is spread over several lines is read as what it is, with a finding that says so.
    package static func read(_ source: SourceFile) -> ParsedFile {
        if let spread = spreadValue(source) { return spread }
        var parsed = ParsedFile(documents: [], findings: [], isLines: true)
        var broken = 0
        JSONReader.forEachLine(of: source.bytes) { line in
            guard line.count <= DocumentReader.maximumBytes else {
                return parsed.findings.append(tooLong(line, source))
            }
            var parser = JSONParser(source.bytes, line, maximumDepth: DocumentReader.maximumDepth)
            let (values, joints) = parser.lineDocuments()
            for root in values {
                parsed.documents.append(Document(source: source.id, syntax: .json, root: root, comments: []))
            }
            var findings: [Diagnostic] = []
            if !joints.isEmpty { findings.append(sharedLine(values, joints, source)) }
            if let fault = parser.fault { findings.append(fault.diagnostic(in: source.id)) }
            if findings.isEmpty { return }
            broken += 1
            if broken <= toldAtMost { parsed.findings += findings }
        }
        if broken > toldAtMost {
            parsed.findings.append(finding("\(broken - toldAtMost) more lines are not JSON", ByteRange(at: 0), source))
        }
        return parsed
    }

    /// Whether a file that ought to be one JSON value is lines of them: the first line is a whole object, and more
    /// follows.
    package static func isLines(_ source: SourceFile) -> Bool {
        guard let first = firstLine(of: source), first.upperBound < source.bytes.count, isObject(first, source) else {
            return false
        }
        return source.bytes[first.upperBound...].contains { $0 > 0x20 }
    }

    /// The file as one value, where its first line is none and the whole is.
    private static func spreadValue(_ source: SourceFile) -> ParsedFile? {
        guard source.bytes.count <= DocumentReader.maximumBytes, let first = firstLine(of: source),
            !isValue(first, source)
        else { return nil }
        var parsed = JSONReader.read(source)
        guard parsed.findings.isEmpty else { return nil }
        parsed.findings.append(
            finding("one value is spread over several lines", ByteRange(first.lowerBound, first.upperBound), source)
                .help("write each object on one line, or name the file `.json`"))
        return parsed
    }

    private static func firstLine(of source: SourceFile) -> Range<Int>? {
        var start = 0
        while start < source.bytes.count, source.bytes[start] <= 0x20 { start += 1 }
        guard start < source.bytes.count else { return nil }
        return start..<(source.bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? source.bytes.count)
    }

    private static func isValue(_ line: Range<Int>, _ source: SourceFile) -> Bool {
        (try? JSONReader.value(of: source.bytes, in: line, maximumDepth: DocumentReader.maximumDepth)) != nil
    }

    private static func isObject(_ line: Range<Int>, _ source: SourceFile) -> Bool {
        let node = try? JSONReader.value(of: source.bytes, in: line, maximumDepth: DocumentReader.maximumDepth)
        return node?.table != nil
    }

    private static func finding(_ message: String, _ range: ByteRange, _ source: SourceFile) -> Diagnostic {
        Diagnostic("json-syntax", category: "syntax", .error, message, at: Label(Location(source.id, range)))
    }

    /// Several objects on one line: Kibana's import reads one a line.
    private static func sharedLine(_ values: [Node], _ joints: [ByteRange], _ source: SourceFile) -> Diagnostic {
        let start = joints.first?.end ?? 0
        return finding(
            "\(values.count == 2 ? "two" : "\(values.count)") objects share one line", ByteRange(start, start + 1),
            source
        )
        .note("each object of an import file needs a line of its own")
        .fix(Fix("write each object on a line of its own", .safe, joints.map { Edit($0, "\n") }))
    }

    private static func tooLong(_ line: Range<Int>, _ source: SourceFile) -> Diagnostic {
        Diagnostic(
            "limit-exceeded", category: "syntax", .error,
            "the line is longer than \(DocumentReader.maximumBytes >> 20) MiB and is not read",
            at: Label(Location(source.id, ByteRange(at: line.lowerBound))))
    }
}
