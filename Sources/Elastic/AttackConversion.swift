import Schemas
import SourceText

/// Turns the `threat` of a rule from ATT&CK v18, in which rule files are written, into v19 (reference: elastic-build §8).
struct AttackConversion {
    /// The first stack whose rules speak v19.
    static let firstStack = StackVersion(9, 5)

    static let framework = "MITRE ATT&CK"

    private struct Object {
        var id: String
        var name: String
        var reference: String

        var members: [JSONValue.Member] {
            [
                JSONValue.Member("id", .string(id)), JSONValue.Member("name", .string(name)),
                JSONValue.Member("reference", .string(reference)),
            ]
        }
    }

    private struct Technique {
        var object: Object
        var subtechniques: [Object] = []
    }

    private struct Tactic {
        var object: Object
        /// Places in `techniques`: one that stands under several tactics is one, and what is merged into it under one
        /// shows under all.
        var techniques: [Int] = []
        /// Whether the file has the tactic without any technique.
        var standsAlone = false
    }

    private let matrix = AttackMatrix(.v19)
    private var techniques: [Technique] = []
    /// In the order in which they were first needed.
    private var tactics: [Tactic] = []

    /// Replaces `threat`, and the tags that name its tactics.
    static func apply(to object: inout APIObject) {
        guard let threat = object["threat"], case .array(let entries) = threat else { return }
        let others = entries.filter { !isAttack($0) }
        var conversion = AttackConversion()
        for entry in entries where isAttack(entry) { conversion.add(entry) }
        let converted = others + conversion.entries
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
}

// One entry of the file after the other.
extension AttackConversion {
    private mutating func add(_ entry: JSONValue) {
        guard let written = entry["tactic"], let id = written["id"]?.string else { return }
        let tactic =
            matrix.object(id).map(Self.tacticObject)
            ?? Object(
                id: id, name: written["name"]?.string ?? "", reference: written["reference"]?.string ?? "")
        guard case .array(let listed)? = entry["technique"], !listed.isEmpty else {
            tactics[place(of: tactic)].standsAlone = true
            return
        }
        for technique in listed {
            for converted in convert(technique) { put(converted, under: tactic) }
        }
    }

    /// The URL of a tactic has no slash at its end in ATT&CK's data; loading adds one to rules that are loaded.
    private static func tacticObject(_ object: AttackObject) -> Object {
        Object(id: object.id, name: object.name, reference: String(object.url.dropLast()))
    }

    /// The technique in v19, behind it those that its sub-techniques have become; empty where nothing is left of it.
    private func convert(_ technique: JSONValue) -> [Technique] {
        guard let target = target(of: technique) else { return [] }
        var result: Technique
        if target.kind == .subtechnique {
            guard let parent = target.parent.flatMap({ matrix.object($0) }) else { return [] }
            result = Technique(object: Self.object(parent), subtechniques: [Self.object(target)])
        } else {
            result = Technique(object: Self.object(target))
        }
        var promoted: [Technique] = []
        if case .array(let subtechniques)? = technique["subtechnique"] {
            for subtechnique in subtechniques.compactMap({ self.target(of: $0) }) {
                if subtechnique.kind == .subtechnique {
                    result.subtechniques.append(Self.object(subtechnique))
                } else {
                    promoted.append(Technique(object: Self.object(subtechnique)))
                }
            }
        }
        return [result] + promoted
    }

    /// The map first, else the same id; nil where v19 has revoked, withdrawn or never had it.
    private func target(of written: JSONValue) -> AttackObject? {
        guard let id = written["id"]?.string else { return nil }
        if let mapped = AttackMatrix.mappedTo19(id) { return matrix.object(mapped) }
        guard let same = matrix.object(id), same.isLive, same.kind != .tactic else { return nil }
        return same
    }

    private static func object(_ object: AttackObject) -> Object {
        Object(id: object.id, name: object.name, reference: object.url)
    }

    /// Under the tactic it was written in if v19 has it there (or nowhere), else under every one that v19 names.
    private mutating func put(_ technique: Technique, under written: Object) {
        let known = matrix.object(technique.object.id)?.tactics ?? []
        var homes = [written]
        if !known.isEmpty, !known.contains(written.id) {
            homes = known.compactMap { matrix.object($0) }.map(Self.tacticObject)
                .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        }
        techniques.append(technique)
        let new = techniques.count - 1
        for home in homes {
            let tactic = place(of: home)
            guard let old = tactics[tactic].techniques.first(where: { techniques[$0].object.id == technique.object.id })
            else {
                tactics[tactic].techniques.append(new)
                continue
            }
            if old != new { merge(technique, into: old) }
        }
    }

    private mutating func merge(_ technique: Technique, into place: Int) {
        var subtechniques = techniques[place].subtechniques
        for new in technique.subtechniques where !subtechniques.contains(where: { $0.id == new.id }) {
            subtechniques.append(new)
        }
        subtechniques.sort { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        techniques[place].subtechniques = subtechniques
    }

    private mutating func place(of tactic: Object) -> Int {
        if let index = tactics.firstIndex(where: { $0.object.id == tactic.id }) { return index }
        tactics.append(Tactic(object: tactic))
        return tactics.count - 1
    }
}

// The result.
extension AttackConversion {
    private var entries: [JSONValue] {
        tactics.compactMap { tactic in
            guard !tactic.techniques.isEmpty || tactic.standsAlone else { return nil }
            var members = [
                JSONValue.Member("framework", .string(Self.framework)),
                JSONValue.Member("tactic", .object(tactic.object.members)),
            ]
            if !tactic.techniques.isEmpty {
                members.append(JSONValue.Member("technique", .array(tactic.techniques.map(techniqueJSON))))
            }
            return .object(members)
        }
    }

    private func techniqueJSON(_ place: Int) -> JSONValue {
        let technique = techniques[place]
        var members = technique.object.members
        if !technique.subtechniques.isEmpty {
            let list = technique.subtechniques.map { JSONValue.object($0.members) }
            members.append(JSONValue.Member("subtechnique", .array(list)))
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
