package import Compiler
package import Diagnostics
import Documents
package import Machine
import Queries
import Rules
package import Schemas
package import SourceText

/// The program that paths of a command line mean: rule files and folders compiled, or one compiled program.
package struct RuleProgram: Sendable {
    package var program: Program
    /// What the passes did; nothing of a compiled program.
    package var passes = PassStatistics()
    /// Of each rule that does not compile one finding or more, in the order of the files.
    package var findings: [Diagnostic]
    /// What is omitted of rules that run: exceptions that cannot be evaluated.
    package var notices: [Diagnostic] = []
    package var sources: [SourceFile]
    /// Inputs that could not be used.
    package var errors: [InputError]
    /// What the folders gave besides rules.
    package var scan = FolderScan()
    /// Programs that could not be used: path and reason.
    package var damaged: [(path: String, reason: String)]
    /// How many rules need what the machine does not have yet; they give no alerts, which is no error.
    package var missing: [MissingEngine: Int] = [:]
    /// Rules that were looked at, compiled or not.
    package var ruleCount: Int

    /// Loads and compiles. A program file is alone: with anything beside it, nil is returned.
    package static func load(
        _ paths: [String], _ options: RuleLoader.Options
    ) -> RuleProgram? {
        let compiled = paths.filter(isProgram)
        if let path = compiled.first { return paths.count == 1 ? decode(path) : nil }
        return compile(RuleLoader.load(paths, options))
    }

    /// Compiles what can be compiled of loaded rules.
    package static func compile(_ loaded: LoadedRules, _ frequencies: FieldFrequencies = .builtIn) -> RuleProgram {
        var runnable: [RunnableRule] = []
        var findings: [Diagnostic] = []
        var notices: [Diagnostic] = []
        var missing: [MissingEngine: Int] = [:]
        for file in loaded.files {
            findings += file.faults(for: .run)
            for rule in file.rules where rule.faults(for: .run).isEmpty {
                let outcome = rule.detection
                guard let detection = outcome.detection else { continue }
                if let engine = RuleCompiler.missingEngine(for: detection) { missing[engine, default: 0] += 1 }
                guard RuleCompiler.isCompiled(detection) else { continue }
                if let ready = rule.rule.runnable(detection) {
                    runnable.append(ready)
                    notices += outcome.notices
                } else {
                    findings.append(anonymous(rule))
                }
            }
        }
        let compiled = RuleCompiler.compiled(runnable, frequencies)
        return RuleProgram(
            program: compiled.program, passes: compiled.passes, findings: findings.sorted(by: Diagnostic.precedes),
            notices: notices.sorted(by: Diagnostic.precedes), sources: loaded.sources, errors: loaded.errors,
            scan: loaded.scan, damaged: [], missing: missing,
            ruleCount: loaded.rules.count)
    }

    /// An alert names its rule.
    private static func anonymous(_ rule: LoadedRule) -> Diagnostic {
        let place = rule.rule.ruleEntry?.keyRange ?? ByteRange(at: 0)
        return Diagnostic(
            "missing-key", category: "structure", .error, "the rule has no `rule_id` or no `name`",
            at: Label(Location(rule.source.id, place)))
    }

    /// A line for each engine that is missing: `12 threshold rules cannot be run yet`.
    package var missingEngines: [String] {
        MissingEngine.all.compactMap { engine in
            missing[engine].map { count in
                engine.countsStages
                    ? "\(engine.rules(count)) cannot give alerts yet: `--stats` counts the events that meet their conditions"
                    : "\(engine.rules(count)) cannot be run yet"
            }
        }
    }

    /// Whether a path names a compiled program.
    package static func isProgram(_ path: String) -> Bool {
        guard path != InputFile.standardInput else { return false }
        return InputFile.starts(path, with: Program.magic)
    }

    private static func decode(_ path: String) -> RuleProgram {
        var result = RuleProgram(
            program: Program(), findings: [], sources: [], errors: [], damaged: [], ruleCount: 0)
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
