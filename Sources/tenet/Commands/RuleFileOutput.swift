import Elastic
import Reports
import Rules
import SourceText
import Workspace

/// Where rule files go: standard output, a file, or a folder in which some of the rules may be already.
struct RuleFileOutput {
    private let format: RuleFileWriter.Format
    /// nil: standard output.
    private let path: String?
    private let overwrites: Bool

    init(_ format: RuleFileWriter.Format, _ path: String?, overwrites: Bool) {
        self.format = format
        self.path = path == InputFile.standardInput ? nil : path
        self.overwrites = overwrites
    }

    /// Whether the path is a folder, which can have a bundle beside the files.
    var isFolder: Bool { path.map { !isFile($0) } ?? false }

    func deliver(_ made: RuleFileWriter.Output, to session: inout Session) throws(UsageError) {
        if let path, isFolder { return write(made, to: path, &session) }
        guard made.bundle == nil || made.files.count == 1 && made.bundle?.holdsRulesOnly == true else {
            throw UsageError("an export becomes several files", help: "name a folder for them with `-o FOLDER`")
        }
        guard made.files.count < 2 || format == .yaml else {
            throw UsageError(
                "a TOML file holds one rule, and there are \(made.files.count)",
                help: "name a folder for them with `-o FOLDER`")
        }
        guard let path else { return session.output.write(RuleFileUpdater.joined(made.files)) }
        if made.files.isEmpty { return session.note("no rule was converted, so \(path) is not written") }
        if overwrites {
            session.deliver(RuleFileUpdater.joined(made.files), to: path)
            return
        }
        switch RuleFileUpdater.outcome(of: made, at: path, as: format, jobs: session.jobs) {
        case .write(let bytes): session.deliver(bytes, to: path)
        case .unchanged: session.note("nothing to write: \(path) is unchanged")
        case .foreign:
            session.error(
                "\(path) holds something besides the converted rules and is not overwritten",
                help: "name another file with `-o`, or use `--overwrite`")
        }
    }

    /// Whether a path names a rule file, not a folder.
    private func isFile(_ path: String) -> Bool {
        RuleFileName.endings.contains { path.hasSuffix($0) } && !FolderListing.isFolder(path)
    }

    private func write(_ made: RuleFileWriter.Output, to folder: String, _ session: inout Session) {
        let plan = RuleFileUpdater(folder, as: format, overwrites: overwrites).plan(made, jobs: session.jobs)
        for error in plan.errors { session.error(error) }
        var written = 0
        do throws(OutputError) {
            try FolderListing.make(folder)
            for file in plan.files {
                let parent = FilePath.folder(of: file.path)
                if !parent.isEmpty { try FolderListing.make(String(parent.dropLast())) }
                try AtomicFile.write(file.bytes, to: file.path)
                written += 1
            }
            if let bundle = plan.bundle {
                let bytes = Array(bundle.text.utf8)
                let path = "\(folder)/\(RuleBundle.fileName)"
                if (try? InputFile.read(path, limit: bytes.count)) != bytes { try AtomicFile.write(bytes, to: path) }
            }
        } catch {
            session.error(error)
            session.note("wrote \(written) of \(SummaryLine.counted(plan.files.count, "rule file")) to \(folder)")
            return
        }
        session.note(Self.summary(plan, folder))
    }

    /// `wrote 3 rules to rules`, `wrote 3 rules to rules (1 new, 2 updated), 5 unchanged`.
    private static func summary(_ plan: RuleFileUpdater.Plan, _ folder: String) -> String {
        if plan.files.isEmpty, plan.unchanged > 0 {
            return "nothing to write: \(SummaryLine.counted(plan.unchanged, "rule")) in \(folder) unchanged"
        }
        var text = "wrote \(SummaryLine.counted(plan.files.count, "rule")) to \(folder)"
        if plan.updated > 0 {
            text += " (\((plan.files.count - plan.updated).grouped) new, \(plan.updated.grouped) updated)"
        }
        if plan.unchanged > 0 { text += ", \(plan.unchanged.grouped) unchanged" }
        return text
    }
}
