import Diagnostics
import Documents
import SourceText

/// Writes the ATT&CK entries of a YAML rule anew, in the layout that the file has.
///
/// Only where nothing can be lost: entries in block style with no keys but those that are written, and no comments.
struct YAMLThreatText {
    private let source: SourceFile
    private let items: [Node]
    private let converted: [Int]
    private let range: ByteRange
    private let indent: String
    /// Blanks between a list's key and its dashes.
    private let listIndent: String
    private let keys: [String]
    private let style: StringScalar.Style
    private let lineEnd: String

    /// nil where the entries are laid out otherwise.
    init?(_ rule: Rule, _ converted: [Int], in source: SourceFile) {
        guard rule.document.syntax == .yaml, let items = rule.entry("threat")?.value.array, let first = items.first,
            let last = items.last, let model = converted.first.map({ items[$0] }),
            let keys = model.table?.entries.map(\.key)
        else { return nil }
        guard converted.allSatisfy({ Self.isPlain(items[$0]) }), let dash = Self.dash(before: first, source) else {
            return nil
        }
        let start = Int(source.lines.starts[source.lines.line(containing: first.range.start)])
        let end = Self.endOfLine(last, source)
        guard !rule.document.comments.contains(where: { $0.start >= start && $0.start < end }) else { return nil }
        self.source = source
        self.items = items
        self.converted = converted
        self.keys = keys
        range = ByteRange(start, end)
        indent = dash
        style = model["tactic"]?["id"]?.scalar?.style ?? .yamlPlain
        var offset = 0
        for item in converted.map({ items[$0] }) {
            guard let entry = item.table?["technique"], let node = entry.value.array?.first else { continue }
            guard let dash = Self.dash(before: node, source) else { return nil }
            offset = dash.utf8.count - Self.column(entry.keyRange.start, source)
            break
        }
        listIndent = String(repeating: " ", count: max(0, offset))
        let newline = source.bytes.firstIndex(of: UInt8(ascii: "\n")) ?? 0
        lineEnd = newline > 0 && source.bytes[newline - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
    }

    /// The edit that replaces all entries.
    func edit(_ result: [ThreatConversion.Tactic], _ conversion: ThreatConversion) -> Edit {
        var parts: [String] = []
        for (index, item) in items.enumerated() {
            guard let added = converted.firstIndex(of: index) else {
                let start = Int(source.lines.starts[source.lines.line(containing: item.range.start)])
                parts.append(source.text(ByteRange(start, Self.endOfLine(item, source))))
                continue
            }
            for tactic in result where tactic.entry == added { parts.append(text(tactic, item, conversion)) }
        }
        return Edit(range, parts.joined(separator: lineEnd))
    }

    private func text(_ tactic: ThreatConversion.Tactic, _ item: Node, _ conversion: ThreatConversion) -> String {
        let inner = indent + "  "
        var lines: [String] = []
        for key in keys {
            switch key {
            case "framework":
                if let name = item["framework"]?.string { lines.append(inner + "framework: \(written(name))") }
            case "tactic":
                lines.append(inner + "tactic:")
                lines += members(tactic.object).map { inner + "  " + $0 }
            default:
                if tactic.techniques.isEmpty { continue }
                lines.append(inner + "technique:")
                for technique in tactic.techniques.map({ conversion.techniques[$0] }) {
                    lines += list(technique.object, inner + listIndent)
                    if technique.subtechniques.isEmpty { continue }
                    let below = inner + listIndent + "  "
                    lines.append(below + "subtechnique:")
                    lines += technique.subtechniques.flatMap { list($0, below + listIndent) }
                }
            }
        }
        if let first = lines.first { lines[0] = indent + "- " + first.dropFirst(inner.utf8.count) }
        return lines.joined(separator: lineEnd)
    }

    private func list(_ object: ThreatConversion.Object, _ indent: String) -> [String] {
        members(object).enumerated().map { indent + ($0.offset == 0 ? "- " : "  ") + $0.element }
    }

    private func members(_ object: ThreatConversion.Object) -> [String] {
        ["id: \(written(object.id))", "name: \(written(object.name))", "reference: \(written(object.reference))"]
    }

    private func written(_ text: String) -> String {
        switch style {
        case .yamlSingleQuoted where ScalarEdits.isWritable(text, in: .yamlSingleQuoted): return "'\(text)'"
        case .yamlPlain where ScalarEdits.isPlain(text): return text
        default:
            let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            return "\"\(escaped)\""
        }
    }
}

// The layout of the file.
extension YAMLThreatText {
    /// Whether an entry holds nothing but what is written anew, in block style.
    private static func isPlain(_ item: Node) -> Bool {
        func holds(_ node: Node, only keys: Set<String>) -> Bool {
            guard let table = node.table, table.style == .block else { return false }
            return table.entries.allSatisfy { keys.contains($0.key) }
        }
        let object: Set<String> = ["id", "name", "reference"]
        guard holds(item, only: ["framework", "tactic", "technique"]) else { return false }
        let techniques = item["technique"]?.array ?? []
        let subs = techniques.flatMap { $0["subtechnique"]?.array ?? [] }
        return (item["tactic"].map { holds($0, only: object) } ?? false)
            && techniques.allSatisfy { holds($0, only: object.union(["subtechnique"])) }
            && subs.allSatisfy { holds($0, only: object) }
    }

    /// The spaces before the dash of a list's item; nil where no dash is before it on its line.
    private static func dash(before item: Node, _ source: SourceFile) -> String? {
        let start = Int(source.lines.starts[source.lines.line(containing: item.range.start)])
        let text = source.text(ByteRange(start, item.range.start))
        guard text.last == " ", text.allSatisfy({ $0 == " " || $0 == "-" }), text.count(where: { $0 == "-" }) == 1
        else {
            return nil
        }
        return String(text.prefix { $0 == " " })
    }

    private static func column(_ offset: Int, _ source: SourceFile) -> Int {
        offset - Int(source.lines.starts[source.lines.line(containing: offset)])
    }

    private static func endOfLine(_ node: Node, _ source: SourceFile) -> Int {
        let line = source.lines.line(containing: max(node.range.start, node.range.end - 1))
        return source.lines.range(ofLine: line, in: source.bytes).end
    }
}
