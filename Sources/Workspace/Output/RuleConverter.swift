package import Checks
package import Diagnostics
package import Elastic
import Rules
import SourceText

/// Converts the rules of a run, several at once: those that Kibana would refuse are omitted.
package struct RuleConverter: Sendable {
    package struct Result: Sendable {
        /// kibana: one; ndjson: one, or several where the limits ask for it; asset: one a rule.
        package var outputs: [KibanaConversion.Output] = []
        /// Of all outputs, each rule once.
        package var ruleCount = 0
        /// Of the rules that are omitted; warnings where nothing is wrong with them.
        package var faults: [Diagnostic] = []
        package var losses: [Diagnostic] = []
        /// The names of the rules that Kibana would refuse, and that are omitted for it.
        package var refused: [String] = []
    }

    package var conversion: KibanaConversion
    /// Rules of a bundle are written into an import file as their files state them, with all that the bundle holds.
    package var bundles: [FolderBundle] = []
    /// What the checks know of the run.
    package var context = CheckContext()
    package var jobs = 1

    package init(_ conversion: KibanaConversion) { self.conversion = conversion }

    /// What became of one rule.
    private enum Outcome: Sendable {
        case built(KibanaConversion.Built, losses: [Diagnostic])
        /// Not for the stack, or without a place in the format.
        case omitted(Diagnostic)
        /// Kibana would refuse it.
        case refused([Diagnostic])
    }

    /// The rules in the order of the paths; those that cannot be read or are not for the stack are omitted and
    /// reported.
    package func convert(_ loaded: LoadedRules) -> Result {
        let (rules, faults) = loaded.sorted
        let matches =
            conversion.format == .ndjson
            ? FolderBundle.matches(bundles, rules.map { (path: $0.source.path, id: $0.rule.id?.text) }) : nil
        let remainders = matches.map { _ in bundles.map { $0.bundle.rules.map(\.remainder) } } ?? []
        // An asset has no actions.
        let actions = conversion.format == .asset ? ActionFiles() : ActionFiles(of: loaded.files)
        let outcomes = Parallel.map(count: rules.count, jobs: jobs) { place in
            outcome(rules[place], matches?.owners[place].map { remainders[$0.bundle][$0.rule] }, actions)
        }
        var result = Result(faults: faults)
        var built: [KibanaConversion.Built] = []
        for (rule, outcome) in zip(rules, outcomes) {
            switch outcome {
            case .built(let item, let losses):
                built.append(item)
                result.losses += losses
            case .omitted(let finding): result.faults.append(finding)
            case .refused(let findings):
                result.faults += findings
                let name = [rule.rule.name?.text, rule.rule.id?.text].compactMap { $0 }.first { !$0.isEmpty }
                result.refused.append(name ?? rule.source.path)
            }
        }
        let others = conversion.objects(of: loaded.files)
        result.losses += others.losses
        result.ruleCount = built.count
        switch conversion.format {
        case .kibana: result.outputs = [KibanaConversion.apiObjects(built)]
        case .asset:
            let assets = KibanaConversion.assets(built)
            result.outputs = assets.outputs
            result.ruleCount = assets.outputs.count
            result.faults += assets.findings
        case .ndjson: result.outputs = importFiles(built, others.objects)
        }
        result.faults.sort(by: Diagnostic.precedes)
        return result
    }

    /// - Parameter remainder: of a rule that a bundle knows, what its file does not hold.
    private func outcome(_ item: LoadedRule, _ remainder: ExportRemainder?, _ actions: ActionFiles) -> Outcome {
        let built: KibanaConversion.Built
        do throws(Diagnostic) { built = try conversion.built(item, remainder, actions) } catch {
            return .omitted(error)
        }
        var context = context
        context.stack = conversion.stack
        let errors = KibanaErrors.of(item, shipped: built.shipped, isLine: conversion.format == .ndjson, context)
        return errors.isEmpty ? .built(built, losses: conversion.losses(of: item)) : .refused(errors)
    }

    private func importFiles(
        _ built: [KibanaConversion.Built], _ others: [KibanaImportFile.Object]
    ) -> [KibanaConversion.Output] {
        let lines = built.compactMap(\.line)
        guard !bundles.isEmpty else {
            return conversion.importFiles(lines, order: nil, isWhole: false, others: others)
        }
        let names = built.map { (path: $0.rule.source.path, id: $0.rule.rule.id?.text) }
        let order = FolderBundle.lines(
            bundles, FolderBundle.matches(bundles, names), needed: Set(lines.flatMap(\.owners)))
        return conversion.importFiles(
            lines, order: order, isWhole: bundles.count == 1 && bundles[0].isWhole, others: others)
    }
}
