import Compiler
package import Diagnostics
import Documents
package import Machine
import Queries
import Rules
package import SourceText

/// The program that paths of a command line mean: rule files and folders compiled, or one compiled program.
package struct RuleProgram: Sendable {
    package var program: Program
    /// Of each rule that does not compile one finding or more, in the order of the files.
    package var findings: [Diagnostic]
    /// What is left out of rules that run: exceptions that cannot be evaluated.
    package var notices: [Diagnostic] = []
    package var sources: [SourceFile]
    /// Inputs that could not be used.
    package var errors: [InputError]
    package var emptyFolders: [String]
    /// Programs that could not be used: path and reason.
    package var damaged: [(path: String, reason: String)]
    /// Rules that were looked at, compiled or not.
    package var ruleCount: Int

    /// Loads and compiles. A program file stands alone: with anything beside it, nil is returned.
    package static func load(
        _ paths: [String], _ options: RuleLoader.Options
    ) -> RuleProgram? {
        let compiled = paths.filter(isProgram)
        if let path = compiled.first { return paths.count == 1 ? decode(path) : nil }
        return compile(RuleLoader.load(paths, options))
    }

    /// Compiles what can be compiled of loaded rules.
    package static func compile(_ loaded: LoadedRules) -> RuleProgram {
        var runnable: [RunnableRule] = []
        var findings: [Diagnostic] = []
        var notices: [Diagnostic] = []
        for file in loaded.files {
            findings += file.syntaxFindings.filter { $0.severity == .error }
            for rule in file.rules where rule.isReadable {
                let obstacles = obstacles(rule)
                findings += obstacles
                guard obstacles.isEmpty, let query = rule.query, let ready = rule.rule.runnable(query) else { continue }
                runnable.append(ready)
                notices += (query.exceptions?.leftOut ?? []).map { issue in
                    var notice = Diagnostic(
                        "exception-left-out", category: "compile", .info, issue.message,
                        at: Label(Location(file.source.id, issue.range)))
                    notice.ruleID = rule.rule.id?.text
                    return notice
                }
            }
        }
        return RuleProgram(
            program: RuleCompiler.compile(runnable), findings: findings.sorted(by: Diagnostic.precedes),
            notices: notices.sorted(by: Diagnostic.precedes), sources: loaded.sources, errors: loaded.errors,
            emptyFolders: loaded.emptyFolders, damaged: [],
            ruleCount: loaded.rules.count)
    }

    /// Why a rule cannot be compiled; empty where it can.
    private static func obstacles(_ loaded: LoadedRule) -> [Diagnostic] {
        let rule = loaded.rule
        let whole = rule.ruleEntry?.keyRange ?? ByteRange(0, 0)
        func finding(_ id: String, _ message: String, _ range: ByteRange) -> Diagnostic {
            var finding = Diagnostic(
                id, category: "compile", .error, message, at: Label(Location(loaded.source.id, range)))
            finding.ruleID = rule.id?.text
            return finding
        }
        guard rule.ruleEntry != nil else { return [finding("not-a-rule", "the file holds no rule", whole)] }
        guard let type = rule.elastic.type else {
            return [finding("not-runnable", "the rule has no `type` that is known", whole)]
        }
        guard type.value == .query else {
            return [finding("not-runnable", "a rule of type `\(type.value.rawValue)` cannot be run yet", type.range)]
        }
        guard let text = rule.elastic.query else { return [finding("not-runnable", "the rule has no `query`", whole)] }
        guard let query = loaded.query else {
            let language = rule.elastic.language?.text ?? ""
            let place = rule.elastic.language?.range ?? whole
            return [finding("not-runnable", "a query in `\(language)` cannot be run yet", place)]
        }
        let issues = query.tree.issues.map { issue in
            finding("query-syntax", issue.message, text.sourceRange(issue.range)).help(issue.help)
        }
        if !issues.isEmpty { return issues }
        if let issue = query.filters?.firstBlocking {
            return [finding("not-runnable", "a filter of the rule cannot be run: \(issue.message)", issue.range)]
        }
        return rule.runnable(query) == nil
            ? [finding("not-runnable", "the rule has no `rule_id` or no `name`", whole)] : []
    }

    /// Whether a path names a compiled program.
    package static func isProgram(_ path: String) -> Bool {
        guard path != InputFile.standardInput else { return false }
        return InputFile.starts(path, with: Program.magic)
    }

    private static func decode(_ path: String) -> RuleProgram {
        var result = RuleProgram(
            program: Program(), findings: [], sources: [], errors: [], emptyFolders: [], damaged: [], ruleCount: 0)
        do {
            let bytes = try InputFile.read(path, limit: Program.maximumBytes)
            result.program = try Program(decoding: bytes)
            result.ruleCount = result.program.ruleCount
        } catch let error as ProgramError {
            result.damaged.append((path, error.text))
        } catch let error as InputError {
            result.errors.append(error)
        } catch {
            result.damaged.append((path, "unreadable"))
        }
        return result
    }
}

extension InputFile {
    /// Whether a file can be opened and begins with the bytes.
    static func starts(_ path: String, with mark: [UInt8]) -> Bool {
        guard (try? SystemCalls.status(path))?.kind == .file, let descriptor = try? SystemCalls.openForReading(path)
        else { return false }
        defer { try? SystemCalls.closeFile(descriptor) }
        return (try? SystemCalls.readChunk(descriptor, room: mark.count)) == mark
    }
}
