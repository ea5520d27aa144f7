import SourceText

/// Reads folders.
package enum FolderListing {
    /// One name of a folder.
    package struct Item: Sendable, Hashable {
        /// The folder's path, a slash, the name; below `.` the name alone.
        package var path: String
        package var name: String
        /// Symbolic links are followed.
        package var isFolder: Bool
        /// Whether the name is a symbolic link.
        package var isLink: Bool
    }

    /// What a folder holds, sorted by the bytes of the names. What cannot be looked at (a dangling link) is omitted, and
    /// what is neither a file nor a folder: reading a pipe would wait for its writer.
    package static func items(of folder: String) throws(InputError) -> [Item] {
        let names: [String]
        do { names = try SystemCalls.names(in: folder) } catch { throw InputError(folder, error) }
        // Names below `.` are shown as they are: other programs compare them with their own.
        let prefix = folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/"
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.compactMap { name in
            guard let status = try? SystemCalls.status(prefix + name) else {
                // Its bytes are lost, so that reading it says what is wrong.
                let isUnreadable = name.unicodeScalars.contains("\u{FFFD}")
                return isUnreadable ? Item(path: prefix + name, name: name, isFolder: false, isLink: false) : nil
            }
            if status.kind == .other { return nil }
            return Item(
                path: prefix + name, name: name, isFolder: status.kind == .folder,
                isLink: SystemCalls.isLink(prefix + name))
        }
    }

    /// Whether the path names a folder that can be looked at.
    package static func isFolder(_ path: String) -> Bool { (try? SystemCalls.status(path))?.kind == .folder }

    /// Whether the path names anything.
    package static func exists(_ path: String) -> Bool { (try? SystemCalls.status(path)) != nil }

    /// Makes a folder and those above it; what is there already is fine.
    package static func make(_ path: String) throws(OutputError) {
        if isFolder(path) { return }
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex { try make(String(path[..<slash])) }
        do {
            try SystemCalls.makeFolder(path)
        } catch {
            // Another process may have been faster.
            if !isFolder(path) { throw OutputError(path, error) }
        }
    }

    /// The one name in the same folder that a missing path may have meant.
    static func nearestSibling(of path: String) -> String? {
        let folder: String
        let name: String
        if let slash = path.lastIndex(of: "/") {
            folder = String(path[...slash])
            name = String(path[path.index(after: slash)...])
        } else {
            folder = ""
            name = path
        }
        guard let names = try? SystemCalls.names(in: folder.isEmpty ? "." : folder) else { return nil }
        return NearestName.clear(name, among: names).map { folder + $0 }
    }
}
