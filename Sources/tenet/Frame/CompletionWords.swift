import ArgumentParser
import Checks
import Schemas
import Workspace

/// What Tab offers in a shell, for arguments that are not enumerations.
extension CompletionKind {
    /// Rule files and folders.
    static var rules: CompletionKind { .file() }

    /// IDs of checks.
    static var checks: CompletionKind { words(CheckRegistry.all.map { $0.info.id }) }

    /// IDs of checks, and the others that commands report.
    static var findings: CompletionKind {
        words(CheckRegistry.all.map { $0.info.id } + CommandDiagnostic.all.map(\.id))
    }

    /// What `--select` and its like take: IDs of checks, and categories.
    static var checkPatterns: CompletionKind {
        words(CheckInfo.Category.allCases.map(\.rawValue) + CheckRegistry.all.map { $0.info.id })
    }

    /// Versions of ATT&CK as options take them.
    static var attackVersions: CompletionKind { words(["18", "19"]) }

    /// The integration packages that are known.
    static var integrations: CompletionKind { words(Array(IntegrationManifest.builtIn.packages)) }

    /// A list that is made only when a completion script is: each run of a command makes its options anew.
    static func words(_ words: @autoclosure () -> [String]) -> CompletionKind {
        CompletionShell.requesting == nil ? .default : .list(words())
    }
}
