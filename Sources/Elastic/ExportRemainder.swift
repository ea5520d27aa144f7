package import Documents
import Rules
package import SourceText

/// What an exported rule has that its rule file does not: the server's bookkeeping, and members whose form in a rule
/// file differs from the exported one.
///
/// A bundle keeps it beside the rule files, so that an import file made from them equals the export.
package struct ExportRemainder: Sendable, Hashable {
    /// Members in their exported form.
    package var members: WrittenTable
    /// Members that the rule file needs and the export lacks, with the values they were given.
    package var added: WrittenTable
    /// RFC 6901 pointers, from the rule, of members that are null in the export. TOML has no null.
    package var nulls: [String]

    package init(members: WrittenTable = WrittenTable(), added: WrittenTable = WrittenTable(), nulls: [String] = []) {
        self.members = members
        self.added = added
        self.nulls = nulls
    }

    package var isEmpty: Bool { members.entries.isEmpty && added.entries.isEmpty && nulls.isEmpty }

    /// The rule as the export had it, with the changes that its file has seen since.
    ///
    /// A member that the file changed after the export keeps the file's value.
    package func restored(in rule: JSONValue) -> JSONValue {
        guard case .object(let members) = rule else { return rule }
        var object = APIObject(members)
        let type = object["type"]?.string.flatMap(RuleType.init(rawValue:))
        for entry in added.entries where object[entry.key] == JSONValue(entry.value) { object[entry.key] = nil }
        for entry in self.members.entries {
            let exported = JSONValue(entry.value)
            let today = RepositoryForm.member(entry.key, entry.value, of: type).map { JSONValue($0) }
            if object[entry.key] == today { object[entry.key] = exported }
        }
        return object.json.withNulls(at: nulls)
    }
}

extension JSONValue {
    /// The value with null members at these pointers (RFC 6901), where it has no other member there.
    package func withNulls(at pointers: [String]) -> JSONValue {
        pointers.reduce(self) { value, pointer in
            let names = pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
                String($0).replacing("~1", with: "/").replacing("~0", with: "~")
            }
            return names.isEmpty ? value : value.settingNull(at: names[...])
        }
    }

    /// The value with a null member at a path. Where the path leads nowhere, or to a member that is there, nothing
    /// changes.
    fileprivate func settingNull(at path: ArraySlice<String>) -> JSONValue {
        guard let name = path.first else { return self }
        let rest = path.dropFirst()
        switch self {
        case .object(let members):
            var object = APIObject(members)
            if let value = object[name] {
                object[name] = value.settingNull(at: rest)
            } else if rest.isEmpty {
                object[name] = .null
            }
            return object.json
        case .array(var items):
            guard let index = Int(name), items.indices.contains(index) else { return self }
            items[index] = items[index].settingNull(at: rest)
            return .array(items)
        case .null, .bool, .integer, .double, .string: return self
        }
    }
}
