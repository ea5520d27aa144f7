package import Diagnostics
import Documents
package import Rules
package import Schemas
import SourceText

/// What a rule says that its form for Kibana cannot carry.
package struct KibanaLosses {
    /// What the rule becomes.
    package enum Target: Sendable {
        /// An object of the API.
        case object
        /// A line of an import file, which keeps what the server wrote.
        case line
        /// A saved object of a package.
        case asset
    }

    private let rule: Rule
    private let target: Target
    private let stack: StackVersion
    /// Whether `threat` follows the stack's ATT&CK version.
    private let asElasticBuilds: Bool
    private var items: [Diagnostic] = []

    /// In no order. By design are those that every rule has that has such a value, as the facts about the file are.
    package static func items(
        of rule: Rule, as target: Target, stack: StackVersion, asElasticBuilds: Bool = false
    ) -> [Diagnostic] {
        var losses = KibanaLosses(rule: rule, target: target, stack: stack, asElasticBuilds: asElasticBuilds)
        losses.addStackNeeds()
        let dropped = losses.addUnknownToAssets()
        losses.addUnknown(besides: dropped)
        if rule.form == .file {
            losses.addMetadata()
            losses.addTransforms()
            losses.addFileKeys()
            if asElasticBuilds { losses.addThreat() }
            losses.addValues()
        } else if target == .object {
            losses.addBookkeeping()
        }
        return losses.items
    }

    private init(rule: Rule, target: Target, stack: StackVersion, asElasticBuilds: Bool) {
        self.rule = rule
        self.target = target
        self.stack = stack
        self.asElasticBuilds = asElasticBuilds
    }

    /// What the server writes, which a body does not repeat.
    private mutating func addBookkeeping() {
        for entry in rule.ruleEntry?.value.table?.entries ?? [] where RepositoryForm.isBookkeeping(entry.key) {
            lose(
                rule.pointer + "/" + entry.key.pointerToken, entry.value.range, "Kibana writes it itself",
                byDesign: true)
        }
    }

    private mutating func lose(_ pointer: String, _ range: ByteRange, _ reason: String, byDesign: Bool = false) {
        items.append(
            .loss(reason, of: pointer, at: Location(rule.document.source, range), isByDesign: byDesign))
    }

    /// A part of the document whose pointer has to be looked for: seldom needed.
    private mutating func lose(at place: ByteRange, _ range: ByteRange, _ reason: String) {
        lose(pointers[place] ?? rule.document.root.pointer(ofPartAt: place) ?? "", range, reason)
    }

    /// Those of all keys, made for the first that is looked for.
    private lazy var pointers = rule.document.root.keyPointers

    // MARK: keys

    private mutating func addStackNeeds() {
        guard stack < StackNeed.lastNewKey else { return }
        for need in rule.stackNeeds where need.isOptional && need.stack > stack {
            lose(at: need.place, need.value, "stack \(need.stack.major).\(need.stack.minor) is the first that knows it")
        }
    }

    /// What an asset has no place for; the places of the keys.
    private mutating func addUnknownToAssets() -> Set<ByteRange> {
        guard target == .asset, let table = rule.ruleEntry?.value.table else { return [] }
        let keys = PrebuiltAsset.keys(of: rule)
        var places: Set<ByteRange> = []
        for entry in table.entries
        where RuleShape.key(entry.key, in: keys)?.isKnown(for: rule.elastic.type?.value) != true {
            // The file's own form of it comes out as other keys.
            if entry.key == "new_terms" || entry.key == "threat_mappings" { continue }
            places.insert(entry.keyRange)
            lose(
                rule.pointer + "/" + entry.key.pointerToken, entry.value.range,
                rule.isDeprecated
                    ? "a deprecated rule is a stub in packages"
                    : RepositoryForm.isBookkeeping(entry.key) ? "Kibana writes it itself" : "assets have no such key",
                byDesign: rule.isDeprecated || RepositoryForm.isBookkeeping(entry.key))
        }
        return places
    }

    /// Kibana takes a rule with a key that it does not know, and drops the key.
    private mutating func addUnknown(besides dropped: Set<ByteRange>) {
        for unknown in rule.unknownEntries where !dropped.contains(unknown.entry.keyRange) {
            switch unknown.path.first {
            // Told as a whole; what a placeholder represents is written with all its keys.
            case "metadata": continue
            case "transform" where unknown.path.count > 2: continue
            case "transform": lose(at: unknown.entry.keyRange, unknown.entry.value.range, "no note can name it")
            case "rule": lose(at: unknown.entry.keyRange, unknown.entry.value.range, reason(unknown))
            default: lose(at: unknown.entry.keyRange, unknown.entry.value.range, "Kibana has no place for it")
            }
        }
    }

    private func reason(_ unknown: UnknownEntry) -> String {
        let keys = RuleShape.key(at: Array(unknown.path.dropLast()), in: rule.form)?.kind.members ?? []
        if let type = rule.elastic.type, RuleShape.key(unknown.entry.key, in: keys) != nil {
            return "Kibana drops it: rules of type `\(type.value.rawValue)` have no such key"
        }
        return "Kibana drops it: it knows no such key"
    }

    // MARK: rule files

    private mutating func addMetadata() {
        for entry in rule.metadataEntry?.value.table?.entries ?? [] {
            lose("/metadata/\(entry.key.pointerToken)", entry.value.range, "it is about the file", byDesign: true)
        }
    }

    /// Entries that no placeholder of the note represents.
    private mutating func addTransforms() {
        guard let transform = rule.document.root["transform"]?.table else { return }
        let named = Set(NoteTransform.placeholders(in: Array((rule.elastic.note?.text ?? "").utf8)).map(\.name))
        for plugin in NoteTransform.plugins {
            for (index, entry) in (transform[plugin]?.value.array ?? []).enumerated()
            where !named.contains("\(plugin)_\(index)") {
                lose("/transform/\(plugin)/\(index)", entry.range, "no placeholder of the note refers to it")
            }
        }
    }

    private mutating func addFileKeys() {
        guard let table = rule.ruleEntry?.value.table else { return }
        if let revision = table["revision"] {
            lose("/rule/revision", revision.value.range, "Kibana counts revisions itself")
        }
        let windows = table["new_terms"]?.value["history_window_start"]?.array ?? []
        for (index, window) in windows.enumerated().dropFirst() {
            lose("/rule/new_terms/history_window_start/\(index)", window.range, "a rule has one window: the first")
        }
        for (index, block) in (table["threat_mappings"]?.value.array ?? []).enumerated() {
            let version = block["version"].flatMap { $0.textScalar?.text ?? $0.integer.map(String.init) }
            let isUsed =
                asElasticBuilds && stack >= AttackConversion.firstStack && version == "19"
                && block["framework"]?.string == AttackConversion.framework
            if !isUsed {
                lose(
                    "/rule/threat_mappings/\(index)", block.range, "it is for another version than the stack's",
                    byDesign: true)
            }
        }
    }

    /// Techniques that the stack's version of ATT&CK does not have and that have not become others.
    private mutating func addThreat() {
        guard stack >= AttackConversion.firstStack, let entries = rule.entry("threat")?.value.array else { return }
        let matrix = AttackMatrix(.v19)
        var dropped: [(pointer: String, range: ByteRange, id: String)] = []
        var isAnyKept = false
        for (number, entry) in entries.enumerated() {
            guard entry["framework"]?.string == AttackConversion.framework,
                let techniques = entry["technique"]?.array, !techniques.isEmpty
            else {
                isAnyKept = true
                continue
            }
            for (index, technique) in techniques.enumerated() {
                let pointer = "/rule/threat/\(number)/technique/\(index)"
                let id = technique["id"]?.string ?? ""
                guard ThreatConversion.built(id, in: matrix) != nil else {
                    dropped.append((pointer, technique.range, id))
                    continue
                }
                isAnyKept = true
                for (index, part) in (technique["subtechnique"]?.array ?? []).enumerated() {
                    let id = part["id"]?.string ?? ""
                    if ThreatConversion.built(id, in: matrix) == nil {
                        dropped.append(("\(pointer)/subtechnique/\(index)", part.range, id))
                    }
                }
            }
        }
        // Where nothing would be left, the rule keeps what it has.
        guard isAnyKept else { return }
        for part in dropped {
            lose(part.pointer, part.range, "\(matrix.title) has no `\(part.id)`, and nothing took its place")
        }
    }

    private mutating func addValues() {
        guard let node = rule.ruleEntry?.value else { return }
        items += node.losses(in: .json, of: rule.document.source, below: "/rule")
            .filter { $0.lostPointer?.hasSuffix("/frequency/throttle") != true }
    }
}

extension Rule {
    /// The pointer of the rule's own table.
    fileprivate var pointer: String {
        switch form {
        case .file: "/rule"
        case .asset, .stub: document.root["attributes"] == nil ? "" : "/attributes"
        case .body, .line: ""
        }
    }
}
