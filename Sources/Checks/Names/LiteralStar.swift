/// A star in a value that is compared as it is written.
enum LiteralStar {
    /// Whether the text has a star that was probably meant as a wildcard.
    ///
    /// Windows writes the name of a share as `\\*\NAME` in its security log (event 5145, `ShareName`): there the star is
    /// part of the name.
    static func looksLikeWildcard(_ text: String) -> Bool {
        text.utf8.contains(UInt8(ascii: "*")) && !text.hasPrefix("\\\\*\\")
    }
}
