package import Diagnostics
import Documents
import Elastic
import Rules
package import Schemas
package import SourceText

/// Brings a version lock up to the rules as they are.
package struct LockUpdater: Sendable {
    /// One entry that changes.
    package struct Change: Sendable {
        package var path: String
        package var ruleID: String
        /// nil: the rule is new in the file.
        package var before: Int64?
        /// nil: the rule is withdrawn.
        package var after: Int64?
        package var reasons: [String]
    }

    package struct Result: Sendable {
        package var changes: [Change] = []
        /// The files with their texts; those that stay as they are are not here.
        package var files: [(old: SourceFile, new: [UInt8])] = []
        /// The paths of ES|QL rules whose locked hash covers what only a cluster knows.
        package var unknown: [String] = []
        package var faults: [Diagnostic] = []
    }

    package var lock: VersionLockFile
    /// The list of withdrawn rules.
    package var deprecated: VersionLockFile
    package var stack: StackVersion
    /// Ids of rules that count as changed, whatever their hashes say.
    package var forced: Set<String> = []
    package var jobs = 1

    package init(lock: VersionLockFile, deprecated: VersionLockFile, stack: StackVersion) {
        self.lock = lock
        self.deprecated = deprecated
        self.stack = stack
    }

    /// What the rules that are for production, and those that were withdrawn, do to the files. Entries of rules that are not
    /// loaded stay.
    package func update(_ loaded: LoadedRules) -> Result {
        let (rules, faults) = loaded.sorted
        var result = Result()
        result.faults = faults
        var owners: [String: LoadedRule] = [:]
        let published = rules.filter { item in
            guard !item.rule.form.isKibana, let id = item.rule.id?.text, !id.isEmpty,
                item.rule.metadata.maturity?.text == "production"
            else { return false }
            if let owner = owners[id] {
                result.faults.append(
                    VersionLockUpdate.diagnostic(item.rule, "`rule_id` is that of the rule in \(owner.source.path)"))
                return false
            }
            if item.rule.elastic.version != nil {
                result.faults.append(
                    VersionLockUpdate.diagnostic(
                        item.rule, "the rule states its own version, so that a lock cannot give one"))
                return false
            }
            owners[id] = item
            return true
        }
        let outcomes = Parallel.map(count: published.count, jobs: jobs) { outcome(of: published[$0]) }
        var entries: [String: JSONValue] = [:]
        for (item, outcome) in zip(published, outcomes) {
            let id = item.rule.id?.text ?? ""
            switch outcome {
            case .success(.unchanged): break
            case .success(.unknown): result.unknown.append(item.source.path)
            case .success(.changed(let update)):
                entries[id] = update.entry
                result.changes.append(
                    Change(
                        path: item.source.path, ruleID: id, before: update.before, after: update.after,
                        reasons: update.reasons))
            case .failure(let fault): result.faults.append(fault)
            }
        }
        add(entries, to: lock, &result)
        add(withdrawn(rules, &result), to: deprecated, &result)
        result.faults.sort(by: Diagnostic.precedes)
        return result
    }

    private func outcome(of item: LoadedRule) -> Swift.Result<VersionLockUpdate.Outcome, Diagnostic> {
        let id = item.rule.id?.text ?? ""
        let entry = lock.root[id].map { JSONValue(WrittenValue($0.value)) }
        do throws(Diagnostic) {
            return .success(
                try VersionLockUpdate.outcome(
                    of: item.rule, query: item.query, in: lock.lock, entry: entry, stack: stack,
                    isForced: forced.contains(id)))
        } catch {
            return .failure(error)
        }
    }

    /// Deprecated rules that the list does not have yet. What it has stays, also under another name.
    private func withdrawn(_ rules: [LoadedRule], _ result: inout Result) -> [String: JSONValue] {
        var entries: [String: JSONValue] = [:]
        for item in rules where item.rule.isDeprecated {
            guard let id = item.rule.id?.text, deprecated.root[id] == nil, entries[id] == nil else { continue }
            do throws(Diagnostic) {
                entries[id] = try VersionLockUpdate.withdrawnEntry(of: item.rule, stack: stack)
                result.changes.append(
                    Change(path: item.source.path, ruleID: id, before: nil, after: nil, reasons: ["deprecated"]))
            } catch {
                result.faults.append(error)
            }
        }
        return entries
    }

    private func add(_ entries: [String: JSONValue], to file: VersionLockFile, _ result: inout Result) {
        let bytes = LockText.updated(file.source, file.root, entries)
        if bytes != file.source.bytes { result.files.append((file.source, bytes)) }
    }
}
