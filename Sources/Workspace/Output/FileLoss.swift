package import Documents
package import SourceText

/// What a format could not hold, in its file.
package struct FileLoss: Sendable {
    package var source: SourceFile
    package var loss: Loss
    /// Whether every rule loses such a value in the format: a report lists it, a summary passes over it.
    package var isByDesign = false
}
