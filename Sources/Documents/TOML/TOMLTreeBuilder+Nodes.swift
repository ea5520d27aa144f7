import Diagnostics
import SourceText

/// The finished tree, and the wording of what is defined twice.
extension TOMLTreeBuilder {
    /// The node of a table. Recursion is as deep as keys nest: the parser holds that below the limit.
    func node(ofTable table: Int) -> Node {
        let state = tables[table]
        let style: Table.Style =
            switch state.origin {
            case .root: .root
            case .header: .header
            case .arrayElement: .arrayHeader
            case .implicit, .dotted: .implicit
            case .inline: .inline
            }
        let entries = state.members.map(entry)
        return Node(.table(Table(entries, style: style)), state.range)
    }

    private func entry(_ member: Member) -> Entry {
        let key = member.key.text
        switch member.value {
        case .node(let node): return Entry(key: key, keyRange: member.key.range, value: node, range: member.range)
        case .table(let table):
            let node = node(ofTable: table)
            let isDotted = tables[table].origin == .dotted && !member.key.range.overlaps(node.range)
            let range = isDotted ? member.key.range.union(node.range) : node.range
            return Entry(key: key, keyRange: member.key.range, value: node, range: range)
        case .tables(let array):
            let elements = arrays[array].map(node(ofTable:))
            let range = elements.reduce(member.range) { $0.union($1.range) }
            return Entry(key: key, keyRange: member.key.range, value: Node(.array(elements), range), range: range)
        }
    }

    // MARK: wording

    /// The dotted name of a key of a table, as its header would have it.
    func name(of table: Int, _ part: TOMLKeyPart) -> String {
        var names = [TOMLWording.plain(part.bytes[...])]
        var table = table
        while let key = tables[table].key, names.count <= DocumentReader.maximumDepth {
            names.append(TOMLWording.plain(key.bytes[...]))
            table = tables[table].parent
        }
        return names.reversed().joined(separator: ".")
    }

    /// Where a key occurs twice: "in `[rule]`".
    func place(_ table: Int) -> String {
        guard let key = tables[table].key else {
            return tables[table].origin == .inline ? "in this inline table" : "at the top level"
        }
        let name = name(of: tables[table].parent, key)
        return tables[table].origin == .arrayElement ? "in `[[\(name)]]`" : "in `[\(name)]`"
    }

    /// A definition that clashes with an earlier one of the same key.
    mutating func reportAgain(_ message: String, _ part: TOMLKeyPart, _ first: Member, _ label: String) {
        guard !faults.isFull, !faults.hasFault(onLineOf: part.range) else { return }
        faults.append(
            Diagnostic(
                "duplicate-key", category: "syntax", .error, message,
                at: Label(faults.location(part.range), label)
            )
            .label(faults.location(first.key.range), "first defined here")
            .note("TOML forbids this, so no reader will load the file"))
    }

    /// A header that wants to be something else than what is there.
    mutating func reportShape(_ part: TOMLKeyPart, of table: Int, _ position: Int, _ wanted: String) {
        let member = tables[table].members[position]
        let kind: String
        switch member.value {
        case .node(let node):
            guard !node.isInvalid else { return }
            kind = node.table == nil ? TOMLWording.article(node.kindName) : "an inline table"
        case .table: kind = "a table"
        case .tables: kind = "an array of tables"
        }
        reportAgain(
            "`\(name(of: table, part))` is \(kind) already and cannot be \(wanted)", part, member, "defined again here")
    }
}

extension TOMLWording {
    /// The noun with `a` or `an`.
    static func article(_ noun: String) -> String {
        let isVowel = noun.utf8.first.map { Array("aeiou".utf8).contains($0) } ?? false
        return (isVowel ? "an " : "a ") + noun
    }
}
