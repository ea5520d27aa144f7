package import Rules
package import Schemas
package import SourceText

/// One thing wrong in a rule's ATT&CK entries.
///
/// Invariant: one cause gives one mismatch. Of an object whose id is wrong, name and reference are not judged; an object
/// whose name and reference agree with each other has a wrong id, not two wrong companions.
package struct ThreatMismatch: Sendable {
    package enum Kind: Sendable {
        /// The matrix has no such id.
        case unknownID
        /// The id is of something else: a tactic where a technique should be.
        case wrongKind(AttackObject)
        case revoked(AttackObject)
        case deprecated(AttackObject)
        /// The technique is none of the tactic's.
        case notInTactic(technique: AttackObject, tactic: AttackObject)
        /// The sub-technique is none of the technique's.
        case wrongParent(AttackObject, parent: String)
        /// Name and reference are both of another object.
        case otherID(AttackObject, meant: AttackObject)
        case wrongName(AttackObject)
        case wrongReference(AttackObject)
        /// The same object is in the same place once more.
        case repeated(AttackObject, first: ByteRange)
    }

    package var kind: Kind
    /// What the entry should be.
    package var level: AttackObject.Kind
    /// The entry as written; its `id` is present.
    package var object: ThreatObject
    /// The id as written.
    package var id: RuleText
    /// The tactic that the entry is under, where it is a known one.
    package var tactic: AttackObject?
    /// The matrix that the entry was looked up in: the domain is that of its tactic.
    package var matrix: AttackMatrix

    /// All faults of the rule's entries for ATT&CK, in the order of the file; other frameworks are not looked up.
    /// `threat_mappings` are checked against the version that they name, where there is a table of it.
    package static func all(of rule: Rule, _ matrix: AttackMatrix) -> [ThreatMismatch] {
        var faults = all(of: rule.threat, matrix)
        for block in rule.elastic.threatMappings {
            guard let version = block.version.flatMap({ AttackMatrix.Version(written: $0.text) }) else { continue }
            faults += all(of: block.threat, AttackMatrix(version))
        }
        return faults
    }

    private static func all(of threats: [RuleThreat], _ matrix: AttackMatrix) -> [ThreatMismatch] {
        var walk = ThreatWalk(matrix: matrix)
        for threat in threats where threat.isAttack {
            walk.matrix = matrix.matrix(of: threat)
            walk.visit(threat)
        }
        return walk.faults
    }
}

extension AttackMatrix.Version {
    /// The version whose major number a text names: `19`, `19.1`, `v18`; nil for others.
    package init?(written text: String) {
        let number = text.utf8.drop { $0 == UInt8(ascii: "v") || $0 == UInt8(ascii: "V") }
            .prefix { $0 != UInt8(ascii: ".") }
        let found = Self.allCases.first { $0.rawValue.utf8.prefix { $0 != UInt8(ascii: ".") }.elementsEqual(number) }
        guard let found else { return nil }
        self = found
    }
}

extension AttackMatrix {
    /// The matrix whose domain an entry is of: that of its tactic, else that of the first technique that any domain has.
    package func matrix(of threat: RuleThreat) -> AttackMatrix {
        if let id = threat.tactic?.id?.text, let found = matrix(having: id) { return found }
        for technique in threat.techniques {
            if let id = technique.object.id?.text, let found = matrix(having: id) { return found }
        }
        return self
    }
}

private struct ThreatWalk {
    var matrix: AttackMatrix
    var faults: [ThreatMismatch] = []
    private var tactics: [String: ByteRange] = [:]

    init(matrix: AttackMatrix) { self.matrix = matrix }

    mutating func visit(_ threat: RuleThreat) {
        var tactic: AttackObject?
        if let object = threat.tactic, let id = object.id {
            tactic = live(object, id, .tactic, tactic: nil)
            if let tactic {
                if let first = tactics[tactic.id] {
                    add(.repeated(tactic, first: first), .tactic, object, id, nil)
                } else {
                    tactics[tactic.id] = id.range
                    companions(object, id, tactic, isMisplaced: false)
                }
            }
        }
        var seen: [String: ByteRange] = [:]
        for technique in threat.techniques {
            visit(technique, under: tactic, seen: &seen)
        }
    }

    private mutating func visit(
        _ technique: ThreatTechnique, under tactic: AttackObject?, seen: inout [String: ByteRange]
    ) {
        guard let id = technique.object.id else { return }
        let object = live(technique.object, id, .technique, tactic: tactic)
        if let object {
            if let first = seen[object.id] {
                add(.repeated(object, first: first), .technique, technique.object, id, tactic)
            } else {
                seen[object.id] = id.range
                let isMisplaced = tactic.map { !object.tactics.contains($0.id) } ?? false
                if isMisplaced, let tactic {
                    add(.notInTactic(technique: object, tactic: tactic), .technique, technique.object, id, tactic)
                }
                companions(technique.object, id, object, isMisplaced: isMisplaced)
            }
        }
        var seenBelow: [String: ByteRange] = [:]
        for sub in technique.subtechniques {
            guard let id = sub.id, let child = live(sub, id, .subtechnique, tactic: tactic) else { continue }
            if let first = seenBelow[child.id] {
                add(.repeated(child, first: first), .subtechnique, sub, id, tactic)
                continue
            }
            seenBelow[child.id] = id.range
            let isMisplaced = object.map { child.parent != $0.id } ?? false
            if isMisplaced, let object { add(.wrongParent(child, parent: object.id), .subtechnique, sub, id, tactic) }
            companions(sub, id, child, isMisplaced: isMisplaced)
        }
    }

    /// The object of the id, where it is one that can be used at this level; else a fault.
    private mutating func live(
        _ object: ThreatObject, _ id: RuleText, _ level: AttackObject.Kind, tactic: AttackObject?
    ) -> AttackObject? {
        guard let found = matrix.object(id.text) else {
            add(.unknownID, level, object, id, tactic)
            return nil
        }
        if found.kind != level {
            add(.wrongKind(found), level, object, id, tactic)
        } else if found.isRevoked {
            add(.revoked(found), level, object, id, tactic)
        } else if found.isDeprecated {
            add(.deprecated(found), level, object, id, tactic)
        } else {
            return found
        }
        return nil
    }

    /// Name and reference against the id. Of a misplaced object they count only where one of the two confirms the id.
    private mutating func companions(
        _ object: ThreatObject, _ id: RuleText, _ found: AttackObject, isMisplaced: Bool
    ) {
        let nameIsWrong = object.name.map { $0.text != found.name } ?? false
        let referenceIsWrong = object.reference.map { !ThreatMismatch.isReference($0.text, to: found) } ?? false
        if nameIsWrong, referenceIsWrong {
            if isMisplaced { return }
            if let meant = meant(object, found) {
                return add(.otherID(found, meant: meant), found.kind, object, id, nil)
            }
        }
        if nameIsWrong { add(.wrongName(found), found.kind, object, id, nil) }
        if referenceIsWrong { add(.wrongReference(found), found.kind, object, id, nil) }
    }

    /// The one object that name and reference agree on.
    private func meant(_ object: ThreatObject, _ found: AttackObject) -> AttackObject? {
        guard let name = object.name?.text, let reference = object.reference?.text else { return nil }
        return matrix.objects(named: name).first {
            $0.kind == found.kind && ThreatMismatch.isReference(reference, to: $0)
        }
    }

    private mutating func add(
        _ kind: ThreatMismatch.Kind, _ level: AttackObject.Kind, _ object: ThreatObject, _ id: RuleText,
        _ tactic: AttackObject?
    ) {
        faults.append(
            ThreatMismatch(kind: kind, level: level, object: object, id: id, tactic: tactic, matrix: matrix))
    }
}

extension ThreatMismatch {
    /// Whether a reference is the page of an object; the slash at its end may be omitted.
    package static func isReference(_ text: String, to object: AttackObject) -> Bool {
        text == object.url || text + "/" == object.url
    }
}
