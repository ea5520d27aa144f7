import Documents
package import Elastic
import Rules
import SourceText

/// A bundle and the folder that it is in.
package struct FolderBundle: Sendable {
    /// The absolute path of the folder, without links, by its parts.
    private let folder: [String]
    package let bundle: RuleBundle
    /// The exceptions that the bundle holds.
    let exceptions: ExceptionItems
    /// Whether a path of the command line names the folder or one above it: then all that the bundle holds is meant.
    package let isWhole: Bool

    /// The bundles of rules' files and folders: each path's nearest one, in its own folder or above, up to the root of
    /// its repository. `errors` are those that cannot be read.
    ///
    /// - Parameters:
    ///   - paths: those of the command line.
    ///   - files: the files that they gave.
    package static func find(
        _ paths: [String], files: [String] = []
    ) -> (bundles: [FolderBundle], errors: [InputError]) {
        let named = paths.filter { $0 != InputFile.standardInput && FolderListing.isFolder($0) }.map(parts)
        var found: [FolderBundle] = []
        var errors: [InputError] = []
        var seen: Set<[String]> = []
        for path in paths + files where path != InputFile.standardInput {
            var folder = parts(path)
            if !FolderListing.isFolder(path) { folder = Array(folder.dropLast()) }
            while seen.insert(folder).inserted {
                let here = "/" + folder.joined(separator: "/")
                let file = "\(here)/\(RuleBundle.fileName)"
                if FolderListing.exists(file) {
                    do throws(InputError) {
                        let isWhole = named.contains { folder.starts(with: $0) }
                        let (bundle, exceptions) = try contents(of: file)
                        found.append(
                            FolderBundle(folder: folder, bundle: bundle, exceptions: exceptions, isWhole: isWhole))
                    } catch {
                        errors.append(error)
                    }
                    break
                }
                if folder.isEmpty || isRepositoryRoot(here) { break }
                folder.removeLast()
            }
        }
        return (found, errors)
    }

    /// The bundle of a file.
    package static func read(_ path: String) throws(InputError) -> RuleBundle { try contents(of: path).bundle }

    private static func contents(
        of path: String
    ) throws(InputError) -> (bundle: RuleBundle, exceptions: ExceptionItems) {
        let bytes = try InputFile.readText(path, limit: maximumBytes)
        let source = SourceFile(id: .unplaced, path: path, bytes: bytes)
        let parsed = LoadedFile(source).parsed
        if let finding = parsed.findings.first { throw InputError(source, finding) }
        guard let root = parsed.documents.first?.root, let bundle = RuleBundle(root) else {
            throw InputError(path, .unexpected("not the bundle of an export, which is a list `line`"))
        }
        let objects = RuleBundle.objects(in: root, of: .unplaced)
        return (bundle, ExceptionItems(objects.compactMap { ExceptionItem($0) }))
    }

    /// The rule files with the exceptions that the nearest bundle of each holds: those of rules that refer to lists.
    /// `errors` are bundles that cannot be read.
    static func joined(_ files: [LoadedFile]) -> (files: [LoadedFile], errors: [InputError]) {
        let places = files.indices.filter { index in
            let file = files[index]
            guard file.kind == .ruleFile, file.source.path != InputFile.standardInput else { return false }
            return file.rules.contains { !$0.rule.elastic.exceptionLists.isEmpty }
        }
        if places.isEmpty { return (files, []) }
        let (bundles, errors) = find([], files: places.map { files[$0].source.path })
        let nearestFirst = bundles.filter { !$0.exceptions.isEmpty }.sorted { $0.folder.count > $1.folder.count }
        if nearestFirst.isEmpty { return (files, errors) }
        var joined = files
        for place in places {
            let parts = parts(files[place].source.path)
            guard let bundle = nearestFirst.first(where: { $0.name(of: parts) != nil }) else { continue }
            joined[place] = files[place].beside(bundle.exceptions)
        }
        return (joined, errors)
    }

    /// Bytes of a bundle's file: as much as a large export has.
    static let maximumBytes = 64 << 20

    private static func isRepositoryRoot(_ folder: String) -> Bool {
        [".git", "tenet.toml"].contains { FolderListing.exists("\(folder)/\($0)") }
    }

    private static func parts(_ path: String) -> [String] { FilePath.parts(SystemCalls.realPath(path)) }

    /// The name of a file below the folder, relative to it; nil for a file elsewhere.
    private func name(of file: [String]) -> String? {
        file.starts(with: folder) ? file.dropFirst(folder.count).joined(separator: "/") : nil
    }

    /// Which rules of a run are those of the bundles.
    struct Matches {
        /// For each bundle and each of its rules the place in the run.
        var places: [[Int?]]
        /// For each rule of the run its bundle and its place there.
        var owners: [(bundle: Int, rule: Int)?]
    }

    /// Finds rules in their bundles by their ID, among equal IDs by the file's name; a bundle that knows no ID knows
    /// its rules by their files.
    static func matches(_ bundles: [FolderBundle], _ rules: [(path: String, id: String?)]) -> Matches {
        var matches = Matches(
            places: bundles.map { Array(repeating: nil, count: $0.bundle.rules.count) },
            owners: Array(repeating: nil, count: rules.count))
        if bundles.isEmpty { return matches }
        let files = rules.map { parts($0.path) }
        // The nearest folder comes first.
        for index in bundles.indices.sorted(by: { bundles[$0].folder.count > bundles[$1].folder.count }) {
            let own = bundles[index].bundle.rules
            for isByName in [true, false] {
                var byKey: [String: [Int]] = [:]
                for (place, rule) in own.enumerated() where matches.places[index][place] == nil {
                    byKey[key(rule.file, rule.ruleID, isByName), default: []].append(place)
                }
                for (number, rule) in rules.enumerated() where matches.owners[number] == nil {
                    guard let name = bundles[index].name(of: files[number]) else { continue }
                    let keys = [key(name, rule.id, isByName)] + (isByName ? [key(name, nil, true)] : [])
                    if !isByName, rule.id == nil { continue }
                    guard let key = keys.first(where: { byKey[$0]?.isEmpty == false }),
                        let place = byKey[key]?.removeFirst()
                    else { continue }
                    matches.places[index][place] = number
                    matches.owners[number] = (index, place)
                }
            }
        }
        return matches
    }

    private static func key(_ file: String, _ id: String?, _ isByName: Bool) -> String {
        isByName ? "\(file)\0\(id ?? "")" : id ?? "\0\(file)"
    }

    /// All lines of the bundles; rules that are in none follow the rules of the last one.
    ///
    /// - Parameter needed: the owners of objects that the rules of the run need. Of a bundle whose folder was not named
    ///   only these are meant.
    static func lines(
        _ bundles: [FolderBundle], _ matches: Matches, needed: Set<String>
    ) -> [RuleBundle.ImportLine] {
        let others = matches.owners.indices.filter { matches.owners[$0] == nil }
        return bundles.indices.flatMap { index in
            let lines = bundles[index].bundle.importLines(
                matches.places[index], others: index == bundles.count - 1 ? others : [])
            guard !bundles[index].isWhole else { return lines }
            return lines.filter { line in
                guard case .object(let object) = line, let owner = object.owner else { return true }
                return needed.contains(owner)
            }
        }
    }
}
