package import SourceText

/// A value that a format cannot hold.
package struct Loss: Sendable, Hashable {
    /// Keys and numbers of items from the root, as in RFC 6901: `/rule/actions/0/id`.
    package var pointer: String
    package var range: ByteRange
    package var reason: String

    package init(pointer: String, range: ByteRange, reason: String) {
        self.pointer = pointer
        self.range = range
        self.reason = reason
    }
}

extension Node {
    /// The values below the node that TOML or YAML has no form for.
    package func losses(in syntax: DocumentSyntax, below pointer: String = "") -> [Loss] {
        var losses: [Loss] = []
        collect(syntax, pointer, &losses)
        return losses
    }

    /// The depth is that of the document, which its reader bounds.
    private func collect(_ syntax: DocumentSyntax, _ pointer: String, _ losses: inout [Loss]) {
        let lose = { (reason: String) in Loss(pointer: pointer, range: range, reason: reason) }
        switch value {
        case .null: if syntax == .toml { losses.append(lose("TOML has no null")) }
        case .date: if syntax != .toml { losses.append(lose("YAML has no dates: it is text now")) }
        case .invalid: losses.append(lose("the value could not be read"))
        case .array(let items):
            for (index, item) in items.enumerated() { item.collect(syntax, "\(pointer)/\(index)", &losses) }
        case .table(let table):
            var seen: Set<[UInt8]> = []
            for entry in table.entries {
                let place = pointer + "/" + Self.escaped(entry.key)
                if seen.insert(Array(entry.key.utf8)).inserted {
                    entry.value.collect(syntax, place, &losses)
                } else {
                    losses.append(Loss(pointer: place, range: entry.range, reason: "the key stands twice"))
                }
            }
        case .string, .integer, .float, .boolean: break
        }
    }

    private static func escaped(_ key: String) -> String {
        key.utf8.contains(UInt8(ascii: "~")) || key.utf8.contains(UInt8(ascii: "/"))
            ? key.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
                .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1") : key
    }
}
