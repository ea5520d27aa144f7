/// How far a run over files is, for whoever wants to show it.
package enum RunProgress: Sendable {
    /// The files are found; so many.
    case began(files: Int)
    /// One more file is done; from any thread.
    case fileDone
    /// The last file is done.
    case ended
}
