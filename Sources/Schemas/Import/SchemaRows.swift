import Documents
package import SourceText

/// Cuts the text of an importer's input into JSON rows.
package enum SchemaRows {
    /// Calls `body` with each row of an input. `file` is its name for messages.
    package static func forEach(
        in bytes: [UInt8], of file: String, as kind: RowLayout, _ body: (JSONValue) throws(ImportError) -> Void
    ) throws(ImportError) {
        switch kind {
        case .value: try body(value(bytes, 0..<bytes.count, file))
        case .lines:
            try JSONReader.forEachLine(of: bytes) { range throws(ImportError) in
                try body(value(bytes, range, file))
            }
        }
    }

    private static func value(_ bytes: [UInt8], _ range: Range<Int>, _ file: String) throws(ImportError) -> JSONValue {
        do throws(JSONError) {
            return JSONValue(try JSONReader.value(of: bytes, in: range))
        } catch {
            let line = bytes[..<min(range.lowerBound, bytes.count)].count { $0 == UInt8(ascii: "\n") } + 1
            throw ImportError("\(file):\(line): not JSON: \(error.message)")
        }
    }
}
