/// The regular expressions of one query, each read and measured once: a list may hold the same one many times.
struct KnownRegexes {
    private var known: [[UInt8]: Result<Regex, RegexError>] = [:]

    /// The expression, of which it is certain that it becomes an automaton.
    mutating func regex(_ text: String, ignoresCase: Bool = false) throws(RegexError) -> Regex {
        // No UTF-8 has this byte.
        let key = Array(text.utf8) + (ignoresCase ? [0xFF] : [])
        if let result = known[key] { return try result.get() }
        let result = Result { () throws(RegexError) in try Self.measured(text, ignoresCase) }
        known[key] = result
        return try result.get()
    }

    private static func measured(_ text: String, _ ignoresCase: Bool) throws(RegexError) -> Regex {
        let regex = try ignoresCase ? Regex(text).ignoringCase : Regex(text)
        if !regex.hasFewStates { _ = try regex.automaton() }
        return regex
    }
}
