package import Documents
import Elastic
import Rules
import SourceText

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
    static func objects(in root: Node, of source: SourceID) -> [KibanaInput.Object] {
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
    enum ImportLine {
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
    func importLines(_ places: [Int?], others: [Int]) -> [ImportLine] {
        var result: [ImportLine] = []
        var end = 0
        var difference = Int64(others.count)
        var rules = places.makeIterator()
        for line in lines {
            switch line {
            case .rule:
                guard let place = rules.next() ?? nil else {
                    difference -= 1
                    continue
                }
                result.append(.rule(place))
                end = result.count
            case .object(let object): result.append(.object(object.exported))
            }
        }
        result.insert(contentsOf: others.map { .rule($0) }, at: end)
        guard difference != 0 else { return result }
        return result.map { line in
            guard case .object(let object) = line, case .trailer = object.kind else { return line }
            let names: Set<String> = ["exported_count", "exported_rules_count"]
            return .object(.init(.trailer, object.value.counting(names, difference)))
        }
    }
}

extension RuleBundle.Line {
    /// The line of counts without repeated objects, where it counted them; other lines stay.
    fileprivate func counting(_ repeated: KibanaImportFile.Counts, in lines: [Self]) -> Self {
        guard case .object(var trailer) = self, trailer.kind == .trailer else { return self }
        var all = KibanaImportFile.Counts()
        for line in lines {
            if case .object(let object) = line { all.add(object.kind) }
        }
        var difference = 0
        for (name, count, less) in [
            ("exported_exception_list_count", all.lists, repeated.lists),
            ("exported_exception_list_item_count", all.items, repeated.items),
            ("exported_action_connector_count", all.connectors, repeated.connectors),
        ] {
            guard case .integer(let number)? = trailer.members[name], number == count else { continue }
            trailer.members[name] = .integer(number - Int64(less))
            difference += less
        }
        if case .integer(let number)? = trailer.members["exported_count"] {
            trailer.members["exported_count"] = .integer(number - Int64(difference))
        }
        return .object(trailer)
    }
}

extension JSONValue {
    /// The object with some of its counts changed by a difference.
    func counting(_ names: Set<String>, _ difference: Int64) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(
            members.map { member in
                guard names.contains(member.name), case .integer(let count) = member.value else { return member }
                return .init(member.name, .integer(count &+ difference))
            })
    }
}
