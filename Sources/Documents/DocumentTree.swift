package import SourceText

/// The readable form of a document's tree, the same for TOML, YAML and JSON: `inspect --stage tree`.
///
/// One line a node: what leads to it (`key` or `[index]`), its kind, its value, and where it is as
/// `line:column-line:column` (the end is after the last character). Stable: golden files hold it.
package enum DocumentTree {
    /// Each line ends with a line feed.
    package static func text(_ document: Document, _ source: SourceFile) -> String {
        var printer = Printer(source: source)
        printer.add(document.root, lead: "", depth: 0)
        for comment in document.comments {
            printer.line("comment \(printer.span(comment))", depth: 0)
        }
        return String(decoding: printer.bytes, as: UTF8.self)
    }

    private struct Printer {
        let source: SourceFile
        var bytes: [UInt8] = []

        mutating func line(_ text: String, depth: Int) {
            bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth))
            bytes.append(contentsOf: text.utf8)
            bytes.append(0x0A)
        }

        func span(_ range: ByteRange) -> String {
            let start = source.position(at: range.start)
            let end = source.position(at: range.end)
            return "\(start.line):\(start.column)-\(end.line):\(end.column)"
        }

        mutating func add(_ node: Node, lead: String, depth: Int) {
            line("\(lead)\(label(node)) \(span(node.range))", depth: depth)
            switch node.value {
            case .array(let items):
                for (index, item) in items.enumerated() { add(item, lead: "[\(index)] ", depth: depth + 1) }
            case .table(let table):
                for entry in table.entries {
                    add(entry.value, lead: "\(quoted(entry.key)) \(span(entry.keyRange)) = ", depth: depth + 1)
                }
            case .string, .integer, .float, .boolean, .date, .null, .invalid: break
            }
        }

        private func label(_ node: Node) -> String {
            let spelling = node.spelling.map { " spelled \(quoted($0.text))" } ?? ""
            return switch node.value {
            case .string(let scalar): "string/\(name(scalar.style)) \(quoted(scalar.text))"
            case .integer(let value): "integer \(value)\(spelling)"
            case .float(let value): "float \(TOMLTagged.text(of: value))\(spelling)"
            case .boolean(let value): "boolean \(value)\(spelling)"
            case .date(let date): "\(date.kind.rawValue) \(date.text)\(spelling)"
            case .null: "null\(spelling)"
            case .invalid: "invalid"
            case .array(let items): "array of \(items.count)"
            case .table(let table): "table/\(name(table.style)) of \(table.entries.count)"
            }
        }

        private func quoted(_ text: String) -> String { JSONValue.string(text).text }

        private func name(_ style: Table.Style) -> String {
            switch style {
            case .root: "root"
            case .header: "header"
            case .arrayHeader: "array-header"
            case .implicit: "implicit"
            case .inline: "inline"
            case .block: "block"
            }
        }

        private func name(_ style: StringScalar.Style) -> String {
            switch style {
            case .tomlBasic: "basic"
            case .tomlLiteral: "literal"
            case .tomlMultilineBasic: "multiline-basic"
            case .tomlMultilineLiteral: "multiline-literal"
            case .yamlPlain: "plain"
            case .yamlSingleQuoted: "single-quoted"
            case .yamlDoubleQuoted: "double-quoted"
            case .yamlLiteral: "block-literal"
            case .yamlFolded: "block-folded"
            case .json: "json"
            }
        }
    }
}
