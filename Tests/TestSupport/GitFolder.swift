import Foundation

/// A git repository of a test's own.
package struct GitFolder {
    package let folder: ScratchFolder
    private let git: URL

    /// nil where there is not a git.
    package init?() throws {
        let places = ["/usr/bin/git", "/usr/local/bin/git", "/opt/homebrew/bin/git"]
        guard let git = places.first(where: FileManager.default.isExecutableFile) else { return nil }
        self.git = URL(filePath: git)
        folder = try ScratchFolder()
        try run("init", "-q", "-b", "main")
    }

    /// Runs git in the folder, without settings of the machine; gives its output.
    @discardableResult
    package func run(_ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = git
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        process.environment = [
            "HOME": folder.url.path, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b",
            "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b",
        ]
        return String(decoding: try process.output(), as: UTF8.self)
    }

    /// Commits everything.
    package func commit() throws {
        try run("add", "-A")
        try run("commit", "-q", "-m", "a state")
    }
}
