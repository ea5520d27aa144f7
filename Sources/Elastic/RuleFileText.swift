package import Documents
package import Rules
package import SourceText

/// The rule file that holds what Kibana says of a rule.
package enum RuleFileText {
    /// The tables of a rule file for an object of Kibana, and what the file does not hold; nil for an object that is
    /// not a rule.
    ///
    /// - Parameter today: the day, `2026/11/28`, used where the object lacks a date; nil: no date then.
    package static func table(
        _ object: KibanaInput.Object, today: String?
    ) -> (file: WrittenTable, remainder: ExportRemainder)? {
        guard case .rule = object.kind else { return nil }
        let root = object.document.root
        let members = root["attributes"].flatMap { $0.table == nil ? nil : $0 } ?? root
        guard var exported = WrittenValue(members).table else { return nil }
        // A flat rule may have the table that rule files have.
        let own = object.document.syntax == .json ? nil : exported["metadata"]?.table
        if own != nil { exported["metadata"] = nil }
        let (rule, remainder) = RepositoryForm.split(exported)
        var file = WrittenTable()
        file["metadata"] = .table(own ?? metadata(exported, today))
        file["rule"] = .table(rule)
        return (file, remainder)
    }

    private static func metadata(_ rule: WrittenTable, _ today: String?) -> WrittenTable {
        var metadata = WrittenTable()
        let now = today.map { WrittenValue.string($0) }
        let created = day(rule["created_at"]) ?? day(rule["updated_at"]) ?? now
        metadata["creation_date"] = created
        let packages = packages(rule["related_integrations"])
        if !packages.isEmpty { metadata["integration"] = .array(packages.map { .string($0) }) }
        metadata["maturity"] = .string("production")
        metadata["updated_date"] = day(rule["updated_at"]) ?? created
        return metadata
    }

    /// `2026/11/28` of a time such as `2026-11-28T10:00:00.000Z`.
    private static func day(_ value: WrittenValue?) -> WrittenValue? {
        guard let text = value?.string else { return nil }
        let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2],
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        return .string(parts.joined(separator: "/"))
    }

    private static func packages(_ value: WrittenValue?) -> [String] {
        guard case .array(let rows)? = value else { return [] }
        var names: [String] = []
        for row in rows {
            guard let name = row.table?["package"]?.string, !names.contains(name) else { continue }
            names.append(name)
        }
        return names
    }
}

extension JSONValue {
    /// The value as JSON; dates are text.
    package init(_ value: WrittenValue) {
        switch value {
        case .string(let text): self = .string(text)
        case .integer(let number): self = .integer(number)
        case .float(let number): self = .double(number)
        case .boolean(let flag): self = .bool(flag)
        case .date(let date): self = .string(date.text)
        case .null: self = .null
        case .array(let items): self = .array(items.map(JSONValue.init))
        case .table(let table): self = .object(table.entries.map { Member($0.key, JSONValue($0.value)) })
        }
    }
}
