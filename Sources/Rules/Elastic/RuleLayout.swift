package import Documents
package import SourceText

/// The canonical layout of Elastic's rule files, as detection-rules' own writer orders them
/// (elastic/detection-rules, `detection_rules/rule_formatter.py`, `toml_write`).
package enum RuleLayout {
    /// The layout of a rule file.
    package static func of(_ source: SourceFile, syntax: DocumentSyntax? = nil) -> DocumentLayout.Outcome {
        DocumentLayout.of(source, guide, syntax: syntax)
    }

    /// Where a file without syntax errors first differs from its layout; nil: nowhere. Nothing is proven.
    package static func firstDifference(in source: SourceFile) -> Int? {
        DocumentLayout.firstDifference(in: source, guide)
    }

    private static let guide = LayoutGuide(firstTable: "metadata", order: order, longText: longText)

    /// Is after all other keys but tables.
    private static let mainQuery = "query"
    private static let queries: Set<String> = [mainQuery, "threat_query"]
    /// Texts that many files have beside the query, after all short keys, instead of in their place; both are fine.
    private static let guides: Set<String> = ["note", "references", "setup"]

    @Sendable private static func longText(_ key: String, _ path: [String]) -> LayoutGuide.LongText? {
        guard path == ["rule"] else { return nil }
        if queries.contains(key) { return .query }
        return ["description", "note", "setup"].contains(key) ? .prose : nil
    }

    @Sendable private static func order(_ members: [LayoutGuide.Member], _ path: [String]) -> [Int]? {
        switch path {
        case ["rule"]: orderOfRule(members)
        case ["metadata"]: sorted(Array(members.indices), members)
        case ["rule", "threat", "tactic"], ["rule", "threat", "technique"],
            ["rule", "threat", "technique", "subtechnique"]:
            sorted(Array(members.indices), members)
        default: nil
        }
    }

    /// Keys in the order of their bytes, then the queries, then tables as they are written. Long texts and queries that
    /// are last are left in their order.
    private static func orderOfRule(_ members: [LayoutGuide.Member]) -> [Int] {
        let keys = members.indices.filter { !members[$0].isTable }
        let sortable = keys.lastIndex { !queries.contains(members[$0].key) && !guides.contains(members[$0].key) }
        let tail = keys[(sortable.map { $0 + 1 } ?? 0)...]
        let head = keys[..<tail.startIndex]
        return sorted(head.filter { members[$0].key != mainQuery }, members)
            + head.filter { members[$0].key == mainQuery } + tail
            + members.indices.filter { members[$0].isTable }
    }

    /// Keys in the order of their bytes; equal ones (parts of one dotted key) as they are written. `setup` right after
    /// `note` stays there, as in many files.
    private static func sorted(_ indices: [Int], _ members: [LayoutGuide.Member]) -> [Int] {
        var units: [[Int]] = []
        for index in indices {
            if members[index].key == "setup", let last = units.last?.last, members[last].key == "note" {
                units[units.count - 1].append(index)
            } else {
                units.append([index])
            }
        }
        return units.enumerated()
            .sorted { first, second in
                let (a, b) = (members[first.element[0]].key.utf8, members[second.element[0]].key.utf8)
                if a.elementsEqual(b) { return first.offset < second.offset }
                return a.lexicographicallyPrecedes(b)
            }
            .flatMap(\.element)
    }
}
