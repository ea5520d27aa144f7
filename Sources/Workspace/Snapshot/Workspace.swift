import Checks
import Rules
import Schemas
import SourceText

/// The files that a run, a watch or an editor works on: which there are, how they are now, and what was computed from them.
///
/// The mutable owner; `snapshot` gives an immutable view. A path keeps its id, and a file its results, until its content
/// or its settings change. Nothing is printed here.
package struct Workspace: Sendable {
    /// Where the settings of a file come from.
    package enum SettingsSource: Sendable {
        /// The same for all files: those of the run.
        case run(Linter.Options)
        /// For each file those of the nearest configuration file upward; how to work comes from the options.
        case folders(Linter.Options)

        var options: Linter.Options {
            switch self {
            case .run(let options), .folders(let options): options
            }
        }
    }

    /// Text that an editor holds in place of the file on disk.
    private struct Overlay: Sendable {
        var bytes: [UInt8]
        var version: Int
    }

    private let paths: [String]
    private let keepsResults: Bool
    private var ids: [TextBytes: SourceID] = [:]
    private var overlays: [TextBytes: Overlay] = [:]
    private var files: [SourceID: SnapshotFile] = [:]
    private var found: RuleFiles?
    private var watch: FileWatch?
    private var folders = FolderSettings()
    private var generation = 0

    /// `keepsResults`: whether more than one snapshot is wanted.
    package init(_ paths: [String], keepsResults: Bool = true) {
        self.paths = paths
        self.keepsResults = keepsResults
    }

    // MARK: text in memory

    /// Takes text in place of the file of that name, on disk or not, until `release`. A higher version is newer text.
    package mutating func hold(_ path: String, _ bytes: [UInt8], version: Int) {
        overlays[TextBytes(path)] = Overlay(bytes: bytes, version: version)
    }

    /// Lets go of text that was held: the file on disk counts again.
    package mutating func release(_ path: String) { overlays[TextBytes(path)] = nil }

    // MARK: files

    /// Looks which files there are, and how they are now; `others` are waited for as well.
    package mutating func find(_ options: RuleFiles.Options, besides others: [String] = []) -> RuleFiles {
        var now = RuleFiles.find(paths, options, held: overlays.keys.map(\.text).sorted())
        // Before they are read: what is written meanwhile shows as a change the next time.
        watch = FileWatch(now.paths + now.watchedFolders + paths + others)
        now.assign(now.paths.map { id(of: $0) })
        found = now
        return now
    }

    /// Waits until one of the files, a folder that was looked through, or another file is not as it was found.
    package func wait() { watch?.wait() }

    private mutating func id(of path: String) -> SourceID {
        let key = TextBytes(path)
        if let known = ids[key] { return known }
        let id = SourceID(ids.count)
        ids[key] = id
        return id
    }

    // MARK: snapshots

    /// The files as they were found last, with the results that still hold.
    package mutating func snapshot(_ source: SettingsSource) -> Snapshot {
        let options = source.options
        let found: RuleFiles
        if let known = self.found { found = known } else { found = find(options.settings.files) }
        let names = found.paths.map(options.name)
        let contexts: FileContexts
        var errors: [ConfigurationError] = []
        switch source {
        case .run: contexts = FileContexts(options.commonContext, options.settings, paths: names)
        case .folders:
            if folders.refresh() { generation += 1 }
            let groups = folders.groups(names, options)
            errors = groups.errors
            contexts = FileContexts(groups.settings, groups.places, paths: names)
        }
        var now: [SourceID: SnapshotFile] = [:]
        let files = found.paths.indices.map { index in
            let file = file(found, index, contexts[index], options)
            now[file.id] = file
            return file
        }
        self.files = keepsResults ? now : [:]
        return Snapshot(
            files: files, configurationErrors: errors, found: found, contexts: contexts, options: options,
            keepsResults: keepsResults)
    }

    /// The file at a place, taken over from the last snapshot where nothing that its results depend on has changed.
    private func file(
        _ found: RuleFiles, _ index: Int, _ context: CheckContext, _ options: Linter.Options
    ) -> SnapshotFile {
        let path = found.paths[index]
        let id = found.id(index)
        let overlay = overlays[TextBytes(path)]
        let content: SnapshotFile.Content =
            overlay.map { .memory($0.bytes, version: $0.version) } ?? .disk(watch?.stamp(index))
        let isReported = options.isTold(path)
        var context = context
        if !isReported { context.plan = CheckPlan([], context.profile) }
        let inputs = SnapshotFile.Inputs(
            context: context, standardInputName: options.standardInputName, fixes: options.fixes,
            isNamed: found.isNamed(index), isReported: isReported,
            change: options.changes?.files.change(of: options.name(path)), generation: generation)
        if let known = files[id], known.content == content, known.inputs.isSame(as: inputs),
            content != .disk(nil)
        {
            return known
        }
        return SnapshotFile(id: id, path: path, content: content, inputs: inputs)
    }
}
