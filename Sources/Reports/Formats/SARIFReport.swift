import Diagnostics
import SourceText

/// Findings as SARIF 2.1.0, within what GitHub's code scanning takes: columns in code points, ends exclusive, one run.
package enum SARIFReport {
    /// Results of one run that GitHub takes; a file with more is refused as a whole.
    package static let mostResults = 25_000
    /// Unicode scalars of a description that GitHub takes.
    static let longestDescription = 1024

    /// The document. `facts` gives what is known of a check; nil for an id that is none.
    package static func text(_ report: FindingReport, facts: (_ id: String) -> CheckFacts?) -> [UInt8] {
        let (report, reasons) = withSuppressed(report)
        let fingerprints = report.fingerprints
        let kept = Diagnostic.mostSevere(mostResults, of: report.findings)
        let ids = Set(kept.map { report.findings[$0].id }).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let indices = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
        var writer = JSONWriter()
        writer.beginObject()
        member("$schema", "https://json.schemastore.org/sarif-2.1.0.json", to: &writer)
        member("version", "2.1.0", to: &writer)
        writer.name("runs")
        writer.beginArray()
        writer.beginObject()
        tool(report, ids, facts, to: &writer)
        writer.name("automationDetails")
        writer.beginObject()
        member("id", "tenet/", to: &writer)
        writer.endObject()
        member("columnKind", "unicodeCodePoints", to: &writer)
        invocation(report, to: &writer)
        writer.name("results")
        writer.beginArray()
        for index in kept {
            let finding = report.findings[index]
            result(finding, fingerprints[index], indices[finding.id] ?? 0, report, reasons[index], to: &writer)
        }
        writer.endArray()
        writer.endObject()
        writer.endArray()
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    /// The run itself: what could not be read belongs here, not among the results.
    private static func invocation(_ report: FindingReport, to writer: inout JSONWriter) {
        writer.name("invocations")
        writer.beginArray()
        writer.beginObject()
        writer.name("executionSuccessful")
        writer.bool(report.failures.isEmpty)
        if !report.failures.isEmpty {
            writer.name("toolExecutionNotifications")
            writer.beginArray()
            for failure in report.failures {
                writer.beginObject()
                member("level", "error", to: &writer)
                texts("message", [("text", failure.message)], to: &writer)
                writer.name("locations")
                writer.beginArray()
                writer.beginObject()
                writer.name("physicalLocation")
                writer.beginObject()
                texts("artifactLocation", [("uri", uri(FindingReport.relative(failure.path)))], to: &writer)
                writer.endObject()
                writer.endObject()
                writer.endArray()
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
        writer.endArray()
    }

    private static func tool(
        _ report: FindingReport, _ ids: [String], _ facts: (String) -> CheckFacts?, to writer: inout JSONWriter
    ) {
        writer.name("tool")
        writer.beginObject()
        writer.name("driver")
        writer.beginObject()
        member("name", "tenet", to: &writer)
        member("semanticVersion", report.toolVersion, to: &writer)
        writer.name("rules")
        writer.beginArray()
        for id in ids { check(id, facts(id), report.absoluteURL(id), to: &writer) }
        writer.endArray()
        writer.endObject()
        writer.endObject()
    }

    private static func check(
        _ id: String, _ facts: CheckFacts?, _ url: String?, to writer: inout JSONWriter
    ) {
        let summary = described(facts?.summary ?? "", else: id)
        let rationale = facts?.rationale ?? ""
        writer.beginObject()
        member("id", id, to: &writer)
        member("name", id, to: &writer)
        texts("shortDescription", [("text", summary)], to: &writer)
        texts("fullDescription", [("text", described(rationale, else: summary))], to: &writer)
        texts("help", [("text", rationale.isEmpty ? summary : rationale)], to: &writer)
        if let url { member("helpUri", url, to: &writer) }
        texts("defaultConfiguration", [("level", level(facts?.severity ?? .warning))], to: &writer)
        writer.name("properties")
        writer.beginObject()
        writer.name("tags")
        writer.beginArray()
        if let category = facts?.category { writer.string(category) }
        writer.endArray()
        member("precision", "high", to: &writer)
        member("problem.severity", problem(facts?.severity ?? .warning), to: &writer)
        writer.endObject()
        writer.endObject()
    }

    private static func result(
        _ finding: Diagnostic, _ fingerprint: Fingerprint, _ index: Int, _ report: FindingReport,
        _ reason: String?, to writer: inout JSONWriter
    ) {
        writer.beginObject()
        member("ruleId", finding.id, to: &writer)
        writer.name("ruleIndex")
        writer.integer(index)
        member("level", level(finding.severity), to: &writer)
        let notes = (finding.notes + finding.help).map { "\n" + $0 }.joined()
        texts("message", [("text", finding.message + notes)], to: &writer)
        writer.name("locations")
        writer.beginArray()
        writer.beginObject()
        physical(report.place(of: finding), to: &writer)
        writer.endObject()
        writer.endArray()
        if !finding.secondary.isEmpty {
            writer.name("relatedLocations")
            writer.beginArray()
            for (number, label) in finding.secondary.enumerated() {
                writer.beginObject()
                writer.name("id")
                writer.integer(number)
                physical(report.place(label.location), to: &writer)
                if !label.text.isEmpty { texts("message", [("text", label.text)], to: &writer) }
                writer.endObject()
            }
            writer.endArray()
        }
        texts("partialFingerprints", [("primaryLocationLineHash", fingerprint.text)], to: &writer)
        if let fix = finding.fix { write(fix, of: finding, report, to: &writer) }
        if let reason { suppression(reason, to: &writer) }
        writer.endObject()
    }

    /// The report with the suppressed among its findings, and the reason of each of those by its index.
    private static func withSuppressed(_ report: FindingReport) -> (FindingReport, [Int: String]) {
        if report.suppressed.isEmpty { return (report, [:]) }
        let all =
            (report.findings.map { ($0, nil) } + report.suppressed.map { ($0.finding, $0.reason) })
            .sorted { a, b in Diagnostic.precedes(a.0, b.0) }
        var merged = report
        merged.findings = all.map(\.0)
        var reasons: [Int: String] = [:]
        for (index, item) in all.enumerated() { reasons[index] = item.1 }
        return (merged, reasons)
    }

    private static func suppression(_ reason: String, to writer: inout JSONWriter) {
        writer.name("suppressions")
        writer.beginArray()
        writer.beginObject()
        member("kind", "inSource", to: &writer)
        member("status", "accepted", to: &writer)
        if !reason.isEmpty { member("justification", reason, to: &writer) }
        writer.endObject()
        writer.endArray()
    }

    private static func write(
        _ fix: Fix, of finding: Diagnostic, _ report: FindingReport, to writer: inout JSONWriter
    ) {
        writer.name("fixes")
        writer.beginArray()
        writer.beginObject()
        texts("description", [("text", fix.title)], to: &writer)
        writer.name("artifactChanges")
        writer.beginArray()
        writer.beginObject()
        artifact(report.place(of: finding), to: &writer)
        writer.name("replacements")
        writer.beginArray()
        for edit in fix.edits {
            writer.beginObject()
            region("deletedRegion", report.place(Location(finding.location.source, edit.range)), to: &writer)
            texts("insertedContent", [("text", edit.replacement)], to: &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        writer.endArray()
        writer.endObject()
        writer.endArray()
    }

    private static func physical(_ place: FindingPlace, to writer: inout JSONWriter) {
        writer.name("physicalLocation")
        writer.beginObject()
        artifact(place, to: &writer)
        region("region", place, to: &writer)
        writer.endObject()
    }

    private static func artifact(_ place: FindingPlace, to writer: inout JSONWriter) {
        texts("artifactLocation", [("uri", uri(place.path))], to: &writer)
    }

    private static func region(_ name: String, _ place: FindingPlace, to writer: inout JSONWriter) {
        writer.name(name)
        writer.beginObject()
        for (name, value) in [
            ("startLine", place.start.line), ("startColumn", place.start.column), ("endLine", place.end.line),
            ("endColumn", place.end.column),
        ] {
            writer.name(name)
            writer.integer(value)
        }
        writer.endObject()
    }

    private static func member(_ name: String, _ value: String, to writer: inout JSONWriter) {
        writer.name(name)
        writer.string(value)
    }

    /// An object whose members are texts.
    private static func texts(_ name: String, _ members: [(String, String)], to writer: inout JSONWriter) {
        writer.name(name)
        writer.beginObject()
        for (name, value) in members { member(name, value, to: &writer) }
        writer.endObject()
    }

    private static func level(_ severity: Severity) -> String {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .info: "note"
        }
    }

    private static func problem(_ severity: Severity) -> String {
        severity == .info ? "recommendation" : severity.rawValue
    }

    /// An empty text does not satisfy a required member, and a long one is refused.
    private static func described(_ text: String, else other: String) -> String {
        let text = text.isEmpty ? other : text
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(longestDescription)))
    }

    /// A path as a relative URI: RFC 3986's unreserved characters and the slash stay, all other bytes are percent-encoded.
    private static func uri(_ path: String) -> String {
        var result = ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += byte < 0x10 ? "%0" : "%"
                result += String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }
}
