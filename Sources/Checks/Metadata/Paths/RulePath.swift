import SourceText

/// The parts of a rule file's path: in Elastic's repository the folder says what a rule is about.
package struct RulePath: Sendable {
    /// Folders, then the name of the file; a dot for the folder itself is omitted.
    package var parts: [Substring]

    /// Reads a path with either kind of slash.
    package init(_ path: String) {
        parts = path.utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
            .map { path[$0.startIndex..<$0.endIndex] }.filter { $0 != "." }
    }

    /// The name of the file.
    package var name: Substring? { parts.last }

    /// The folder that directly contains the file; nil where the path does not name it.
    package var folder: Substring? { parts.count > 1 && parts[parts.count - 2] != ".." ? parts[parts.count - 2] : nil }

    /// How many folders are between the file and the last folder of that name above it: 0 for a file that is directly in
    /// it; nil: there is none.
    package func depth(below name: String) -> Int? {
        let folders = parts.dropLast()
        return folders.lastIndex { $0 == name }.map { folders.endIndex - 1 - $0 }
    }

    /// The folder below the last folder of that name on the way to the file: `aws` in `rules/integrations/aws/x.toml`.
    package func folder(below name: String) -> Substring? {
        let folders = parts.dropLast()
        guard let index = folders.lastIndex(where: { $0 == name }), index + 1 < folders.endIndex else { return nil }
        return folders[index + 1]
    }
}
