import Checks
import Documents
import Elastic
import Rules
import SourceText

/// Lints the exceptions that bundles keep beside rule files.
struct BundleLinter {
    /// The bundles in the folders that were looked through.
    let paths: [String]
    private let ruleFiles: [String]
    /// The number of the first bundle among the sources of the run.
    private let first: Int

    init(_ found: RuleFiles) {
        let folders = found.watchedFolders.map { $0 == "." ? "" : $0.hasSuffix("/") ? $0 : $0 + "/" }
        paths = folders.map { $0 + RuleBundle.fileName }.filter { FolderListing.exists($0) }
        ruleFiles = found.paths
        first = (found.paths.indices.map { Int(found.id($0).index) }.max() ?? -1) + 1
    }

    /// The bundle at a place of `paths` with its findings; nil where it holds nothing that a check looks at.
    func outcome(_ place: Int, _ context: CheckContext) -> Linter.FileOutcome? {
        let path = paths[place]
        do throws(InputError) {
            let bytes = try InputFile.readText(path, limit: FolderBundle.maximumBytes)
            let source = SourceFile(id: SourceID(first + place), path: path, bytes: bytes)
            let file = LoadedFile(source, context.typing)
            guard let root = file.parsed.documents.first?.root, RuleBundle(root) != nil else { return nil }
            let objects = RuleBundle.objects(in: root, of: source.id)
            guard objects.contains(where: { $0.kind == .exceptionList || $0.kind == .exceptionItem }) else {
                return nil
            }
            let outcome = CheckRunner.lint(objects, of: rules(beside: path, context), in: file, context)
            return .read(Linter.FileResult(source, outcome, nil, isWhole: false))
        } catch {
            return .failed(error)
        }
    }

    /// The rules in the bundle's folder and below.
    private func rules(beside path: String, _ context: CheckContext) -> [LoadedRule] {
        let folder = FilePath.folder(of: path)
        return ruleFiles.filter { $0.hasPrefix(folder) }.flatMap { path -> [LoadedRule] in
            guard let source = try? RuleLoader.read(path, id: SourceID(0), standardInputName: nil) else { return [] }
            return LoadedFile(source, context.typing).rules
        }
    }
}
