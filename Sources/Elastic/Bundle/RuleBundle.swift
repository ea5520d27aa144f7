package import Documents
package import Rules
package import SourceText

/// What an export holds besides its rules, the order of all, and the members of rules that their files do not have: the
/// file `_bundle.toml` beside the rule files that were made from an export.
package struct RuleBundle: Sendable {
    package enum Line: Sendable {
        case rule(BundledRule)
        /// An exception list or item, a connector, the line of counts.
        case object(BundledObject)
    }

    package static let fileName = "_bundle.toml"

    package var lines: [Line]

    package init(lines: [Line]) { self.lines = lines }

    /// Whether nothing but the files of its rules is needed.
    package var holdsRulesOnly: Bool {
        lines.allSatisfy { if case .rule = $0 { true } else { false } }
    }

    package var rules: [BundledRule] {
        lines.compactMap { if case .rule(let rule) = $0 { rule } else { nil } }
    }

    /// nil: the document is not a bundle.
    package init?(_ root: Node) {
        guard let items = root["line"]?.array else { return nil }
        lines = items.compactMap { item in
            if let rule = BundledRule(item) { return .rule(rule) }
            return BundledObject(item).map { .object($0) }
        }
    }

    /// The objects of a bundle that are not rules.
    package static func objects(in root: Node, of source: SourceID) -> [KibanaInput.Object] {
        (root["line"]?.array ?? []).compactMap { item in
            guard let object = item["object"], object.table != nil else { return nil }
            let document = Document(source: source, syntax: .toml, root: object, comments: [])
            return KibanaInput.Object(kind: KibanaInput.kind(of: object, isLines: true), document: document)
        }
    }

    package var text: String {
        let items = lines.map { line -> WrittenValue in
            switch line {
            case .rule(let rule): .table(rule.written)
            case .object(let object): .table(object.written)
            }
        }
        let head = """
            # What the export held besides its rule files, and the order of its lines; `tenet convert --to ndjson` uses it to
            # write an import file.

            """
        return head + TOMLWriter.text(WrittenTable([.init("line", .array(items))]))
    }

    /// The bundle with each exception list, item and connector once: of repeated ones the last, in the place of the first.
    /// Counts that included the repetitions follow.
    var withoutRepetitions: RuleBundle {
        var result: [Line] = []
        var places: [String: Int] = [:]
        var repeated = KibanaImportFile.Counts()
        for line in lines {
            guard case .object(let object) = line, let identity = object.exported.identity else {
                result.append(line)
                continue
            }
            if let place = places[identity] {
                result[place] = line
                repeated.add(object.kind)
            } else {
                places[identity] = result.count
                result.append(line)
            }
        }
        guard repeated != KibanaImportFile.Counts() else { return self }
        return RuleBundle(lines: result.map { $0.counting(repeated, in: lines) })
    }

    /// A line of an import file: the place of a rule among the rules of the run, or an object that is not a rule.
    package enum ImportLine {
        case rule(Int)
        case object(KibanaImportFile.Object)
    }

    /// The lines of an import file in the bundle's order; `others` follow the last rule.
    ///
    /// - Parameters:
    ///   - places: for each rule of the bundle, in its order, the rule of the run that it is; nil where its file is gone.
    ///   - others: rules of the run that the bundle does not know.
    ///
    /// The counts of the last line follow the number of rules, if that is another than when the bundle was made.
    package func importLines(_ places: [Int?], others: [Int]) -> [ImportLine] {
        var result: [ImportLine] = []
        var end = 0
        let change = others.count - places.count { $0 == nil }
        var rules = places.makeIterator()
        for line in lines {
            switch line {
            case .rule:
                guard let place = rules.next() ?? nil else { continue }
                result.append(.rule(place))
                end = result.count
            case .object(var object):
                if object.kind == .trailer {
                    object.count([("exported_count", change), ("exported_rules_count", change)])
                }
                result.append(.object(object.exported))
            }
        }
        result.insert(contentsOf: others.map { .rule($0) }, at: end)
        return result
    }
}

extension RuleBundle {
    /// Gives rules the names of the files that they were written to.
    package mutating func rename(_ names: [String: String]) {
        lines = lines.map { line in
            guard case .rule(var rule) = line, let name = names[rule.file] else { return line }
            rule.file = name
            return .rule(rule)
        }
    }

    /// The bundle with what an earlier one says of other rules that are still there, and with what these rules need.
    ///
    /// - Parameter present: the rules of the folder.
    package func joined(with old: RuleBundle, _ present: [LoadedRule]) -> RuleBundle {
        let own = Set(rules.map(\.key))
        let byID = Dictionary(
            present.compactMap { rule in rule.rule.id.map { ($0.text, rule) } }, uniquingKeysWith: { first, _ in first }
        )
        let kept = old.rules.filter { rule in
            !own.contains(rule.key) && (rule.ruleID.map { byID[$0] != nil } ?? true)
        }
        if kept.isEmpty { return self }
        let needed = Set(
            kept.compactMap { $0.ruleID.flatMap { byID[$0] } }.flatMap {
                KibanaImportFile.RuleLine(KibanaRule.asWritten($0.rule)).owners
            })
        let identities = Set(lines.compactMap { $0.object?.identity })
        let objects = old.lines.filter { line in
            guard let object = line.object, let identity = object.identity, let owner = object.owner else {
                return false
            }
            return needed.contains(owner) && !identities.contains(identity)
        }
        var result = lines
        let end = lines.lastIndex { if case .rule = $0 { true } else { false } }.map { $0 + 1 } ?? 0
        result.insert(contentsOf: kept.map { .rule($0) }, at: end)
        let trailer = result.firstIndex { if case .object(let object) = $0 { object.kind == .trailer } else { false } }
        result.insert(contentsOf: objects, at: trailer ?? result.count)
        var counts = KibanaImportFile.Counts(rules: kept.count)
        for case .object(let object) in objects { counts.add(object.kind) }
        return RuleBundle(lines: result.map { $0.counting(more: counts) })
    }
}

extension BundledRule {
    fileprivate var key: String { ruleID ?? "\0\(file)" }
}

extension RuleBundle.Line {
    fileprivate var object: KibanaImportFile.Object? {
        if case .object(let object) = self { object.exported } else { nil }
    }

    /// The line of counts with more objects; other lines stay.
    fileprivate func counting(more: KibanaImportFile.Counts) -> Self {
        guard case .object(var trailer) = self, trailer.kind == .trailer else { return self }
        trailer.count([
            ("exported_count", more.all), ("exported_rules_count", more.rules),
            ("exported_exception_list_count", more.lists), ("exported_exception_list_item_count", more.items),
            ("exported_action_connector_count", more.connectors),
        ])
        return .object(trailer)
    }

    /// The line of counts without repeated objects, where it counted them; other lines stay.
    fileprivate func counting(_ repeated: KibanaImportFile.Counts, in lines: [Self]) -> Self {
        guard case .object(var trailer) = self, trailer.kind == .trailer else { return self }
        var all = KibanaImportFile.Counts()
        for line in lines {
            if case .object(let object) = line { all.add(object.kind) }
        }
        let counted = [
            ("exported_exception_list_count", all.lists, repeated.lists),
            ("exported_exception_list_item_count", all.items, repeated.items),
            ("exported_action_connector_count", all.connectors, repeated.connectors),
        ].filter { trailer.members[$0.0] == .integer(Int64($0.1)) }
        trailer.count(counted.map { ($0.0, -$0.2) } + [("exported_count", -counted.reduce(0) { $0 + $1.2 })])
        return .object(trailer)
    }
}

extension BundledObject {
    /// Changes members that are numbers; others stay.
    fileprivate mutating func count(_ changes: [(name: String, change: Int)]) {
        for (name, change) in changes {
            guard case .integer(let number)? = members[name] else { continue }
            members[name] = .integer(number &+ Int64(change))
        }
    }
}
