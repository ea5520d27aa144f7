import Documents
import SourceText

/// A bundle and the folder that it lies in.
package struct FolderBundle: Sendable {
    package let folder: String
    package let bundle: RuleBundle
    /// The names of the rules' files.
    private let names: Set<String>

    private init(folder: String, bundle: RuleBundle) {
        self.folder = folder
        self.bundle = bundle
        names = Set(bundle.lines.compactMap { if case .rule(let name) = $0 { name } else { nil } })
    }

    /// The bundles that lie directly in folders of a command line; `errors` are those that cannot be read.
    package static func find(_ paths: [String]) -> (bundles: [FolderBundle], errors: [InputError]) {
        var found: [FolderBundle] = []
        var errors: [InputError] = []
        for path in paths where path != InputFile.standardInput {
            var folder = path
            while folder.utf8.count > 1, folder.utf8.last == UInt8(ascii: "/") { folder.removeLast() }
            let file = "\(folder)/\(RuleBundle.fileName)"
            guard (try? SystemCalls.status(file)) != nil else { continue }
            do throws(InputError) {
                let bytes = try InputFile.readText(file, limit: 64 << 20)
                let parsed = DocumentReader.read(SourceFile(id: SourceID(0), path: file, bytes: bytes))
                guard parsed.findings.isEmpty, let root = parsed.documents.first?.root, let bundle = RuleBundle(root)
                else { throw InputError(file, .otherKind) }
                found.append(FolderBundle(folder: folder, bundle: bundle))
            } catch {
                errors.append(error)
            }
        }
        return (found, errors)
    }

    /// Whether a rule's file is one of the bundle's.
    func isOfBundle(_ path: String) -> Bool { name(of: path).map { names.contains($0) } ?? false }

    /// The name of a file that lies in the folder.
    private func name(of path: String) -> String? {
        let prefix = Array("\(folder)/".utf8)
        guard path.utf8.starts(with: prefix) else { return nil }
        return String(decoding: path.utf8.dropFirst(prefix.count), as: UTF8.self)
    }

    /// All lines of the bundles, for the rules of these paths; rules that are in none stand behind the rules of the last
    /// one.
    static func lines(_ bundles: [FolderBundle], _ paths: [String]) -> [RuleBundle.ImportLine] {
        var others: [Int] = []
        var files = [[String: Int]](repeating: [:], count: bundles.count)
        for (place, path) in paths.enumerated() {
            if let index = bundles.firstIndex(where: { $0.isOfBundle(path) }), let name = bundles[index].name(of: path)
            {
                files[index][name] = place
            } else {
                others.append(place)
            }
        }
        return bundles.indices.flatMap { index in
            bundles[index].bundle.importLines(
                rule: { files[index][$0] }, others: index == bundles.count - 1 ? others : [])
        }
    }
}
