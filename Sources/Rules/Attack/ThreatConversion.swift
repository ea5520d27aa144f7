package import Schemas

/// Brings the ATT&CK entries of a rule from one version of ATT&CK into another (reference: elastic-build §8).
///
/// Entries are added in the order of the file; tactics come out in the order in which they are first needed.
package struct ThreatConversion: Sendable {
    /// For what the result is made.
    package enum Policy: Sendable {
        /// As Elastic's build does it: what has no successor in its hand-made map is dropped, and a sub-technique stays
        /// below the technique it was written in.
        case build
        /// To be written back: nothing is dropped, revocations are followed, and a sub-technique goes below its own
        /// technique. What cannot be decided stays as it is.
        case rewrite
    }

    /// A tactic, technique or sub-technique as the rule writes it.
    package struct Written: Sendable {
        package var id: String
        package var name: String
        package var reference: String
        /// The caller's number for it.
        package var origin: Int

        package init(id: String, name: String, reference: String, origin: Int = 0) {
            self.id = id
            self.name = name
            self.reference = reference
            self.origin = origin
        }
    }

    /// A technique as the rule writes it.
    package struct WrittenTechnique: Sendable {
        /// nil: it has no id.
        package var object: Written?
        package var subtechniques: [Written]

        package init(object: Written?, subtechniques: [Written]) {
            self.object = object
            self.subtechniques = subtechniques
        }
    }

    /// A tactic, technique or sub-technique of the result.
    package struct Object: Sendable {
        package var id: String
        package var name: String
        package var reference: String
        /// What it was written as; nil for a technique that only its sub-technique needs.
        package var origin: Int?
    }

    /// A technique of the result.
    package struct Technique: Sendable {
        package var object: Object
        package var subtechniques: [Object] = []
    }

    /// A tactic of the result.
    package struct Tactic: Sendable {
        package var object: Object
        /// Places in `techniques`: one that is under several tactics is one, and what is merged into it under one
        /// shows under all.
        package var techniques: [Int] = []
        /// Whether the file has the tactic without any technique.
        package var standsAlone = false
        /// The entry, counted from 0, that first needed it.
        package var entry: Int
    }

    /// Something that stays as it was written.
    package struct Undecided: Sendable {
        package var origin: Int
        /// Why, in words.
        package var reason: String
    }

    private let policy: Policy
    private var entryCount = 0
    package private(set) var techniques: [Technique] = []
    /// Also such as have nothing left: see `result`.
    private var tactics: [Tactic] = []
    package private(set) var undecided: [Undecided] = []

    package init(_ policy: Policy) { self.policy = policy }

    /// The tactics that have techniques, or stood alone.
    package var result: [Tactic] { tactics.filter { !$0.techniques.isEmpty || $0.standsAlone } }

    /// Takes one entry. `matrix` is that of the version to be reached, in the entry's domain.
    package mutating func add(_ written: Written, _ listed: [WrittenTechnique], to matrix: AttackMatrix) {
        defer { entryCount += 1 }
        let tactic = self.tactic(written, matrix)
        if listed.isEmpty {
            tactics[place(of: tactic)].standsAlone = true
            return
        }
        for technique in listed {
            for converted in convert(technique, matrix) { put(converted, under: tactic, matrix) }
        }
    }

    private mutating func tactic(_ written: Written, _ matrix: AttackMatrix) -> Object {
        let id =
            policy == .rewrite && matrix.object(written.id) == nil
            ? AttackMatrix.tacticBefore19(written.id) ?? written.id : written.id
        if let found = matrix.object(id), found.kind == .tactic {
            // The URL of a tactic has no slash at its end in ATT&CK's data; loading adds one to rules that are loaded.
            let reference = policy == .build ? String(found.url.dropLast()) : found.url
            return Object(id: found.id, name: found.name, reference: reference, origin: written.origin)
        }
        leave(written, "\(matrix.title) has no such tactic")
        return Object(id: written.id, name: written.name, reference: written.reference, origin: written.origin)
    }

    private mutating func leave(_ written: Written, _ reason: String) {
        guard policy == .rewrite, !undecided.contains(where: { $0.origin == written.origin }) else { return }
        undecided.append(Undecided(origin: written.origin, reason: reason))
    }
}

// Techniques.
extension ThreatConversion {
    /// The technique in the new version, after it those that its sub-techniques have become; empty where nothing is left.
    private mutating func convert(_ technique: WrittenTechnique, _ matrix: AttackMatrix) -> [Technique] {
        guard let written = technique.object else { return [] }
        var result: Technique
        if let target = target(of: written, matrix) {
            if target.kind == .subtechnique {
                guard let parent = target.parent.flatMap({ matrix.object($0) }) else { return [] }
                result = Technique(object: Self.object(parent, nil), subtechniques: [Self.object(target, written)])
            } else {
                result = Technique(object: Self.object(target, written))
            }
        } else {
            guard policy == .rewrite else { return [] }
            result = Technique(object: Self.same(written))
        }
        var behind: [Technique] = []
        for written in technique.subtechniques {
            guard let target = target(of: written, matrix) else {
                if policy == .rewrite { result.subtechniques.append(Self.same(written)) }
                continue
            }
            if target.kind != .subtechnique {
                behind.append(Technique(object: Self.object(target, written)))
            } else if policy == .rewrite, target.parent != result.object.id,
                let parent = target.parent.flatMap({ matrix.object($0) })
            {
                behind.append(
                    Technique(object: Self.object(parent, nil), subtechniques: [Self.object(target, written)]))
            } else {
                result.subtechniques.append(Self.object(target, written))
            }
        }
        return [result] + behind
    }

    /// What Elastic's build makes of a technique or sub-technique; nil where it drops it.
    package static func built(_ id: String, in matrix: AttackMatrix) -> AttackObject? {
        if matrix.version == .v19, let mapped = AttackMatrix.mappedTo19(id) { return matrix.object(mapped) }
        guard let same = matrix.object(id), same.kind != .tactic, same.isLive else { return nil }
        return same
    }

    /// What the id is in the new version; nil where that is not decided.
    private mutating func target(of written: Written, _ matrix: AttackMatrix) -> AttackObject? {
        if policy == .build { return Self.built(written.id, in: matrix) }
        if matrix.version == .v19, let mapped = AttackMatrix.mappedTo19(written.id) { return matrix.object(mapped) }
        guard let same = matrix.object(written.id) else {
            let before = matrix.version == .v18 ? matrix.predecessors(of: written.id) : []
            if before.count == 1 { return before[0] }
            leave(
                written,
                before.isEmpty
                    ? "\(matrix.title) has no such id"
                    : "it may have been \(before.map(\.id).joined(separator: ", ")) in \(matrix.title)")
            return nil
        }
        if same.kind == .tactic {
            leave(written, "it is a tactic")
            return nil
        }
        if same.isLive { return same }
        if let successor = matrix.successor(of: written.id), successor.kind != .tactic { return successor }
        leave(written, "it is \(same.isRevoked ? "revoked" : "deprecated") in \(matrix.title) and has no successor")
        return nil
    }

    private static func same(_ written: Written) -> Object {
        Object(id: written.id, name: written.name, reference: written.reference, origin: written.origin)
    }

    private static func object(_ object: AttackObject, _ written: Written?) -> Object {
        Object(id: object.id, name: object.name, reference: object.url, origin: written?.origin)
    }

    /// Under the tactic it was written in if the version has it there (or nowhere), else under every one that it names.
    private mutating func put(_ technique: Technique, under written: Object, _ matrix: AttackMatrix) {
        let known = matrix.object(technique.object.id)?.tactics ?? []
        var homes = [written]
        if !known.isEmpty, !known.contains(written.id) {
            if policy == .rewrite, matrix.version == .v18, known.count > 1 {
                let names = known.compactMap { matrix.object($0)?.name }.joined(separator: ", ")
                let origin = technique.object.origin ?? technique.subtechniques.first?.origin
                undecided.append(
                    Undecided(origin: origin ?? 0, reason: "in \(matrix.title) it is under \(names)"))
            } else {
                homes = known.compactMap { matrix.object($0) }
                    .map {
                        Object(
                            id: $0.id, name: $0.name, reference: policy == .build ? String($0.url.dropLast()) : $0.url,
                            origin: nil)
                    }
                    .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            }
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
        if techniques[place].object.origin == nil { techniques[place].object.origin = technique.object.origin }
    }

    private mutating func place(of tactic: Object) -> Int {
        if let index = tactics.firstIndex(where: { $0.object.id == tactic.id }) {
            if tactics[index].object.origin == nil { tactics[index].object.origin = tactic.origin }
            return index
        }
        tactics.append(Tactic(object: tactic, entry: entryCount))
        return tactics.count - 1
    }
}
