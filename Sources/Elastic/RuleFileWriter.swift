package import Diagnostics
package import Documents
package import Rules
import SourceText

/// Writes rules as rule files, in TOML or YAML.
package struct RuleFileWriter {
    package enum Format: String, Sendable, CaseIterable {
        case toml, yaml

        fileprivate var syntax: DocumentSyntax { self == .toml ? .toml : .yaml }
    }

    /// A file to be written.
    package struct File: Sendable {
        /// The path below the folder that it goes to.
        package var name: String
        package var bytes: [UInt8]
        /// The `rule_id` of its rule.
        package var ruleID: String?
        /// What the file says, for a rule of Kibana's; nil for a converted rule file, which brings its own comments.
        package var exported: WrittenTable?
    }

    package struct Output: Sendable {
        /// One for each rule, in the order of the paths.
        package var files: [File] = []
        /// Of an export: what is not a rule, and what the rules' files do not hold.
        package var bundle: RuleBundle?
        package var losses: [Diagnostic] = []
        /// What is lost only where no bundle is written.
        package var bundled: [Diagnostic] = []
        /// Of files that are omitted.
        package var faults: [Diagnostic] = []
    }

    /// The rules of all files. Rule files keep their names and comments; a rule of an export is called by its name.
    ///
    /// - Parameter today: the date, `2026/11/28`, where an export lacks one; nil: such a rule file has no date.
    package static func files(of loaded: [LoadedFile], as format: Format, today: String? = nil) -> Output {
        var writer = Self(format: format, today: today)
        for file in loaded {
            writer.output.faults += file.readingFaults
            // A broken line is not part of the others.
            if file.isBroken, !file.parsed.isLines { continue }
            guard let input = file.kibana else {
                for rule in file.rules where rule.notARule == nil { writer.add(rule.document, file.source) }
                continue
            }
            // What is no export at all, the faults say; a bundle would pass it off as part of one.
            if input.objects.allSatisfy(\.isForeign) { continue }
            for object in input.objects { writer.add(object, input, file.source) }
        }
        if !writer.lines.isEmpty { writer.output.bundle = RuleBundle(lines: writer.lines).withoutRepetitions }
        return writer.output
    }

    private let format: Format
    private let today: String?
    private var output = Output()
    private var names: Set<String> = []
    /// The bundle's.
    private var lines: [RuleBundle.Line] = []

    private init(format: Format, today: String?) {
        self.format = format
        self.today = today
    }

    /// A document of a rule file.
    private mutating func add(_ document: Document, _ source: SourceFile) {
        guard let table = WrittenTable(document, of: source) else { return }
        output.losses += document.root.losses(in: format.syntax, of: source.id)
        let stem = source.path.split(separator: "/").last.map { $0.prefix { $0 != "." } } ?? ""
        let name = name(stem.isEmpty ? "rule" : String(stem))
        output.files.append(
            File(
                name: name, bytes: Self.bytes(table, as: format), ruleID: table["rule"]?.table?["rule_id"]?.string))
    }

    /// An object of Kibana.
    private mutating func add(_ object: KibanaInput.Object, _ input: KibanaInput, _ source: SourceFile) {
        let root = object.document.root
        if let (table, remainder) = RuleFileText.table(object, today: today) {
            let rule = table["rule"]?.table
            let id = rule?["rule_id"]?.string
            let name = name(RuleFileName.stem(of: rule?["name"]?.string ?? id ?? ""))
            output.losses += losses(of: root, remainder, source.id)
            output.bundled += bookkeeping(of: root, remainder, source.id)
            output.files.append(
                File(name: name, bytes: Self.bytes(table, as: format), ruleID: id, exported: table))
            if input.isLines { bundle(.rule(BundledRule(file: name, ruleID: id, remainder: remainder))) }
        } else if input.isLines, let table = WrittenValue(root).table {
            let bundled = BundledObject(object.kind, table)
            output.losses += root.losses(in: .toml, of: source.id).filter { loss in
                loss.lostPointer.map { !bundled.isNull(at: $0) } ?? true
            }
            bundle(.object(bundled))
        } else {
            output.losses.append(object.loss("the object is not a rule"))
        }
    }

    private mutating func bundle(_ line: RuleBundle.Line) {
        lines.append(line)
    }

    /// What neither the file nor the bundle holds.
    private func losses(of root: Node, _ remainder: ExportRemainder, _ source: SourceID) -> [Diagnostic] {
        let prefix = root["attributes"]?.table == nil ? "" : "/attributes"
        let kept = Set(remainder.nulls.map { prefix + $0 })
        return root.losses(in: format.syntax, of: source).filter { loss in
            loss.lostPointer.map { !kept.contains($0) } ?? true
        }
    }

    /// What the bundle holds and the file does not.
    private func bookkeeping(of root: Node, _ remainder: ExportRemainder, _ source: SourceID) -> [Diagnostic] {
        let prefix = root["attributes"]?.table == nil ? "" : "/attributes"
        let members = (prefix.isEmpty ? root : root["attributes"])?.table
        return remainder.members.entries.compactMap { entry in
            guard let node = members?[entry.key]?.value else { return nil }
            let reason =
                RepositoryForm.isBookkeeping(entry.key)
                ? "Kibana writes it itself" : "rule files have it in another form"
            return .loss(
                reason, of: "\(prefix)/\(entry.key.pointerToken)", at: Location(source, node.range), isByDesign: true)
        }
    }

    /// The name of a rule file that folders do not read as something else: a rule named "Tenet" is no settings file.
    package static func fileName(stem: String, _ format: Format) -> String {
        let name = "\(stem).\(format.rawValue)"
        return RuleFileName.isRuleFile(name) ? name : "\(stem)_rule.\(format.rawValue)"
    }

    /// A free name.
    private mutating func name(_ stem: String) -> String {
        var name = Self.fileName(stem: stem, format)
        let stem = name.dropLast(format.rawValue.count + 1)
        var number = 2
        while !names.insert(name).inserted {
            name = "\(stem)_\(number).\(format.rawValue)"
            number += 1
        }
        return name
    }

    /// A rule file in canonical layout.
    package static func bytes(_ table: WrittenTable, as format: Format) -> [UInt8] {
        let text = format == .toml ? TOMLWriter.text(table) : YAMLWriter.text(table)
        let source = SourceFile(path: "rule.\(format.rawValue)", text: text)
        // The layout is proven to keep what the text says; where it has none the text is as it is.
        if case .changed(let bytes) = RuleLayout.of(source) { return bytes }
        return source.bytes
    }
}

extension KibanaInput.Object {
    /// The whole object, which has no place in what is written.
    package func loss(_ reason: String) -> Diagnostic {
        .loss(reason, of: "", at: Location(document.source, document.root.range))
    }
}
