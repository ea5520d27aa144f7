import Checks
import SourceText

/// What the checks of each file are given: files with the same settings of their own share one.
struct FileContexts: Sendable {
    /// What holds for files without settings of their own, and for the checks that compare rules.
    let common: CheckContext
    private var contexts: [CheckContext] = []
    /// Places in `contexts`, in the order of the paths.
    private var places: [Int] = []

    /// What distinguishes the contexts of files: the configuration, and which of its parts for some files cover them.
    private struct Key: Hashable {
        var group: Int
        var parts: [Int]
    }

    /// One configuration for all files.
    init(_ context: CheckContext, _ settings: Settings, paths: [String]) {
        self.init(
            [FolderSettings.Group(settings: settings, context: context)],
            [Int](repeating: 0, count: paths.count), paths: paths)
    }

    /// For each file the configuration at its place in `groups`, which has at least one.
    init(_ groups: [FolderSettings.Group], _ groupOf: [Int], paths: [String]) {
        var known: [Key: Int] = [:]
        let commons = groups.map(Self.common)
        common = commons.first ?? CheckContext()
        for (path, group) in zip(paths, groupOf) {
            let settings = groups[group].settings
            let own = settings.perFile.indices.filter { settings.perFile[$0].covers(path) }
            let key = Key(group: group, parts: own)
            let place = known[key] ?? contexts.count
            if place == contexts.count {
                known[key] = place
                var context = commons[group]
                if !own.isEmpty {
                    let selection = settings.selection(with: own)
                    context.profile = selection.profile
                    context.plan = selection.plan
                }
                contexts.append(context)
            }
            places.append(place)
        }
    }

    private static func common(_ group: FolderSettings.Group) -> CheckContext {
        var common = group.context
        common.plan = group.settings.selection.plan
        common.profile = group.settings.selection.profile
        return common
    }

    /// By the file's place among the paths.
    subscript(_ index: Int) -> CheckContext { contexts[places[index]] }

    /// Every check that compares rules and runs for some file.
    var setChecks: [any SetCheck.Type] {
        var seen: Set<String> = []
        return contexts.flatMap { $0.plan?.setChecks ?? [] }.filter { seen.insert($0.info.id).inserted }
    }
}
