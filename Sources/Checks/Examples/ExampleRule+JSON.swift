// Rules as Kibana's JSON.
extension ExampleRule {
    /// The fragment without the lines that are meant for us.
    static func members(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("# without ") }
            .joined(separator: "\n")
    }

    /// The object of the rule; on one line for a file of lines.
    static func json(_ text: String, _ base: ExampleBase, isLine: Bool) -> String {
        let fragment = members(text)
        let present = without(text).union(keys(of: fragment))
        var members = base.rule.filter { !present.contains($0.key) }.map { "\"\($0.key)\": \($0.value)" }
        if fragment.contains(where: { !$0.isWhitespace }) { members.insert(fragment, at: 0) }
        let object = "{" + members.joined(separator: ", ") + "}"
        return (isLine ? object.split(separator: "\n").joined(separator: " ") : object) + "\n"
    }

    /// The names of the members, also where the text is not JSON.
    private static func keys(of text: String) -> Set<String> {
        var keys: Set<String> = []
        var depth = 0
        var string: [UInt8]?
        var last: String?
        var isEscaped = false
        for byte in plain(Substring(text)).utf8 {
            if let open = string {
                if byte == UInt8(ascii: "\""), !isEscaped {
                    last = String(decoding: open, as: UTF8.self)
                    string = nil
                } else {
                    string?.append(byte)
                }
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): string = []
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ":"): if depth == 0, let last { keys.insert(last) }
            default: continue
            }
        }
        return keys
    }
}
