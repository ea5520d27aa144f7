import Documents

/// A rule of an export, as its bundle knows it.
package struct BundledRule: Sendable, Hashable {
    /// The rule's file when the bundle was made, relative to the bundle's folder. Rules are found by their ID first, so
    /// a file may be renamed or moved below the folder.
    package var file: String
    package var ruleID: String?
    /// What the file does not hold of the exported rule.
    package var remainder: ExportRemainder

    package init(file: String, ruleID: String?, remainder: ExportRemainder = ExportRemainder()) {
        self.file = file
        self.ruleID = ruleID
        self.remainder = remainder
    }

    /// nil: the item of the bundle's list is not a rule.
    init?(_ item: Node) {
        guard let file = item["rule"]?.string else { return nil }
        self.file = file
        ruleID = item["rule_id"]?.string
        remainder = ExportRemainder(
            members: item["kept"].flatMap { WrittenValue($0).table } ?? WrittenTable(),
            added: item["added"].flatMap { WrittenValue($0).table } ?? WrittenTable(),
            nulls: (item["nulls"]?.array ?? []).compactMap(\.string))
    }

    /// The item of the bundle's list.
    var written: WrittenTable {
        var table: WrittenTable = ["rule": .string(file)]
        if let ruleID { table["rule_id"] = .string(ruleID) }
        if !remainder.nulls.isEmpty { table["nulls"] = .strings(remainder.nulls) }
        if !remainder.added.entries.isEmpty { table["added"] = .table(remainder.added) }
        if !remainder.members.entries.isEmpty { table["kept"] = .table(remainder.members) }
        return table
    }
}
