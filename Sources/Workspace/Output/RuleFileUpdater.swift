import Documents
package import Elastic
import Rules
import SourceText

/// Places rule files in a folder where some of the rules may be already: a rule is known by its ID, wherever its file
/// is below the folder.
package struct RuleFileUpdater {
    /// What is to be written.
    package struct Plan: Sendable {
        /// Files with their paths.
        package var files: [(path: String, bytes: [UInt8])] = []
        /// How many of the files are there already.
        package var updated = 0
        /// Files of rules that need no change.
        package var unchanged = 0
        package var bundle: RuleBundle?
        /// Why the bundle that is there cannot be used.
        package var errors: [InputError] = []
    }

    private let folder: String
    private let format: RuleFileWriter.Format
    /// Whether files are written anew under the names of their rules, over what is there.
    private let overwrites: Bool

    package init(_ folder: String, as format: RuleFileWriter.Format, overwrites: Bool) {
        self.folder = folder
        self.format = format
        self.overwrites = overwrites
    }

    /// Where each file goes and what it says there. Reads the folder, writes nothing.
    package func plan(_ made: RuleFileWriter.Output, jobs: Int) -> Plan {
        var plan = Plan()
        var bundle = made.bundle
        guard !overwrites, FolderListing.isFolder(folder) else {
            plan.files = made.files.map { (path: "\(folder)/\($0.name)", bytes: $0.bytes) }
            plan.bundle = bundle
            return plan
        }
        var present = Present(in: folder, jobs: jobs)
        var names: [String: String] = [:]
        for file in made.files {
            let place = place(of: file, &present)
            names[file.name] = place.name
            if let bytes = place.bytes {
                plan.files.append((path: "\(folder)/\(place.name)", bytes: bytes))
                if place.isThere { plan.updated += 1 }
            } else {
                plan.unchanged += 1
            }
        }
        bundle?.rename(names)
        plan.bundle = bundle
        if let new = bundle, FolderListing.exists("\(folder)/\(RuleBundle.fileName)") {
            do throws(InputError) {
                let old = try FolderBundle.read("\(folder)/\(RuleBundle.fileName)")
                plan.bundle = new.joined(with: old, present.rules)
            } catch {
                // What cannot be read is not replaced.
                plan.errors.append(error)
                plan.bundle = nil
            }
        }
        return plan
    }

    /// What comes of writing rules to one file.
    package enum FileOutcome: Sendable {
        case write([UInt8])
        /// The file says the same already.
        case unchanged
        /// The file holds something besides these rules.
        case foreign
    }

    /// What a file is to say, where it may be there already: one that holds none but these rules is updated.
    package static func outcome(
        of made: RuleFileWriter.Output, at path: String, as format: RuleFileWriter.Format, jobs: Int
    ) -> FileOutcome {
        guard InputFile.holdsSomething(path) else { return .write(joined(made.files)) }
        let loaded = RuleLoader.load([path], RuleLoader.Options(jobs: jobs))
        let ids = Set(made.files.compactMap(\.ruleID))
        let isOwn = loaded.rules.allSatisfy { rule in
            rule.isReadable && rule.rule.id.map { ids.contains($0.text) } ?? false
        }
        guard !loaded.rules.isEmpty, isOwn, let source = loaded.sources.first else { return .foreign }
        let texts = made.files.map { file in
            guard let exported = file.exported,
                let holder = loaded.rules.first(where: { $0.rule.id?.text == file.ruleID }),
                let table = WrittenTable(holder.document, of: source)
            else { return file.bytes }
            let updated = RuleUpdate.updated(table, holder.rule, query: holder.query, with: exported)
            // A file that needs no change keeps its layout.
            if updated == nil, made.files.count == 1 { return source.bytes }
            return RuleFileWriter.bytes(updated ?? table, as: format)
        }
        let bytes = joined(texts)
        return bytes == source.bytes ? .unchanged : .write(bytes)
    }

    /// The text of one file that holds several.
    package static func joined(_ files: [RuleFileWriter.File]) -> [UInt8] { joined(files.map(\.bytes)) }

    private static func joined(_ texts: [[UInt8]]) -> [UInt8] { Array(texts.joined(separator: Array("---\n".utf8))) }

    /// Where a file goes, relative to the folder; without bytes where nothing changes.
    private func place(
        of file: RuleFileWriter.File, _ present: inout Present
    ) -> (name: String, bytes: [UInt8]?, isThere: Bool) {
        if let id = file.ruleID, let holder = present.holder(of: id), let name = present.name(of: holder.source.path) {
            if let exported = file.exported {
                present.taken.insert(id)
                return (name, Self.bytes(holder, in: present, with: exported), true)
            }
            // A converted rule file brings its own metadata and comments: it replaces the file that has the rule.
            if Self.format(of: name) == format, present.isAlone(holder) {
                present.taken.insert(id)
                return (name, holder.source.bytes == file.bytes ? nil : file.bytes, true)
            }
        }
        // A file of the same name that says the same is the file.
        if present.bytes(at: file.name) == file.bytes { return (file.name, nil, true) }
        let name = present.freeName(like: file.name)
        return (name, file.bytes, false)
    }

    private static func format(of name: String) -> RuleFileWriter.Format { name.hasSuffix(".toml") ? .toml : .yaml }

    /// The file of a rule that is there, brought up to date; nil where nothing changes. The other documents of the file
    /// stay.
    private static func bytes(
        _ holder: LoadedRule, in present: Present, with exported: WrittenTable
    ) -> [UInt8]? {
        guard let table = WrittenTable(holder.document, of: holder.source),
            let updated = RuleUpdate.updated(table, holder.rule, query: holder.query, with: exported)
        else { return nil }
        let format = format(of: holder.source.path)
        let texts = present.documents(of: holder.source).map { rule in
            let isUpdated = rule.document.root.range == holder.document.root.range
            let table = isUpdated ? updated : WrittenTable(rule.document, of: rule.source) ?? WrittenTable()
            return RuleFileWriter.bytes(table, as: format)
        }
        return joined(texts)
    }
}

/// The rule files that a folder holds.
private struct Present {
    private let folder: String
    let rules: [LoadedRule]
    private let holders: [String: LoadedRule]
    /// IDs whose file was given to a rule already: a second rule of the ID gets a file of its own.
    var taken: Set<String> = []
    private var names: Set<String> = []

    init(in folder: String, jobs: Int) {
        self.folder = folder
        // What Git ignores is there all the same.
        let options = RuleFiles.Options(exclude: [], folder: nil, usesGitIgnore: false)
        let loaded = RuleLoader.load(RuleFiles.find([folder], options), RuleLoader.Options(jobs: jobs))
        rules = loaded.rules.filter(\.isReadable)
        holders = Dictionary(
            rules.compactMap { rule in rule.rule.id.map { ($0.text, rule) } }, uniquingKeysWith: { first, _ in first })
    }

    func holder(of id: String) -> LoadedRule? { taken.contains(id) ? nil : holders[id] }

    /// The rules of one file.
    func documents(of source: SourceFile) -> [LoadedRule] { rules.filter { $0.source.id == source.id } }

    func isAlone(_ rule: LoadedRule) -> Bool { documents(of: rule.source).count == 1 }

    /// The path of a file below the folder.
    func name(of path: String) -> String? {
        let prefix = folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : nil
    }

    func bytes(at name: String) -> [UInt8]? {
        guard FolderListing.exists("\(folder)/\(name)") else { return nil }
        return try? InputFile.read("\(folder)/\(name)", limit: DocumentReader.maximumBytes(path: name))
    }

    /// A name that no file of the folder has: whatever is there is somebody's.
    mutating func freeName(like name: String) -> String {
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        var free = name
        var number = 2
        while FolderListing.exists("\(folder)/\(free)") || names.contains(free) {
            free = "\(name[..<dot])_\(number)\(name[dot...])"
            number += 1
        }
        names.insert(free)
        return free
    }
}
