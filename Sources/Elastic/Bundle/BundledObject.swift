import Documents
package import Rules
import SourceText

/// An object of an export that is not a rule: an exception list or item, a connector, the line of counts.
package struct BundledObject: Sendable, Hashable {
    package var kind: KibanaInput.Kind
    /// Without members that are null, which TOML has no form for.
    var members: WrittenTable
    /// The RFC 6901 pointers of these members.
    private var nulls: [String] = []

    init(_ kind: KibanaInput.Kind, _ exported: WrittenTable) {
        self.kind = kind
        members = WrittenValue.table(exported).withoutNulls(below: "", &nulls).table ?? exported
    }

    /// nil: the item of the bundle's list is not an object.
    init?(_ item: Node) {
        guard let object = item["object"], let table = WrittenValue(object).table else { return nil }
        kind = KibanaInput.kind(of: object, isLines: true)
        members = table
        nulls = (item["nulls"]?.array ?? []).compactMap(\.string)
    }

    /// The item of the bundle's list.
    var written: WrittenTable {
        var table = WrittenTable()
        if !nulls.isEmpty { table["nulls"] = .strings(nulls) }
        table["object"] = .table(members)
        return table
    }

    /// The object as an import file has it.
    var exported: KibanaImportFile.Object {
        KibanaImportFile.Object(kind, JSONValue(.table(members)).withNulls(at: nulls))
    }

    /// Whether a pointer from the object's root is that of a null member.
    func isNull(at pointer: String) -> Bool { nulls.contains(pointer) }
}
