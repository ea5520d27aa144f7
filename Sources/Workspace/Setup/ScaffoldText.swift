import Documents
import Rules
import SourceText

/// Writes a rule that is made from nothing. The layout of rule files puts its keys in order and its texts in shape.
package enum ScaffoldText {
    /// What the file is written in.
    package enum Language: String, Sendable, CaseIterable {
        case toml, yaml
    }

    indirect enum Value {
        case text(String)
        case number(Int)
        case list([String])
        case table([Member])
        case tables([[Member]])
    }

    typealias Member = (key: String, value: Value)

    static func text(_ members: [Member], _ language: Language) -> String {
        var text = ""
        switch language {
        case .toml: for member in members { toml(member.value, [member.key], &text) }
        case .yaml: yaml(members, "", &text)
        }
        let source = SourceFile(path: "rule.\(language.rawValue)", text: text)
        guard case .changed(let bytes) = RuleLayout.of(source) else { return text }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: - TOML

    /// A table with a header; scalars first, since what follows a header belongs to it.
    private static func toml(_ value: Value, _ path: [String], _ text: inout String) {
        switch value {
        case .table(let members): toml(members, "[\(path.joined(separator: "."))]", path, &text)
        case .tables(let tables):
            for members in tables { toml(members, "[[\(path.joined(separator: "."))]]", path, &text) }
        case .text, .number, .list: break
        }
    }

    private static func toml(_ members: [Member], _ header: String, _ path: [String], _ text: inout String) {
        text += (text.isEmpty ? "" : "\n") + header + "\n"
        for member in members {
            switch member.value {
            case .text(let value): text += "\(member.key) = \(quoted(value))\n"
            case .number(let value): text += "\(member.key) = \(value)\n"
            case .list(let items): text += "\(member.key) = [\(items.map(quoted).joined(separator: ", "))]\n"
            case .table, .tables: continue
            }
        }
        for member in members { toml(member.value, path + [member.key], &text) }
    }

    // MARK: - YAML

    private static func yaml(_ members: [Member], _ indentation: String, _ text: inout String) {
        for (index, member) in members.enumerated() {
            if indentation.isEmpty, index > 0 { text += "\n" }
            let head = "\(indentation)\(member.key):"
            switch member.value {
            case .text(let value): text += "\(head) \(plain(value))\n"
            case .number(let value): text += "\(head) \(value)\n"
            case .list(let items): text += "\(head) [\(items.map(plain).joined(separator: ", "))]\n"
            case .table(let members):
                text += head + "\n"
                yaml(members, indentation + "  ", &text)
            case .tables(let tables):
                text += head + "\n"
                for members in tables {
                    var inner = ""
                    yaml(members, indentation + "    ", &inner)
                    let start = inner.utf8.index(inner.startIndex, offsetBy: indentation.utf8.count + 4)
                    text += indentation + "  - " + inner[start...]
                }
            }
        }
    }

    /// A string that is read as itself without quotes; quoted where there is a doubt.
    private static func plain(_ text: String) -> String {
        let isWord = text.utf8.allSatisfy { byte in
            (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
                || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
                || "_-./ ".utf8.contains(byte)
        }
        let startsWithLetter = text.utf8.first.map { $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") }
        let isReserved = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
        return isWord && startsWithLetter == true && !isReserved && text.utf8.last != 0x20 ? text : quoted(text)
    }

    /// JSON's quotes and escapes mean the same in TOML's basic and YAML's double-quoted strings.
    private static func quoted(_ text: String) -> String { JSONValue.string(text).text }
}
