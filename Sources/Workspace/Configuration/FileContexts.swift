import Checks
import SourceText

/// What the checks of each file are given: files with the same settings of their own share one.
struct FileContexts: Sendable {
    /// What holds for files without settings of their own.
    let common: CheckContext
    private var contexts: [CheckContext] = []
    /// Places in `contexts`, in the order of the paths.
    private var places: [Int] = []

    init(_ context: CheckContext, _ settings: Settings, paths: [String]) {
        var known: [[Int]: Int] = [:]
        var common = context
        common.plan = settings.selection.plan
        common.profile = settings.selection.profile
        self.common = common
        for path in paths {
            let own = settings.perFile.indices.filter { settings.perFile[$0].covers(path) }
            let place = known[own] ?? contexts.count
            if place == contexts.count {
                known[own] = place
                var context = common
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

    /// By the file's place among the paths.
    subscript(_ index: Int) -> CheckContext { contexts[places[index]] }

    /// Every check that compares rules and runs for some file.
    var setChecks: [any SetCheck.Type] {
        var seen: Set<String> = []
        return contexts.flatMap { $0.plan?.setChecks ?? [] }.filter { seen.insert($0.info.id).inserted }
    }
}
