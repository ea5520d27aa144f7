/// Which paths a walk omits: lists of patterns, each for the folder it was written for.
struct IgnoreRules: Sendable {
    /// The patterns of one file or setting.
    struct List: Sendable {
        /// The folder that they are relative to, as parts of an absolute path.
        var folder: [String]
        var patterns: [PathPattern]

        init(folder: [String], patterns: [PathPattern]) {
            self.folder = folder
            self.patterns = patterns
        }

        /// The lines of an ignore file: blank ones and those that begin with `#` say nothing, spaces at the end count only
        /// after a backslash.
        init(folder: [String], lines text: [UInt8]) {
            self.folder = folder
            let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            patterns = text[start...].split(separator: 0x0A).compactMap { line in
                var line = line
                if line.last == 0x0D { line = line.dropLast() }
                while line.last == 0x20, line.dropLast().last != UInt8(ascii: "\\") { line = line.dropLast() }
                if line.isEmpty || line.first == UInt8(ascii: "#") { return nil }
                return PathPattern(String(decoding: line, as: UTF8.self))
            }
        }
    }

    /// From the weakest to the strongest: of two that speak of a path the later decides.
    private(set) var lists: [List] = []

    var isEmpty: Bool { lists.isEmpty }

    mutating func add(_ list: List) { if !list.patterns.isEmpty { lists.append(list) } }

    mutating func removeLast(_ count: Int) { lists.removeLast(count) }

    /// Whether a path (parts of an absolute one) is omitted. Of one list the last pattern that matches decides.
    func ignores(_ path: [String], isFolder: Bool) -> Bool {
        for list in lists.reversed() where path.count > list.folder.count && path.starts(with: list.folder) {
            let below = path[list.folder.count...]
            if let pattern = list.patterns.last(where: { $0.matches(below, isFolder: isFolder) }) {
                return !pattern.isNegated
            }
        }
        return false
    }
}
