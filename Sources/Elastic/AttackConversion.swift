import Rules
import Schemas
import SourceText

/// Turns the `threat` of a rule from ATT&CK v18, in which rule files are written, into v19 (reference: elastic-build §8).
enum AttackConversion {
    /// The first stack whose rules speak v19.
    static let firstStack = StackVersion(9, 5)

    static let framework = "MITRE ATT&CK"

    /// Replaces `threat`, and the tags that name its tactics.
    static func apply(to object: inout APIObject) {
        guard let threat = object["threat"], case .array(let entries) = threat else { return }
        let others = entries.filter { !isAttack($0) }
        let converted = others + converted(entries.filter(isAttack))
        replaceThreat(with: .array(converted.isEmpty ? entries : converted), in: &object)
    }

    /// Puts a new `threat` in and rewrites the tags for it: those of tactics that are gone go, those of new ones come.
    static func replaceThreat(with threat: JSONValue, in object: inout APIObject) {
        let before = object["threat"].map(tacticNames) ?? []
        let after = tacticNames(threat)
        object["threat"] = threat
        guard case .array(var tags)? = object["tags"] else { return }
        let gone = Set(before).subtracting(after).map { JSONValue.string("Tactic: \($0)") }
        tags.removeAll { gone.contains($0) }
        for name in Set(after).sorted(by: { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }) {
            let tag = JSONValue.string("Tactic: \(name)")
            if !tags.contains(tag) { tags.append(tag) }
        }
        object["tags"] = .array(tags)
    }

    private static func tacticNames(_ threat: JSONValue) -> [String] {
        guard case .array(let entries) = threat else { return [] }
        return entries.compactMap { $0["tactic"]?["name"]?.string }
    }

    private static func isAttack(_ entry: JSONValue) -> Bool { entry["framework"]?.string == framework }

    private static func converted(_ entries: [JSONValue]) -> [JSONValue] {
        var conversion = ThreatConversion(.build)
        let matrix = AttackMatrix(.v19)
        for entry in entries {
            guard let tactic = entry["tactic"].flatMap(written) else { continue }
            conversion.add(tactic, items(entry["technique"]).map(technique), to: matrix)
        }
        return conversion.result.map { tactic in
            var members = [
                JSONValue.Member("framework", .string(framework)), JSONValue.Member("tactic", json(tactic.object)),
            ]
            if !tactic.techniques.isEmpty {
                let techniques = tactic.techniques.map { json(conversion.techniques[$0]) }
                members.append(JSONValue.Member("technique", .array(techniques)))
            }
            return .object(members)
        }
    }

    private static func items(_ value: JSONValue?) -> [JSONValue] {
        if case .array(let items)? = value { items } else { [] }
    }

    private static func written(_ value: JSONValue) -> ThreatConversion.Written? {
        value["id"]?.string.map {
            ThreatConversion.Written(
                id: $0, name: value["name"]?.string ?? "", reference: value["reference"]?.string ?? "")
        }
    }

    private static func technique(_ value: JSONValue) -> ThreatConversion.WrittenTechnique {
        ThreatConversion.WrittenTechnique(
            object: written(value), subtechniques: items(value["subtechnique"]).compactMap(written))
    }

    private static func json(_ object: ThreatConversion.Object) -> JSONValue {
        .object([
            JSONValue.Member("id", .string(object.id)), JSONValue.Member("name", .string(object.name)),
            JSONValue.Member("reference", .string(object.reference)),
        ])
    }

    private static func json(_ technique: ThreatConversion.Technique) -> JSONValue {
        guard case .object(var members) = json(technique.object) else { return .null }
        if !technique.subtechniques.isEmpty {
            members.append(JSONValue.Member("subtechnique", .array(technique.subtechniques.map { json($0) })))
        }
        return .object(members)
    }
}

extension JSONValue {
    /// The text of a string.
    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
