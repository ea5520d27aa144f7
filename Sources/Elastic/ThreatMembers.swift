import Rules
import SourceText

/// What Elastic's build adds to `threat` as it is written.
enum ThreatMembers {
    /// Every entry without techniques gets an empty list.
    static func withTechniques(_ threat: JSONValue) -> JSONValue {
        guard case .array(let entries) = threat else { return threat }
        return .array(
            entries.map { entry in
                guard case .object(let members) = entry, entry["technique"] == nil else { return entry }
                return .object(members + [JSONValue.Member("technique", .array([]))])
            })
    }

    /// The threat that `threat_mappings` holds for a version of a framework; versions are written as text or number.
    static func mapping(in mappings: JSONValue?, framework: String, version: String) -> JSONValue? {
        guard case .array(let blocks)? = mappings else { return nil }
        let block = blocks.first { block in
            let written: String? =
                switch block["version"] {
                case .integer(let number)?: String(number)
                case let other: other?.string
                }
            return block["framework"]?.string == framework && written == version
        }
        return block?["threat"]
    }

    /// Every reference of a tactic, a technique or a sub-technique that has a scheme ends in a slash.
    static func withSlashes(_ threat: JSONValue) -> JSONValue { withSlashes(threat, depth: 0) }

    /// Entry, technique, sub-technique and the lists around them: nothing is deeper.
    private static func withSlashes(_ value: JSONValue, depth: Int) -> JSONValue {
        guard depth < 8 else { return value }
        switch value {
        case .array(let items): return .array(items.map { withSlashes($0, depth: depth + 1) })
        case .object(let members):
            return .object(
                members.map { member in
                    if member.name == "reference", case .string(let url) = member.value {
                        return JSONValue.Member(member.name, .string(ThreatReference.withSlash(url)))
                    }
                    return JSONValue.Member(member.name, withSlashes(member.value, depth: depth + 1))
                })
        case .null, .bool, .integer, .double, .string: return value
        }
    }
}
