package import Documents

/// An entry of a rule file that the layout does not have, with the names that lead to it.
package struct UnknownEntry: Sendable {
    /// From the top level; items of lists are not numbered.
    package var path: [String]
    package var entry: Entry
    /// The keys that the table could have instead.
    package var known: [RuleShape.Key]

    package init(path: [String], entry: Entry, known: [RuleShape.Key]) {
        self.path = path
        self.entry = entry
        self.known = known
    }
}

extension Rule {
    /// The entries that no key of the layout describes, and those of other rule types; in the order of the file.
    ///
    /// What is below such an entry, and inside free tables, is not reported on its own.
    package var unknownEntries: [UnknownEntry] {
        var found: [UnknownEntry] = []
        switch form {
        case .file:
            if let table = document.root.table { collect(table, RuleShape.root, [], into: &found) }
        case .body, .line, .asset, .stub:
            let keys = RuleShape.key(at: ["rule"], in: form)?.kind.members ?? []
            if let table = ruleEntry?.value.table { collect(table, keys, ["rule"], into: &found) }
        }
        return found
    }

    /// The shape bounds the recursion, not the file: it is a few tables deep.
    private func collect(
        _ table: Table, _ keys: [RuleShape.Key], _ path: [String], into found: inout [UnknownEntry]
    ) {
        for entry in table.entries {
            let path = path + [entry.key]
            if let key = RuleShape.key(entry.key, in: keys), key.isKnown(for: elastic.type?.value) {
                if let members = key.kind.members { descend(entry.value, members, path, into: &found) }
            } else {
                let known = keys.filter { $0.isKnown(for: elastic.type?.value) }
                found.append(UnknownEntry(path: path, entry: entry, known: known))
            }
        }
    }

    private func descend(
        _ node: Node, _ keys: [RuleShape.Key], _ path: [String], into found: inout [UnknownEntry], depth: Int = 0
    ) {
        if let table = node.table {
            collect(table, keys, path, into: &found)
        } else if let items = node.array, depth < 3 {
            for item in items { descend(item, keys, path, into: &found, depth: depth + 1) }
        }
    }
}
