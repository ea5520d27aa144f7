/// Paths as texts: made absolute, taken apart, and shown as a person would write them. Symbolic links are not looked at.
package enum FilePath {
    /// The parts of a path below the root, `.` and `..` resolved; a relative one begins at `folder`.
    static func parts(_ path: String, from folder: String) -> [String] {
        var parts: [String] = []
        let whole = path.hasPrefix("/") ? path : folder + "/" + path
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return parts
    }

    /// The path with its symbolic links resolved; the path itself where there is not a such file.
    package static func real(_ path: String) -> String { SystemCalls.realPath(path) }

    /// Whether two paths name one file, which need not be there.
    package static func isSame(_ one: String, _ other: String) -> Bool { parts(real(one)) == parts(real(other)) }

    /// The parts of a path, a relative one below the working directory.
    static func parts(_ path: String) -> [String] { parts(path, from: SystemCalls.currentFolder) }

    /// The folder that a path is in, with its slash; empty for a name alone.
    package static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }

    /// A path below a folder (with its slash, or empty); an absolute one stays.
    package static func join(_ folder: String, _ path: String) -> String { path.hasPrefix("/") ? path : folder + path }

    /// An absolute folder as seen from another one, with a slash at its end: empty for the same, `sub/` below it, `../`
    /// above it, else absolute.
    static func shown(_ folder: [String], from other: [String]) -> String {
        if folder.starts(with: other) { return folder.dropFirst(other.count).map { $0 + "/" }.joined() }
        if other.starts(with: folder) { return String(repeating: "../", count: other.count - folder.count) }
        return "/" + folder.map { $0 + "/" }.joined()
    }

    /// A path as seen from the folder that another one is in.
    package static func shown(_ path: String, fromFolderOf other: String) -> String {
        let all = parts(path)
        guard let name = all.last else { return path }
        return shown(Array(all.dropLast()), from: Array(parts(other).dropLast())) + name
    }
}
