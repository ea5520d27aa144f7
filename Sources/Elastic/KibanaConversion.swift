package import Diagnostics
import Documents
package import Rules
package import Schemas
package import SourceText

/// What rules become for Kibana and its packages: each rule by itself, then all of them as the texts that are written.
package struct KibanaConversion: Sendable {
    /// The formats; `rawValue` is the word of `--to`.
    package enum Format: String, Sendable, CaseIterable {
        /// A JSON object a line, as Kibana's API takes them.
        case kibana
        /// Import files: rules, what they name, and the line of counts.
        case ndjson
        /// A file a rule, as the package of prebuilt rules has them.
        case asset

        fileprivate var losses: KibanaLosses.Target {
            switch self {
            case .kibana: .object
            case .ndjson: .line
            case .asset: .asset
            }
        }
    }

    /// A file, or what is on standard output in its place.
    package struct Output: Sendable {
        /// Of an asset's file, without its ending; empty for other formats.
        package var name = ""
        package var bytes: [UInt8]
        /// The asset on one line, with its line feed; empty for other formats.
        package var line: [UInt8] = []
        package var ruleCount: Int
        /// Whether Kibana would refuse it for its size.
        package var isOverLimit = false
    }

    /// One rule in the format.
    package struct Built: Sendable {
        package var rule: LoadedRule
        /// As it is written.
        package var shipped: JSONValue
        /// nil for assets.
        package var line: KibanaImportFile.RuleLine?
        fileprivate var asset: PrebuiltAsset?
    }

    package var format: Format
    package var stack: StackVersion
    /// With a lock each rule has the version that follows from it; without one only those that state their own.
    package var lock: VersionLock?
    /// Whether `threat` and tactic tags follow the stack's ATT&CK version, as in Elastic's build.
    package var asElasticBuilds = false
    package var limits = KibanaImportFile.Limits()

    package init(_ format: Format, stack: StackVersion) {
        self.format = format
        self.stack = stack
    }

    // MARK: one rule

    /// The rule; the finding thrown says why it is not for the stack, or cannot be an asset.
    ///
    /// - Parameters:
    ///   - remainder: of a rule that a bundle knows, what its file does not hold.
    ///   - actions: those of files of actions.
    package func built(
        _ rule: LoadedRule, _ remainder: ExportRemainder?, _ actions: ActionFiles
    ) throws(Diagnostic) -> Built {
        if let finding = rule.finding(for: stack) { throw finding }
        let json = actions.joined(to: json(rule, remainder), of: rule.rule.id?.text)
        guard format == .asset else {
            return Built(rule: rule, shipped: json, line: KibanaImportFile.RuleLine(json))
        }
        let asset = try PrebuiltAsset(rule.rule, json, stack: stack)
        return Built(rule: rule, shipped: asset.object, asset: asset)
    }

    private func json(_ item: LoadedRule, _ remainder: ExportRemainder?) -> JSONValue {
        // A rule that came from Kibana goes back as its file states it.
        if let remainder { return remainder.restored(in: KibanaRule.asWritten(item.rule)) }
        let json =
            if let lock {
                KibanaRule.json(
                    item.rule, query: item.query, stack: stack, lock: lock, asElasticBuilds: asElasticBuilds)
            } else {
                KibanaRule.json(item.rule, query: item.query, stack: stack, asElasticBuilds: asElasticBuilds)
            }
        return format == .kibana && item.rule.form.isKibana ? json.asCreateBody : json
    }

    /// What the rule says that the format cannot hold, in the order of its file.
    package func losses(of rule: LoadedRule) -> [Diagnostic] {
        KibanaLosses.items(of: rule.rule, as: format.losses, stack: stack, asElasticBuilds: asElasticBuilds)
            .sorted { $0.range < $1.range }
    }

    // MARK: all rules

    /// A rule a line, for the API.
    package static func apiObjects(_ rules: [Built]) -> Output {
        let lines = rules.compactMap { $0.line?.bytes }
        return Output(bytes: text(lines), ruleCount: lines.count)
    }

    /// A file for each asset; a second rule of the same name has none, which the findings say.
    package static func assets(_ rules: [Built]) -> (outputs: [Output], findings: [Diagnostic]) {
        var outputs: [Output] = []
        var findings: [Diagnostic] = []
        var owners: [String: LoadedRule] = [:]
        for item in rules {
            guard let asset = item.asset else { continue }
            if let owner = owners[asset.id] {
                let message = "an asset `\(asset.id).json` was made already, of the rule in \(owner.source.path)"
                findings.append(
                    PrebuiltAsset.diagnostic(item.rule.rule, .error, message)
                        .help("two rules cannot have one `rule_id` and version"))
                continue
            }
            owners[asset.id] = item.rule
            outputs.append(Output(name: asset.id, bytes: asset.bytes, line: text([asset.line]), ruleCount: 1))
        }
        return (outputs, findings)
    }

    /// Import files, as many as the limits ask for.
    ///
    /// - Parameters:
    ///   - order: the lines in the order of bundles, with the places of rules; nil: the rules in their order.
    ///   - isWhole: whether the lines are all of one export that was taken apart.
    ///   - others: what is to be imported besides them.
    package func importFiles(
        _ rules: [KibanaImportFile.RuleLine], order: [RuleBundle.ImportLine]?, isWhole: Bool,
        others: [KibanaImportFile.Object]
    ) -> [Output] {
        let lines = order ?? rules.indices.map { .rule($0) }
        // One export that was taken apart comes back as it was, whatever the order of its lines and its counts.
        if isWhole, others.isEmpty, let whole = wholeFile(rules, lines) { return [whole] }
        var ordered: [KibanaImportFile.RuleLine] = []
        var objects: [KibanaImportFile.Object] = []
        for line in lines {
            switch line {
            case .rule(let index): ordered.append(rules[index])
            case .object(let object): objects.append(object)
            }
        }
        return KibanaImportFile.files(ordered, objects + others, limits).map {
            Output(bytes: $0.bytes, ruleCount: $0.ruleCount, isOverLimit: $0.isOverLimit)
        }
    }

    /// All lines in one file; nil beyond the limits.
    private func wholeFile(_ rules: [KibanaImportFile.RuleLine], _ lines: [RuleBundle.ImportLine]) -> Output? {
        let texts = lines.map { line in
            switch line {
            case .rule(let index): rules[index].bytes
            case .object(let object): Array(object.value.text.utf8)
            }
        }
        let exceptions = lines.count { line in
            guard case .object(let object) = line else { return false }
            return object.kind == .exceptionList || object.kind == .exceptionItem
        }
        let whole = Output(bytes: Self.text(texts), ruleCount: rules.count)
        let fits = rules.count <= limits.objects && exceptions <= limits.objects && whole.bytes.count <= limits.bytes
        return fits ? whole : nil
    }

    /// Of exports what is not a rule and goes into the format, and what does not: a loss.
    package func objects(
        of files: [LoadedFile]
    ) -> (objects: [KibanaImportFile.Object], losses: [Diagnostic]) {
        var objects: [KibanaImportFile.Object] = []
        var losses: [Diagnostic] = []
        for object in files.flatMap({ $0.kibana?.objects ?? [] }) {
            switch object.kind {
            case .rule, .trailer: continue
            case .exceptionList, .exceptionItem, .connector:
                if format == .ndjson {
                    objects.append(.init(object.kind, JSONValue(WrittenValue(object.document.root))))
                } else {
                    losses.append(object.loss("it is not a rule"))
                }
            case .savedObject, .unknown:
                losses.append(
                    object.loss(
                        format == .ndjson ? "Kibana's rule import does not accept it" : "it is not a rule"))
            }
        }
        return (objects, losses)
    }

    private static func text(_ lines: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(lines.reduce(0) { $0 + $1.count + 1 })
        for line in lines {
            bytes += line
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }
}
