import SourceText
import Values

/// One domain of one version of ATT&CK: tactics, techniques and sub-techniques, the revoked and deprecated ones too.
///
/// An id is of one domain only.
package struct AttackMatrix: Sendable {
    /// The matrices that ATT&CK consists of.
    package enum Domain: String, Sendable, CaseIterable {
        case enterprise, mobile, ics

        /// As ATT&CK writes it.
        package var name: String {
            switch self {
            case .enterprise: "Enterprise"
            case .mobile: "Mobile"
            case .ics: "ICS"
            }
        }
    }

    /// The versions that are in the binary.
    package enum Version: String, Sendable, CaseIterable {
        case v18 = "18.1"
        case v19 = "19.0"

        /// `18.1`, or only `18`; nil for a version that is not in the binary.
        package init?(name: String) {
            guard let version = Self.allCases.first(where: { $0.rawValue == name || $0.rawValue.hasPrefix(name + ".") })
            else { return nil }
            self = version
        }
    }

    /// The version that is looked up.
    package let version: Version
    /// The domain that is looked up.
    package let domain: Domain
    private let table: SortedTable

    /// The matrix of a domain in a version; costs nothing.
    package init(_ version: Version, _ domain: Domain = .enterprise) {
        self.version = version
        self.domain = domain
        table =
            switch (version, domain) {
            case (.v18, .enterprise): SchemaTables.attack18
            case (.v19, .enterprise): SchemaTables.attack19
            case (.v18, .mobile): SchemaTables.attackMobile18
            case (.v19, .mobile): SchemaTables.attackMobile19
            case (.v18, .ics): SchemaTables.attackICS18
            case (.v19, .ics): SchemaTables.attackICS19
            }
    }

    /// The same domain in another version, or another domain of the same version.
    package func with(version: Version? = nil, domain: Domain? = nil) -> AttackMatrix {
        AttackMatrix(version ?? self.version, domain ?? self.domain)
    }

    /// The matrix of the same version whose domain has the id, this one first; nil where none has.
    package func matrix(having id: String) -> AttackMatrix? {
        if object(id) != nil { return self }
        return Domain.allCases.lazy.filter { $0 != domain }.map { AttackMatrix(version, $0) }
            .first { $0.object(id) != nil }
    }

    /// Such as `ATT&CK 18.1`, `ATT&CK Mobile 18.1`: the domain that nearly all rules mean is not named.
    package var title: String {
        domain == .enterprise ? "ATT&CK \(version.rawValue)" : "ATT&CK \(domain.name) \(version.rawValue)"
    }

    /// The object of that id (`TA0006`, `T1552`, `T1552.001`); nil where this version has none.
    package func object(_ id: String) -> AttackObject? {
        let name = Array(id.utf8)
        return Self.objects.answer(Question(version: version, domain: domain, id: name)) {
            table.line(named: name).map { AttackObject(table, $0) }
        }
    }

    private struct Question: Hashable {
        var version: Version
        var domain: Domain
        var id: [UInt8]
    }

    private static let objects = Memo<Question, AttackObject?>(most: 4_096)

    /// Every object, sorted by the bytes of the id: techniques with their sub-techniques, then tactics. Reads the whole
    /// table: for listings, not for single look-ups.
    package var objects: [AttackObject] { table.lines().map { AttackObject(table, $0) } }

    /// The live tactics in the order of the matrix.
    package var tactics: [AttackObject] {
        table.lines(withPrefix: Array("TA".utf8)).map { AttackObject(table, $0) }
            .filter { $0.order != nil && $0.isLive }
            .sorted { ($0.order ?? 0) < ($1.order ?? 0) }
    }

    /// The tactic of that name (compared without case) or shortname (`defense-evasion`).
    package func tactic(named name: String) -> AttackObject? {
        let wanted = CaseFolding.lowered(name)
        return table.lines(withPrefix: Array("TA".utf8)).lazy.map { AttackObject(table, $0) }.first {
            CaseFolding.lowered($0.name) == wanted || $0.shortname.map { Array($0.utf8) == wanted } ?? false
        }
    }

    /// Objects of that name (compared without case), live ones first.
    package func objects(named name: String) -> [AttackObject] {
        let wanted = CaseFolding.lowered(name)
        let found = table.lines().filter { CaseFolding.lowered(table.bytes(table.column(1, of: $0))) == wanted }
            .map { AttackObject(table, $0) }
        return found.filter(\.isLive) + found.filter { !$0.isLive }
    }

    /// The objects whose names have every one of the words, in any order and ASCII case, as parts of their own words
    /// too; live ones first, each in the order of the table.
    package func objects(namedWith words: [String]) -> [AttackObject] {
        let wanted = words.map { CaseFolding.lowered($0) }.filter { !$0.isEmpty }
        guard !wanted.isEmpty else { return [] }
        let found = table.lines().filter { line in
            let name = CaseFolding.lowered(table.bytes(table.column(1, of: line)))
            return wanted.allSatisfy { name.contains($0) }
        }.map { AttackObject(table, $0) }
        return found.filter(\.isLive) + found.filter { !$0.isLive }
    }

    /// The live object at the end of a chain of revocations (the object itself if it is live); nil if it ends in nothing.
    package func successor(of id: String) -> AttackObject? {
        guard let last = revocations(of: id).last ?? object(id) else { return nil }
        return last.isLive ? last : nil
    }

    /// The chain of revocations that begins at `id`, without `id` itself; empty where it is not revoked.
    package func revocations(of id: String) -> [AttackObject] {
        var chain: [AttackObject] = []
        var current = object(id)
        while let next = current?.revokedBy.flatMap({ object($0) }) {
            // A circle in the data would never end.
            if next.id == id || chain.contains(where: { $0.id == next.id }) { break }
            chain.append(next)
            current = next
        }
        return chain
    }

    /// Ids near a wrong one, best first: the technique of an unknown sub-technique, then the nearest, then those of the
    /// same kind, then live ones, then by id.
    package func suggestions(for id: String, limit: Int = 3) -> [AttackObject] {
        let wanted = CaseFolding.uppered(id)
        guard wanted.count <= 16 else { return [] }
        let bound = max(1, wanted.count / 3)
        var found: [(distance: Int, object: AttackObject)] = []
        for line in table.lines() {
            let distance = NearestName.distance(wanted, table.bytes(table.column(0, of: line)), bound: bound)
            if distance <= bound { found.append((distance, AttackObject(table, line))) }
        }
        let isTactic = wanted.starts(with: Array("TA".utf8))
        func rank(_ object: AttackObject) -> Int {
            ((object.kind == .tactic) == isTactic ? 0 : 2) + (object.isLive ? 0 : 1)
        }
        let ranked = found.sorted { a, b in
            (a.distance, rank(a.object), a.object.id) < (b.distance, rank(b.object), b.object.id)
        }
        guard let parent = technique(ofSubtechnique: id) else {
            return ranked.prefix(max(0, limit)).map(\.object)
        }
        // A sub-technique of the technique that is written, one edit away, is nearer than the technique itself.
        let typo = ranked.first { $0.distance == 1 && $0.object.id.hasPrefix(parent.id + ".") }?.object
        let first = [typo, parent].compactMap { $0 }
        let others = ranked.lazy.map(\.object).filter { object in !first.contains { $0.id == object.id } }
        return Array((first + others.prefix(max(0, limit))).prefix(max(0, limit)))
    }

    /// The technique that an id such as `T1190.001` is written below, whether or not the sub-technique exists.
    package func technique(ofSubtechnique id: String) -> AttackObject? {
        let parts = id.uppercased().split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let technique = object(String(parts[0])), technique.kind == .technique else {
            return nil
        }
        return technique
    }

    /// Whether a technique has sub-techniques that are neither revoked nor deprecated.
    package func hasSubtechniques(_ technique: AttackObject) -> Bool {
        table.lines(withPrefix: Array((technique.id + ".").utf8)).contains { AttackObject(table, $0).isLive }
    }

    /// Where the hand-made map for rules sends an id of 18.1 in 19.0; nil where 19.0's own object of that id counts.
    package static func mappedTo19(_ id: String) -> String? {
        let table = SchemaTables.attack18to19
        return table.line(named: Array(id.utf8)).map { table.text(table.column(1, of: $0)) }
    }
}

/// A tactic, technique or sub-technique.
package struct AttackObject: Sendable, Hashable {
    /// What an id names.
    package enum Kind: String, Sendable { case tactic, technique, subtechnique }

    package var kind: Kind
    /// `TA0006`, `T1552`, `T1552.001`.
    package var id: String
    /// Its own name: of a sub-technique without the parent's.
    package var name: String
    /// Ids of the tactics that a technique belongs to.
    package var tactics: [String]
    /// A sub-technique's technique.
    package var parent: String?
    /// Replaced by another object.
    package var isRevoked: Bool
    /// The direct successor of a revoked object.
    package var revokedBy: String?
    /// Withdrawn without successor.
    package var isDeprecated: Bool
    /// A tactic's word in kill chains and Navigator layers.
    package var shortname: String?
    /// A tactic's place in the matrix, from 0; nil where it is in none.
    package var order: Int?

    /// An object with all its facts.
    package init(
        kind: Kind, id: String, name: String, tactics: [String] = [], parent: String? = nil, isRevoked: Bool = false,
        revokedBy: String? = nil, isDeprecated: Bool = false, shortname: String? = nil, order: Int? = nil
    ) {
        self.kind = kind
        self.id = id
        self.name = name
        self.tactics = tactics
        self.parent = parent
        self.isRevoked = isRevoked
        self.revokedBy = revokedBy
        self.isDeprecated = isDeprecated
        self.shortname = shortname
        self.order = order
    }

    /// A line of an ATT&CK table: id, name, tactics or shortname, order, state.
    init(_ table: SortedTable, _ line: TableLine) {
        let id = table.text(table.column(0, of: line))
        let dot = id.utf8.firstIndex(of: UInt8(ascii: "."))
        let kind: Kind = id.hasPrefix("TA") ? .tactic : dot == nil ? .technique : .subtechnique
        let third = table.column(2, of: line)
        let state = table.pieces(table.column(4, of: line))
        self.init(
            kind: kind, id: id, name: table.text(table.column(1, of: line)),
            tactics: kind == .tactic ? [] : table.pieces(third),
            parent: dot.map { String(id[..<$0]) },
            isRevoked: state.first == "revoked", revokedBy: state.count > 1 ? state[1] : nil,
            isDeprecated: state.first == "deprecated",
            shortname: kind == .tactic ? table.text(third) : nil,
            order: Int(table.text(table.column(3, of: line))))
    }

    /// Neither revoked nor deprecated.
    package var isLive: Bool { !isRevoked && !isDeprecated }

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

// From 18 to 19 and back.
extension AttackMatrix {
    /// Of a tactic that 18 does not have, the one that its techniques served there: the one that was split. nil where
    /// that is not clear.
    package static func tacticBefore19(_ id: String) -> String? {
        guard id.hasPrefix("TA") else { return nil }
        let old = AttackMatrix(.v18)
        var counts: [String: Int] = [:]
        for object in AttackMatrix(.v19).objects where object.isLive && object.tactics.contains(id) {
            guard let before = old.object(object.id), before.isLive else { continue }
            for tactic in before.tactics where !object.tactics.contains(tactic) { counts[tactic, default: 0] += 1 }
        }
        let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard let first = ranked.first, ranked.count < 2 || ranked[1].value < first.value else { return nil }
        return first.key
    }

    /// The live objects of 18 that became an object of 19; for the matrix of 18.
    package func predecessors(of id: String) -> [AttackObject] {
        let new = AttackMatrix(.v19, domain)
        guard new.object(id)?.isLive == true else { return [] }
        return objects.filter { old in
            guard old.isLive, old.kind != .tactic, old.id != id else { return false }
            if domain == .enterprise, let mapped = Self.mappedTo19(old.id) { return mapped == id }
            return new.object(old.id)?.isRevoked == true && new.successor(of: old.id)?.id == id
        }
    }
}
