package import Checks
package import Diagnostics
import Documents
package import Elastic
package import Rules
package import Schemas
import SourceText

/// Turns rules into what Kibana and its packages read.
package struct RuleConverter: Sendable {
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

    package struct Result: Sendable {
        /// kibana: one; ndjson: one, or several where the limits ask for it; asset: one a rule.
        package var outputs: [Output] = []
        /// Of all outputs, each rule once.
        package var ruleCount = 0
        /// Of the rules that are omitted; warnings where nothing is wrong with them.
        package var faults: [Diagnostic] = []
        package var losses: [Diagnostic] = []
        /// The names of the rules that Kibana would refuse, and that are omitted for it.
        package var refused: [String] = []
    }

    package var format: Format
    package var stack: StackVersion
    /// With a lock each rule has the version that follows from it; without one only those that state their own.
    package var lock: VersionLock?
    /// Rules of a bundle are written into an import file as their files state them, with all that the bundle holds.
    package var bundles: [FolderBundle] = []
    /// Whether `threat` and tactic tags follow the stack's ATT&CK version, as in Elastic's build.
    package var asElasticBuilds = false
    /// What the checks know of the run.
    package var context = CheckContext()
    package var limits = KibanaImportFile.Limits()
    package var jobs = 1

    package init(_ format: Format, stack: StackVersion) {
        self.format = format
        self.stack = stack
    }

    /// What one rule becomes.
    private struct Built: Sendable {
        var line: KibanaImportFile.RuleLine?
        var asset: PrebuiltAsset?
        var losses: [Diagnostic] = []
        /// Why the rule is omitted; empty for one that is written.
        var faults: [Diagnostic] = []
        /// Whether Kibana would refuse it.
        var isRefused = false
    }

    /// The rules in the order of the paths; those that cannot be read or are not for the stack are omitted and
    /// reported.
    package func convert(_ loaded: LoadedRules) -> Result {
        let (rules, faults) = loaded.sorted
        let matches =
            format == .ndjson
            ? FolderBundle.matches(bundles, rules.map { (path: $0.source.path, id: $0.rule.id?.text) }) : nil
        let remainders = matches.map { _ in bundles.map { $0.bundle.rules.map(\.remainder) } } ?? []
        // An asset has no actions.
        let actions = format == .asset ? ActionFiles() : ActionFiles(of: loaded)
        let built = Parallel.map(count: rules.count, jobs: jobs) { place in
            build(rules[place], matches?.owners[place].map { remainders[$0.bundle][$0.rule] }, actions)
        }
        var result = Result()
        result.faults = (faults + built.flatMap(\.faults)).sorted(by: Diagnostic.precedes)
        result.losses = built.flatMap(\.losses)
        result.refused = built.indices.filter { built[$0].isRefused }.map { rules[$0].rule.name?.text ?? "" }
        let used = built.indices.filter { built[$0].faults.isEmpty }
        result.ruleCount = used.count
        switch format {
        case .kibana:
            let lines = used.compactMap { built[$0].line?.bytes }
            result.outputs = [Output(bytes: Self.text(lines), ruleCount: lines.count)]
            addOthers(of: loaded, to: &result)
        case .asset:
            addAssets(used.compactMap { place in built[place].asset.map { (rules[place], $0) } }, to: &result)
            addOthers(of: loaded, to: &result)
        case .ndjson:
            let lines = used.compactMap { place in
                built[place].line.map {
                    (rule: (path: rules[place].source.path, id: rules[place].rule.id?.text), line: $0)
                }
            }
            result.outputs = importFiles(lines, loaded, &result)
        }
        return result
    }

    /// - Parameter remainder: of a rule that a bundle knows, what its file does not hold.
    private func build(_ item: LoadedRule, _ remainder: ExportRemainder?, _ actions: ActionFiles) -> Built {
        if let fault = item.finding(for: stack) { return Built(faults: [fault]) }
        let json = actions.joined(to: json(item, remainder), of: item.rule.id?.text)
        var built = Built()
        var shipped = json
        if format == .asset {
            do throws(Diagnostic) {
                let asset = try PrebuiltAsset(item.rule, json, stack: stack)
                shipped = asset.object
                built.asset = asset
            } catch {
                return Built(faults: [error])
            }
        } else {
            built.line = KibanaImportFile.RuleLine(json)
        }
        var context = context
        context.stack = stack
        let errors = KibanaErrors.of(item, shipped: shipped, isLine: format == .ndjson, context)
        guard errors.isEmpty else { return Built(faults: errors, isRefused: true) }
        built.losses = KibanaLosses.items(
            of: item.rule, as: format.losses, stack: stack, asElasticBuilds: asElasticBuilds
        )
        .sorted { $0.range < $1.range }
        return built
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

    private static func text(_ lines: [[UInt8]]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(lines.reduce(0) { $0 + $1.count + 1 })
        for line in lines {
            bytes += line
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    // MARK: assets

    private func addAssets(_ assets: [(rule: LoadedRule, asset: PrebuiltAsset)], to result: inout Result) {
        var owners: [String: LoadedRule] = [:]
        for (rule, asset) in assets {
            if let owner = owners[asset.id] {
                result.ruleCount -= 1
                result.faults.append(rule.collision(with: owner, asset.id))
                continue
            }
            owners[asset.id] = rule
            result.outputs.append(
                Output(name: asset.id, bytes: asset.bytes, line: Self.text([asset.line]), ruleCount: 1))
        }
        result.faults.sort(by: Diagnostic.precedes)
    }

    // MARK: import files

    private func importFiles(
        _ rules: [(rule: (path: String, id: String?), line: KibanaImportFile.RuleLine)], _ loaded: LoadedRules,
        _ result: inout Result
    ) -> [Output] {
        let found = objects(of: loaded, &result)
        let needed = Set(rules.flatMap { $0.line.owners })
        let lines =
            bundles.isEmpty
            ? rules.indices.map { .rule($0) }
            : FolderBundle.lines(bundles, FolderBundle.matches(bundles, rules.map(\.rule)), needed: needed)
        // One export that was taken apart comes back as it was, whatever the order of its lines and its counts.
        if bundles.count == 1, bundles[0].isWhole, found.isEmpty {
            let texts = lines.map { line in
                switch line {
                case .rule(let index): rules[index].line.bytes
                case .object(let object): Array(object.value.text.utf8)
                }
            }
            let exceptions = lines.count { line in
                guard case .object(let object) = line else { return false }
                return object.kind == .exceptionList || object.kind == .exceptionItem
            }
            let whole = Output(bytes: Self.text(texts), ruleCount: rules.count)
            if rules.count <= limits.objects, exceptions <= limits.objects, whole.bytes.count <= limits.bytes {
                return [whole]
            }
        }
        var order: [KibanaImportFile.RuleLine] = []
        var objects: [KibanaImportFile.Object] = []
        for line in lines {
            switch line {
            case .rule(let index): order.append(rules[index].line)
            case .object(let object): objects.append(object)
            }
        }
        return KibanaImportFile.files(order, objects + found, limits).map {
            Output(bytes: $0.bytes, ruleCount: $0.ruleCount, isOverLimit: $0.isOverLimit)
        }
    }

    /// The exception lists, items and connectors of exports; what no import file holds is a loss.
    private func objects(of loaded: LoadedRules, _ result: inout Result) -> [KibanaImportFile.Object] {
        var objects: [KibanaImportFile.Object] = []
        for file in loaded.files {
            for object in file.kibana?.objects ?? [] {
                switch object.kind {
                case .rule, .trailer: continue
                case .exceptionList, .exceptionItem, .connector:
                    objects.append(.init(object.kind, JSONValue(WrittenValue(object.document.root))))
                case .savedObject, .unknown:
                    result.losses.append(object.loss("Kibana's rule import does not accept it"))
                }
            }
        }
        return objects
    }

    /// Tells what of exports is not a rule.
    private func addOthers(of loaded: LoadedRules, to result: inout Result) {
        for file in loaded.files {
            for object in file.kibana?.objects ?? [] {
                switch object.kind {
                case .rule, .trailer: continue
                case .exceptionList, .exceptionItem, .connector, .savedObject, .unknown:
                    result.losses.append(object.loss("it is not a rule"))
                }
            }
        }
    }
}

extension LoadedRule {
    fileprivate func collision(with owner: LoadedRule, _ name: String) -> Diagnostic {
        PrebuiltAsset.diagnostic(
            rule, .error, "an asset `\(name).json` was made already, of the rule in \(owner.source.path)"
        )
        .help("two rules cannot have one `rule_id` and version")
    }
}
