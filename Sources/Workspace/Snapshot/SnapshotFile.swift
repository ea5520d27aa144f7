import Checks
import Diagnostics
package import Rules
package import SourceText

/// One version of a file with all that is computed from it, each stage when it is first read.
package final class SnapshotFile: Sendable {
    /// Where the bytes of a version come from; two that are equal hold the same bytes.
    enum Content: Sendable, Equatable {
        /// The file on disk, by what changes when it is written; nil: it cannot be looked at.
        case disk(SystemCalls.Status.Stamp?)
        /// Text that an editor holds, by its version.
        case memory([UInt8], version: Int)
    }

    /// What the result depends on besides the content.
    struct Inputs: Sendable {
        var context: CheckContext
        /// What standard input is called.
        var standardInputName: String?
        /// Applies fixes that can be trusted that far; nil: none.
        var fixes: Applicability?
        /// Whether the path was named itself: then it is read whatever it is.
        var isNamed: Bool
        /// Whether its findings are reported.
        var isReported: Bool
        /// What was done to it since the revision of the run.
        var change: ChangedFiles.Change?
        /// Counts the settings that were read.
        var generation: Int

        /// Whether the same content has the same result. Two inputs of one generation have the same context.
        func isSame(as other: Inputs) -> Bool {
            isNamed == other.isNamed && isReported == other.isReported && generation == other.generation
                && fixes == other.fixes && change == other.change
        }
    }

    /// The same for all versions of a path.
    package let id: SourceID
    /// As the user named it; `-` is standard input.
    package let path: String
    let content: Content
    let inputs: Inputs
    private let openedCell = LazyCell<InputOutcome<LoadedFile>>()
    private let outcomeCell = LazyCell<Linter.FileOutcome>()

    init(id: SourceID, path: String, content: Content, inputs: Inputs) {
        self.id = id
        self.path = path
        self.content = content
        self.inputs = inputs
    }

    /// The file on its way from bytes to rules; nil where it could not be read, or is plainly not a rule.
    package var loaded: LoadedFile? {
        if case .read(let file) = openedCell.value(opened) { file } else { nil }
    }

    /// The file with its findings, kept.
    var outcome: Linter.FileOutcome { outcomeCell.value { Linter.outcome(of: openedCell.value(opened), self) } }

    /// The same, and nothing of it is kept: of a large set the texts are most of what is in memory.
    var unkeptOutcome: Linter.FileOutcome { Linter.outcome(of: opened(), self) }

    private func opened() -> InputOutcome<LoadedFile> {
        RuleLoader.open(isNamed: inputs.isNamed, inputs.context.typing, source)
    }

    private func source() throws(InputError) -> SourceFile {
        switch content {
        case .disk:
            return try RuleLoader.read(path, id: id, standardInputName: inputs.standardInputName)
        case .memory(let bytes, _):
            try InputFile.checkText(bytes, path: path)
            return SourceFile(id: id, path: path, bytes: bytes)
        }
    }
}
