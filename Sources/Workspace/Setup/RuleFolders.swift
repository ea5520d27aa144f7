import Rules
import SourceText

/// Where the rules of a repository are.
package struct RuleFolders: Sendable {
    /// Folders that hold all rules between them, relative to the one that was searched, as `paths` of a configuration
    /// takes them; `.` alone where rules are directly in it. Empty without rules.
    package private(set) var folders: [String] = []
    package private(set) var fileCount = 0

    /// Names by which repositories call the folder of their rules: the whole of it is meant, though rules may be only in
    /// a part of it yet.
    private static let wholeNames: Set<String> = ["rules", "detections", "detection-rules", "detection_rules"]

    /// Searches a folder and everything below it for files with rules.
    package static func find(below folder: String, jobs: Int) -> RuleFolders {
        let loaded = RuleLoader.load([folder], RuleLoader.Options(jobs: jobs))
        let depth = FilePath.parts(folder).count
        var found = RuleFolders()
        /// By the folder below the one that was searched, in the order of the paths.
        var groups: [(name: String, folders: [ArraySlice<String>])] = []
        for file in loaded.files where file.rules.contains(where: { $0.rule.ruleEntry != nil }) {
            found.fileCount += 1
            let parts = FilePath.parts(file.source.path).dropFirst(depth).dropLast()
            let name = parts.first ?? "."
            if let index = groups.firstIndex(where: { $0.name == name }) {
                groups[index].folders.append(parts)
            } else {
                groups.append((name, [parts]))
            }
        }
        found.folders =
            groups.contains { $0.name == "." } ? ["."] : groups.map { common($0.folders).joined(separator: "/") }
        return found
    }

    /// The deepest folder that holds all of them, or the one above it that is called after rules.
    private static func common(_ folders: [ArraySlice<String>]) -> [String] {
        var common = Array(folders.first ?? [])
        for folder in folders {
            let same = zip(common, folder).prefix { $0 == $1 }.count
            common.removeLast(common.count - same)
        }
        guard let whole = common.firstIndex(where: { wholeNames.contains($0.lowercased()) }) else { return common }
        return Array(common[...whole])
    }

    /// The folder in which the rules of an integration are: the one of its name, else the one with most rules that name
    /// it; nil where there is none.
    package static func folder(ofIntegration name: String, in paths: [String], _ options: RuleLoader.Options) -> String?
    {
        let files = RuleFiles.find(paths, options.files).paths
        let named = files.map(FilePath.folder(of:)).filter { FilePath.parts($0).last == name }
        if let folder = mostFrequent(named) { return folder }
        let loaded = RuleLoader.load(paths, options)
        let own = loaded.files.filter { file in
            file.rules.contains { rule in
                rule.rule.metadata.integration?.items.contains { $0.value == name } ?? false
            }
        }
        return mostFrequent(own.map { FilePath.folder(of: $0.source.path) })
    }

    /// The text that occurs most often, of several the first in byte order.
    private static func mostFrequent(_ texts: [String]) -> String? {
        var counts: [String: Int] = [:]
        for text in texts where !text.isEmpty { counts[text, default: 0] += 1 }
        return counts.max { a, b in
            a.value != b.value ? a.value < b.value : b.key.utf8.lexicographicallyPrecedes(a.key.utf8)
        }?.key
    }
}
