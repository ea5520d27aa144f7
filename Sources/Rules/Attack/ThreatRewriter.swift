import Diagnostics
import Documents
import Schemas
import SourceText

/// Writes the ATT&CK entries of one rule anew for another version, as edits of its text.
///
/// Where the entries keep their order, only ids, names and references change. Where techniques move, the blocks of a TOML
/// file are put into another order, with their comments, and a YAML list without comments is written anew; what cannot be
/// done so is reported and left.
struct ThreatRewriter {
    private let source: SourceFile
    private let rule: Rule
    private let version: AttackMatrix.Version
    /// Every object that is converted, by its number.
    private var objects: [ThreatObject] = []
    private var conversion = ThreatConversion(.rewrite)
    /// The rule's entries that are converted, in the order in which they were added.
    private var entries: [Int] = []
    private(set) var edits: [Edit] = []
    private(set) var findings: [Diagnostic] = []

    /// Converts at once; `edits` and `findings` are the result.
    init(_ rule: Rule, in source: SourceFile, to version: AttackMatrix.Version) {
        self.rule = rule
        self.source = source
        self.version = version
        for (index, threat) in rule.threat.enumerated() where threat.isAttack { convert(threat, index) }
        guard !entries.isEmpty else { return }
        for undecided in conversion.undecided {
            guard objects.indices.contains(undecided.origin), let id = objects[undecided.origin].id else { continue }
            tell(id.range, "`\(id.text)` is left as it is: \(undecided.reason)")
        }
        let result = conversion.result
        let threatEdits = keepsOrder(result) ? inPlace(result) : anew(result)
        // Tags follow the entries: what is left leaves them too.
        guard let threatEdits else { return }
        edits = threatEdits + tagEdits(result)
    }

    private mutating func convert(_ threat: RuleThreat, _ index: Int) {
        guard let tactic = threat.tactic, let id = tactic.id,
            threat.techniques.allSatisfy({ $0.object.id != nil && $0.subtechniques.allSatisfy { $0.id != nil } }),
            isWhole(threat, index)
        else { return }
        func written(_ object: ThreatObject, _ id: RuleText) -> ThreatConversion.Written {
            objects.append(object)
            return ThreatConversion.Written(
                id: id.text, name: object.name?.text ?? "", reference: object.reference?.text ?? "",
                origin: objects.count - 1)
        }
        let home = written(tactic, id)
        let techniques = threat.techniques.map { technique in
            ThreatConversion.WrittenTechnique(
                object: technique.object.id.map { written(technique.object, $0) },
                subtechniques: technique.subtechniques.compactMap { sub in sub.id.map { written(sub, $0) } })
        }
        entries.append(index)
        conversion.add(home, techniques, to: matrix(of: threat))
    }

    /// Whether the reader took everything that the entry lists.
    private func isWhole(_ threat: RuleThreat, _ index: Int) -> Bool {
        guard let items = rule.entry("threat")?.value.array, items.count == rule.threat.count else { return false }
        let listed = items[index]["technique"]?.array ?? []
        return listed.count == threat.techniques.count
            && zip(listed, threat.techniques).allSatisfy { node, technique in
                (node["subtechnique"]?.array?.count ?? 0) == technique.subtechniques.count
            }
    }

    /// The matrix to be reached, in the domain that the entry's ids have in either version.
    private func matrix(of threat: RuleThreat) -> AttackMatrix {
        let target = AttackMatrix(version)
        let ids = [threat.tactic?.id?.text] + threat.techniques.map(\.object.id?.text)
        for id in ids.compactMap({ $0 }) {
            for version in AttackMatrix.Version.allCases {
                if let found = AttackMatrix(version).matrix(having: id) { return target.with(domain: found.domain) }
            }
        }
        return target
    }

    private mutating func tell(_ range: ByteRange, _ message: String) {
        var finding = Diagnostic(
            "attack-migration", category: "attack", .warning, message, at: Label(Location(source.id, range)))
        finding.ruleID = rule.id?.text
        findings.append(finding)
    }
}

// Edits.
extension ThreatRewriter {
    /// Whether every object is where it stood.
    private func keepsOrder(_ result: [ThreatConversion.Tactic]) -> Bool {
        guard result.count == entries.count else { return false }
        var next = 0
        func isNext(_ object: ThreatConversion.Object) -> Bool {
            defer { next += 1 }
            return object.origin == next
        }
        for (place, tactic) in result.enumerated() {
            guard tactic.entry == place, isNext(tactic.object) else { return false }
            for technique in tactic.techniques.map({ conversion.techniques[$0] }) {
                guard isNext(technique.object), technique.subtechniques.allSatisfy(isNext) else { return false }
            }
        }
        return next == objects.count
    }

    private mutating func inPlace(_ result: [ThreatConversion.Tactic]) -> [Edit]? {
        var edits: [Edit] = []
        for tactic in result {
            let techniques = tactic.techniques.map { conversion.techniques[$0] }
            for object in [tactic.object] + techniques.flatMap({ [$0.object] + $0.subtechniques }) {
                guard let changes = changes(to: object) else { return nil }
                edits += changes
            }
        }
        return edits
    }

    /// The edits that give a written object another id, name and reference; nil after it was reported that they cannot be made.
    mutating func changes(to object: ThreatConversion.Object) -> [Edit]? {
        guard let origin = object.origin else { return [] }
        let written = objects[origin]
        var edits: [Edit] = []
        let isSameReference = { (text: String) in text == object.reference || text + "/" == object.reference }
        let parts: [(RuleText?, String, Bool)] = [
            (written.id, object.id, written.id?.text == object.id),
            (written.name, object.name, written.name?.text == object.name),
            (written.reference, object.reference, written.reference.map { isSameReference($0.text) } ?? true),
        ]
        for (text, new, isSame) in parts where !isSame {
            guard let text else { continue }
            guard let edit = text.replacing(with: new) else {
                tell(text.range, "write \"\(new)\" here by hand: this kind of string cannot hold it")
                return nil
            }
            edits.append(edit)
        }
        return edits
    }

    private mutating func anew(_ result: [ThreatConversion.Tactic]) -> [Edit]? {
        if let yaml = YAMLThreatText(rule, entries, in: source) { return [yaml.edit(result, conversion)] }
        guard let blocks = ThreatBlocks(rule, entries, objects, in: source) else {
            let place = rule.entry("threat")?.keyRange ?? rule.threat.first?.range ?? ByteRange(at: 0)
            tell(place, "techniques move to other tactics: write the entries anew by hand, as \(outline(result))")
            return nil
        }
        var layout = ThreatLayout(blocks, conversion, comments: rule.document.comments, in: source)
        var isWritable = true
        let edit = layout.edit(result) { object in
            let edits = changes(to: object)
            if edits == nil { isWritable = false }
            return edits
        }
        guard let edit, isWritable else { return nil }
        return [edit]
    }

    /// `TA0005 Stealth: T1070, T1027.001; …`
    private func outline(_ result: [ThreatConversion.Tactic]) -> String {
        result.map { tactic in
            let ids = tactic.techniques.map { conversion.techniques[$0] }.flatMap { technique in
                technique.subtechniques.isEmpty ? [technique.object.id] : technique.subtechniques.map(\.id)
            }
            return "\(tactic.object.id) \(tactic.object.name): \(ids.joined(separator: ", "))"
        }.joined(separator: "; ")
    }

    /// `Tactic: …` tags of tactics that are gone make room for those of new ones.
    private func tagEdits(_ result: [ThreatConversion.Tactic]) -> [Edit] {
        guard let tags = rule.tags, let list = rule.entry("tags")?.value else { return [] }
        let before = entries.compactMap { rule.threat[$0].tactic?.name?.text }
        let others = rule.threat.indices.filter { !entries.contains($0) }.compactMap {
            rule.threat[$0].tactic?.name?.text
        }
        let after = result.map(\.object.name) + others
        let tactics = (list.array ?? []).filter { $0.string.flatMap(Self.tactic).map(before.contains) ?? false }
        // A rule that names none of its tactics in its tags does not begin to.
        guard let last = tactics.last else { return [] }
        let gone = tactics.filter { item in !(item.string.flatMap(Self.tactic).map(after.contains) ?? true) }
        let new = Set(after).subtracting(before).map { "Tactic: \($0)" }.filter { !tags.values.contains($0) }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var edits: [Edit] = []
        for (item, tag) in zip(gone, new) {
            if let edit = item.scalar.flatMap({ ScalarEdits.replaceAll(of: $0, with: tag) }) { edits.append(edit) }
        }
        if new.count > gone.count,
            let edit = ListEdits.append(
                Array(new[gone.count...]), after: (gone.last ?? last).range, to: list.range, in: source)
        {
            edits.append(edit)
        }
        for item in gone.dropFirst(new.count) {
            if let edit = ListEdits.remove(item.range, from: list.range, in: source) { edits.append(edit) }
        }
        return edits
    }

    private static func tactic(of tag: String) -> String? {
        tag.hasPrefix("Tactic: ") ? String(tag.dropFirst(8)) : nil
    }
}
