/// Looks through folders for files of one kind; hidden folders are left out.
struct FolderWalk: Sendable {
    /// Every folder is entered once, also over several walks, so loops of symbolic links end.
    private var entered: Set<SystemCalls.Status.Identity> = []

    /// The files below a folder whose names are wanted, sorted by bytes. What cannot be looked at goes into `errors`.
    mutating func files(
        below folder: String, where isWanted: (String) -> Bool, errors: inout [InputError]
    ) -> [String] {
        var files: [String] = []
        walk(folder, isWanted, &files, &errors)
        return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private mutating func walk(
        _ folder: String, _ isWanted: (String) -> Bool, _ files: inout [String], _ errors: inout [InputError]
    ) {
        guard let status = try? SystemCalls.status(folder), entered.insert(status.identity).inserted else { return }
        do {
            for item in try FolderListing.items(of: folder) {
                if item.isFolder {
                    if !item.name.hasPrefix(".") { walk(item.path, isWanted, &files, &errors) }
                } else if isWanted(item.name) {
                    files.append(item.path)
                }
            }
        } catch {
            errors.append(error)
        }
    }
}
