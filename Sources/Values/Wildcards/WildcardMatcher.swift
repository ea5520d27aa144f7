/// The matching of patterns with stars, once for all that have them: values of events, field names, index patterns, paths,
/// ids of checks.
///
/// A pattern is a row of parts, a value a row of places from 0 to `end`; what a part is (a byte, a character, a text, a
/// folder) is the caller's. A star takes as few places as it can and, on a mismatch, one more: only the last star is
/// tried again, which decides patterns of this form. No recursion; time grows with parts times places at most.
package enum WildcardMatcher {
    /// Whether the pattern matches the whole value.
    ///
    /// - Parameters:
    ///   - isStar: whether a part represents any number of places, also none.
    ///   - step: the place after the part, where it begins at a place; nil where it does not match there.
    ///   - candidate: the first place at or after a place where the part may begin; `end` or more where it does not.
    @inlinable @inline(__always)
    package static func matches(
        parts: Int, end: Int, isStar: (_ part: Int) -> Bool, step: (_ part: Int, _ place: Int) -> Int?,
        candidate: (_ part: Int, _ place: Int) -> Int = { $1 }
    ) -> Bool {
        var part = 0
        var place = 0
        // The part after the last star, and where it was last tried.
        var retry = -1
        var retryPlace = 0
        while true {
            if part == parts {
                if place == end { return true }
            } else if isStar(part) {
                part += 1
                if part == parts { return true }
                (retry, retryPlace) = (part, place)
                continue
            } else if let next = step(part, place) {
                (part, place) = (part + 1, next)
                continue
            }
            guard retry >= 0, retryPlace < end else { return false }
            retryPlace = candidate(retry, retryPlace + 1)
            guard retryPlace <= end else { return false }
            (part, place) = (retry, retryPlace)
        }
    }

    /// Whether the pattern matches a whole row of units that are compared one by one.
    @inlinable @inline(__always)
    package static func matches(
        parts: Int, units: Int, isStar: (_ part: Int) -> Bool, accepts: (_ part: Int, _ unit: Int) -> Bool
    ) -> Bool {
        matches(
            parts: parts, end: units, isStar: isStar,
            step: { part, place in place < units && accepts(part, place) ? place + 1 : nil })
    }

    /// Whether the whole name matches; `*` represents any bytes, also none.
    package static func matches(_ name: [UInt8], pattern: [UInt8]) -> Bool {
        matches(
            parts: pattern.count, units: name.count, isStar: { pattern[$0] == UInt8(ascii: "*") },
            accepts: { pattern[$0] == name[$1] })
    }
}
