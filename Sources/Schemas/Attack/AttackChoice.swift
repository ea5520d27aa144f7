import SourceText

/// Finds what somebody means by the name or the id of a tactic or technique.
package enum AttackChoice {
    /// A word that means nothing, or not this.
    package struct Unknown: Error, Sendable {
        package var message: String
        package var help: String?
    }

    private static let matrix = AttackMatrix(.v18)

    /// By id, name or shortname.
    package static func tactic(_ text: String) throws(Unknown) -> AttackObject {
        if let object = matrix.object(text.uppercased()), object.kind == .tactic { return object }
        if let object = matrix.tactic(named: text) { return object }
        let names = matrix.tactics.map(\.name)
        let near = NearestName.clear(text, among: names)
        throw Unknown(
            message: "unknown tactic `\(text)`",
            help: near.map { "did you mean `\($0)`?" } ?? "the tactics are \(names.joined(separator: ", "))")
    }

    /// By id, or by a name that only one has; of the tactic, if one is given.
    package static func technique(_ text: String, of tactic: AttackObject?) throws(Unknown) -> AttackObject {
        let found = matrix.object(text.uppercased()).map { [$0] } ?? matrix.objects(named: text).filter(\.isLive)
        guard found.count <= 1 else {
            let ids = found.map { "\($0.id)" }.joined(separator: ", ")
            throw Unknown(message: "`\(text)` names several techniques", help: "give one of the ids: \(ids)")
        }
        guard let object = found.first, object.kind != .tactic else {
            let near = matrix.suggestions(for: text).filter { $0.kind != .tactic }.map { "\($0.id) \($0.name)" }
            throw Unknown(
                message: "unknown technique `\(text)`",
                help: near.isEmpty ? nil : "near are \(near.joined(separator: ", "))")
        }
        guard object.isLive else {
            let next = matrix.successor(of: object.id)
            throw Unknown(
                message: "technique \(object.id) is \(object.isRevoked ? "revoked" : "deprecated")",
                help: next.map { "use \($0.id) \($0.name)" })
        }
        if let tactic, !object.tactics.contains(tactic.id) {
            let names = object.tactics.compactMap { matrix.object($0)?.name }
            throw Unknown(
                message: "technique \(object.id) does not belong to \(tactic.name)",
                help: "it belongs to \(names.joined(separator: ", "))")
        }
        return object
    }

    /// The tactic that a technique goes with, where nobody says another.
    package static func tactic(of technique: AttackObject) -> AttackObject? {
        technique.tactics.first.flatMap { matrix.object($0) }
    }

    /// The techniques among these and above the sub-techniques, each once, in their order.
    package static func techniques(above objects: [AttackObject]) -> [AttackObject] {
        var found: [AttackObject] = []
        for object in objects {
            guard let technique = object.parent.map({ matrix.object($0) }) ?? object else { continue }
            if !found.contains(where: { $0.id == technique.id }) { found.append(technique) }
        }
        return found
    }
}
