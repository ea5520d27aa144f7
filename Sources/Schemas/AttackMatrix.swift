/// One version of ATT&CK Enterprise: tactics, techniques and sub-techniques, the revoked and deprecated ones too.
package struct AttackMatrix: Sendable {
    package enum Version: String, Sendable, CaseIterable {
        case v18 = "18.1"
        case v19 = "19.0"
    }

    package let version: Version

    package init(_ version: Version) { self.version = version }

    /// The object of that id (`TA0006`, `T1552`, `T1552.001`); nil where this version has none.
    package func object(_ id: String) -> AttackObject? { nil }

    /// Objects of that name (compared without case), live ones first.
    package func objects(named name: String) -> [AttackObject] { [] }

    /// The live object at the end of a chain of revocations; nil if it ends in nothing.
    package func successor(of id: String) -> AttackObject? { nil }

    /// Ids near a wrong one, best first.
    package func suggestions(for id: String, limit: Int = 3) -> [AttackObject] { [] }
}

/// A tactic, technique or sub-technique.
package struct AttackObject: Sendable, Hashable {
    package enum Kind: String, Sendable { case tactic, technique, subtechnique }

    package var kind: Kind
    package var id: String
    package var name: String
    /// Ids of the tactics that a technique belongs to.
    package var tactics: [String]
    /// A sub-technique's technique.
    package var parent: String?
    package var isRevoked: Bool
    /// The direct successor of a revoked object.
    package var revokedBy: String?
    package var isDeprecated: Bool

    package init(
        kind: Kind, id: String, name: String, tactics: [String] = [], parent: String? = nil, isRevoked: Bool = false,
        revokedBy: String? = nil, isDeprecated: Bool = false
    ) {
        self.kind = kind
        self.id = id
        self.name = name
        self.tactics = tactics
        self.parent = parent
        self.isRevoked = isRevoked
        self.revokedBy = revokedBy
        self.isDeprecated = isDeprecated
    }

    /// The page of the object, with the slash at its end that rule files write.
    package var url: String {
        switch kind {
        case .tactic: "https://attack.mitre.org/tactics/\(id)/"
        case .technique: "https://attack.mitre.org/techniques/\(id)/"
        case .subtechnique:
            "https://attack.mitre.org/techniques/\(id.split(separator: ".").joined(separator: "/"))/"
        }
    }
}
