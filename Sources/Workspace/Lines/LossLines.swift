import Documents
import SourceText

/// The lines of a loss report: a JSON object for each value that a format could not hold.
package enum LossLines {
    /// What somebody wrote comes first, a line for each value. What every rule of a kind loses follows, a line for each
    /// reason with the number of values and their keys.
    ///
    /// - Parameter isWhole: whether each of these values has a line, too.
    package static func text(_ losses: [FileLoss], isWhole: Bool = false) -> String {
        var writer = JSONWriter()
        for item in losses where !item.isByDesign { line(item, &writer) }
        let others = losses.filter(\.isByDesign)
        if isWhole {
            for item in others { line(item, &writer) }
            return writer.text
        }
        var reasons: [String] = []
        var byReason: [String: [FileLoss]] = [:]
        for item in others {
            if byReason[item.loss.reason] == nil { reasons.append(item.loss.reason) }
            byReason[item.loss.reason, default: []].append(item)
        }
        for reason in reasons {
            let items = byReason[reason] ?? []
            let keys = Set(items.map { $0.loss.pointer.split(separator: "/").last.map(String.init) ?? "" })
            writer.value(
                .object([
                    .init("count", .integer(Int64(items.count))), .init("reason", .string(reason)),
                    .init("keys", .array(keys.sorted().map { .string($0) })),
                ]))
            writer.newline()
        }
        return writer.text
    }

    private static func line(_ item: FileLoss, _ writer: inout JSONWriter) {
        writer.value(
            .object([
                .init("path", .string(item.source.path)), .init("pointer", .string(item.loss.pointer)),
                .init(
                    "range",
                    .object([
                        .init("start", place(item.loss.range.start, item.source)),
                        .init("end", place(item.loss.range.end, item.source)),
                    ])),
                .init("value", .string(item.source.text(item.loss.range))),
                .init("reason", .string(item.loss.reason)),
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
