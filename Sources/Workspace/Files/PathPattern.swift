import Values

/// A pattern over paths as `.gitignore` writes them (git-scm.com/docs/gitignore, "Pattern format").
///
/// Without a slash before its end it means a name at any depth, else a path below the folder it was written for. `*` and
/// `?` stay within a name, `**` between slashes represents any number of folders. A slash at the end means folders only.
package struct PathPattern: Sendable, Hashable {
    private enum Segment: Hashable {
        case name(Glob)
        case anyFolders
        case anyName
    }

    /// As written.
    package let text: String
    /// Begins with `!`: what it matches is taken back in.
    package let isNegated: Bool
    private let isForFolders: Bool
    private let segments: [Segment]

    /// nil: nothing is meant (an empty pattern, a slash alone).
    package init?(_ text: String) {
        self.text = text
        var rest = Array(text.utf8)[...]
        isNegated = rest.first == UInt8(ascii: "!")
        if isNegated { rest = rest.dropFirst() }
        isForFolders = rest.last == UInt8(ascii: "/")
        if isForFolders { rest = rest.dropLast() }
        let isAnchored = rest.contains(UInt8(ascii: "/"))
        if rest.first == UInt8(ascii: "/") { rest = rest.dropFirst() }
        guard !rest.isEmpty else { return nil }
        var segments: [Segment] = isAnchored ? [] : [.anyFolders]
        for part in rest.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            let isStars = part.elementsEqual("**".utf8) && isAnchored
            if !isStars {
                segments.append(.name(Glob(part)))
            } else if segments.last != .anyFolders {
                segments.append(.anyFolders)
            }
        }
        // At the end `**` represents everything inside, not for the folder itself.
        if segments.last == .anyFolders { segments.append(.anyName) }
        self.segments = segments
    }

    /// Whether it means that path (names below the pattern's folder).
    package func matches(_ path: ArraySlice<String>, isFolder: Bool) -> Bool {
        if isForFolders, !isFolder { return false }
        let names = Array(path)
        return WildcardMatcher.matches(
            parts: segments.count, units: names.count, isStar: { segments[$0] == .anyFolders },
            accepts: { segment, name in
                switch segments[segment] {
                case .name(let glob): glob.matches(names[name].utf8)
                case .anyFolders, .anyName: true
                }
            })
    }

    /// Whether it means that file or a folder above it.
    package func covers(_ file: ArraySlice<String>) -> Bool {
        if matches(file, isFolder: false) { return true }
        return file.indices.dropFirst().contains { matches(file[..<$0], isFolder: true) }
    }
}
