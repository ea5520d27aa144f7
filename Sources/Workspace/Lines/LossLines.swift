import Documents
import SourceText

/// The lines of a loss report: a JSON object for each value that a format could not hold.
package enum LossLines {
    package static func text(_ losses: [FileLoss]) -> String {
        var writer = JSONWriter()
        for item in losses {
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
        return writer.text
    }

    private static func place(_ offset: Int, _ source: SourceFile) -> JSONValue {
        let position = source.position(at: offset)
        return .object([
            .init("offset", .integer(Int64(offset))), .init("line", .integer(Int64(position.line))),
            .init("column", .integer(Int64(position.column))),
        ])
    }
}
