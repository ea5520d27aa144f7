import Values

/// Tags whose spelling Elastic's rules share (`tags.txt`), and the words that its tags begin with.
package enum ControlledTags {
    /// The words before the colon, as elastic/detection-rules lists them; a tag of its own is free after them.
    package static let prefixes = [
        "Data Source", "Domain", "Mitre Atlas", "OS", "Platform", "Profile", "Promotion", "Resources", "Rule Type",
        "Service", "Tactic", "Threat", "Use Case", "Vuln",
    ]

    /// The tags by their text in lower case.
    private static let spellings: [[UInt8]: String] = {
        let table = SchemaTables.tags
        let tags = table.lines().map { table.text(table.column(0, of: $0)) }
        return Dictionary(tags.map { (CaseFolding.lowered($0), $0) }, uniquingKeysWith: { first, _ in first })
    }()

    /// The tag of the list that differs from a text in letter case at most; nil: the list does not have it.
    package static func spelling(of tag: String) -> String? { spellings[CaseFolding.lowered(tag)] }
}
