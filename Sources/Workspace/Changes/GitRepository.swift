import SourceText

/// Asks git about one repository. Answers are those of git's commands for programs, which do not change with settings.
struct GitRepository: Sendable {
    /// What was done to a file.
    struct Entry: Sendable {
        /// The path that it had, below the root; nil for a new file.
        var before: String?
        var isMoved: Bool
    }

    /// The work tree's folder, symbolic links resolved.
    private let root: String

    private static let needed = "`--changed-since` needs Git to find what changed"

    /// The repository that a folder is in (empty: the working directory).
    init(of folder: String) throws(RevisionError) {
        let outcome = try Self.run(["-C", folder.isEmpty ? "." : folder, "rev-parse", "--show-toplevel"])
        let line = Self.firstLine(outcome.output)
        guard outcome.status == 0, !line.isEmpty else {
            let place = folder.isEmpty ? "the working directory" : folder
            throw RevisionError(
                message: "\(place) is in no git repository", help: Self.help(outcome) ?? Self.needed)
        }
        root = line
    }

    /// A file's path below the root; nil outside of it.
    func path(of file: String) -> String? {
        let prefix = root.hasSuffix("/") ? root : root + "/"
        let path = SystemCalls.realPath(file)
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : nil
    }

    /// The commit at which the current branch left the revision's.
    func base(of revision: String) throws(RevisionError) -> String {
        let shallow = "a shallow clone lacks history: fetch it (`git fetch --unshallow`, `fetch-depth: 0`)"
        let found = try ask(["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"])
        guard found.status == 0, !revision.hasPrefix("-") else {
            throw RevisionError(message: "git knows no revision `\(revision)`", help: shallow)
        }
        let commit = Self.firstLine(found.output)
        let base = try ask(["merge-base", commit, "HEAD"])
        guard base.status == 0 else {
            throw RevisionError(
                message: "`\(revision)` and the current commit have no history in common", help: shallow)
        }
        return Self.firstLine(base.output)
    }

    /// What differs from a commit in the work tree, by path below the root; deleted files are omitted.
    func changes(since commit: String) throws(RevisionError) -> [String: Entry] {
        var entries: [String: Entry] = [:]
        let compared = try expect(["diff", "--name-status", "-z", "-M", "--no-ext-diff", commit, "--"])
        var words = Self.words(compared).makeIterator()
        while let status = words.next(), let path = words.next() {
            switch status.first {
            case "R", "C":
                guard let new = words.next() else { break }
                entries[new] = Entry(before: path, isMoved: true)
            case "A": entries[path] = Entry(before: nil, isMoved: false)
            case "D": break
            default: entries[path] = Entry(before: path, isMoved: false)
            }
        }
        for path in Self.words(try expect(["ls-files", "--others", "--exclude-standard", "-z"])) {
            entries[path] = Entry(before: nil, isMoved: false)
        }
        return entries
    }

    /// The bytes that files had at a commit; without those that it does not have.
    func contents(of paths: [String], at commit: String) throws(RevisionError) -> [String: [UInt8]] {
        // A line feed ends the question; such a name is as good as new.
        let asked = Array(Set(paths.filter { !$0.utf8.contains(0x0A) }))
        if asked.isEmpty { return [:] }
        let input = asked.map { "\(commit):\($0)\n" }.joined()
        let answer = try expect(["cat-file", "--batch"], input: Array(input.utf8))
        var contents: [String: [UInt8]] = [:]
        var rest = answer[...]
        for path in asked {
            guard let end = rest.firstIndex(of: 0x0A) else { break }
            let head = String(decoding: rest[..<end], as: UTF8.self).split(separator: " ")
            rest = rest[(end + 1)...]
            guard head.count == 3, head[1] == "blob", let size = Int(head[2]), size >= 0, size < rest.count else {
                continue
            }
            contents[path] = Array(rest.prefix(size))
            rest = rest.dropFirst(size + 1)
        }
        return contents
    }

    private func ask(_ arguments: [String], input: [UInt8] = []) throws(RevisionError) -> Subprocess.Outcome {
        try Self.run(["-C", root] + arguments, input: input)
    }

    private func expect(_ arguments: [String], input: [UInt8] = []) throws(RevisionError) -> [UInt8] {
        let outcome = try ask(arguments, input: input)
        guard outcome.status == 0 else {
            throw RevisionError(
                message: "`git \(arguments.first ?? "")` ended with status \(outcome.status)", help: Self.help(outcome))
        }
        return outcome.output
    }

    private static func run(_ arguments: [String], input: [UInt8] = []) throws(RevisionError) -> Subprocess.Outcome {
        do throws(SystemError) {
            return try Subprocess.run("git", arguments, input: input)
        } catch {
            throw RevisionError(
                message: error.isMissing ? "git is not on the PATH" : "cannot run git: \(error.text)",
                help: needed)
        }
    }

    private static func words(_ bytes: [UInt8]) -> [String] {
        bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func firstLine(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
    }

    /// What git itself says.
    private static func help(_ outcome: Subprocess.Outcome) -> String? {
        let line = firstLine(outcome.errors)
        return line.isEmpty ? nil : "git says: \(line)"
    }
}
