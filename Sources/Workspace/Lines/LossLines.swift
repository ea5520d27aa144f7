package import Diagnostics
import Documents
package import SourceText

/// The lines of a loss report: a JSON object for each value that a format could not hold.
package enum LossLines {
    /// What somebody wrote comes first, a line for each value. What every rule of a kind loses follows, a line for each
    /// reason with the number of values and their keys.
    ///
    /// - Parameters:
    ///   - losses: `Diagnostic.loss`.
    ///   - sources: the files that they are in.
    ///   - isWhole: whether each of what every rule loses has a line, too.
    package static func text(_ losses: [Diagnostic], in sources: [SourceFile], isWhole: Bool = false) -> String {
        let files = Dictionary(sources.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var writer = JSONWriter()
        for item in losses where !item.isLossByDesign { line(item, files, &writer) }
        let others = losses.filter(\.isLossByDesign)
        if isWhole {
            for item in others { line(item, files, &writer) }
            return writer.text
        }
        var reasons: [String] = []
        var byReason: [String: [Diagnostic]] = [:]
        for item in others {
            if byReason[item.message] == nil { reasons.append(item.message) }
            byReason[item.message, default: []].append(item)
        }
        for reason in reasons {
            let items = byReason[reason] ?? []
            let keys = Set(items.map { $0.lostPointer?.split(separator: "/").last.map(String.init) ?? "" })
            writer.value(
                .object([
                    .init("count", .integer(Int64(items.count))), .init("reason", .string(reason)),
                    .init("keys", .array(keys.sorted().map { .string($0) })),
                ]))
            writer.newline()
        }
        return writer.text
    }

    private static func line(_ item: Diagnostic, _ files: [SourceID: SourceFile], _ writer: inout JSONWriter) {
        guard let source = files[item.location.source] else { return }
        writer.value(
            .object([
                .init("path", .string(source.path)), .init("pointer", .string(item.lostPointer ?? "")),
                .init(
                    "range",
                    .object([
                        .init("start", place(item.range.start, source)), .init("end", place(item.range.end, source)),
                    ])),
                .init("value", .string(source.text(item.range))), .init("reason", .string(item.message)),
            ]))
        writer.newline()
    }

    private static func place(_ offset: Int, _ source: SourceFile) -> JSONValue {
        let position = source.position(at: offset)
        return .object([
            .init("offset", .integer(Int64(offset))), .init("line", .integer(Int64(position.line))),
            .init("column", .integer(Int64(position.column))),
        ])
    }
}
