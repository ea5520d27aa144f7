import Rules

/// The names of a rule's pages: unique only as far as the names of the rules are.
package enum PageName {
    /// The rule's name as one word of an address (reference: rule-page §1): lower case, letters and digits kept, a single
    /// hyphen for everything between them. Empty for a name without letters and digits.
    package static func slug(_ name: String) -> String {
        var slug = ""
        var isGap = false
        for scalar in JoinedText.stripped(name).lowercased().unicodeScalars {
            guard isLetterOrDigit(scalar) else {
                isGap = true
                continue
            }
            if isGap, !slug.isEmpty { slug += "-" }
            isGap = false
            slug.unicodeScalars.append(scalar)
        }
        return slug
    }

    /// The id of a prebuilt page: `prebuilt-rule-8-4-1-` and the slug; the bare slug without a release.
    package static func pageID(_ name: String, release: String?) -> String {
        guard let release else { return slug(name) }
        let word = String(release.map { $0 == "." ? "-" : $0 })
        return "prebuilt-rule-\(word)-\(slug(name))"
    }

    /// Python's `str.isalnum` for one character: the categories L and N.
    static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            true
        default: false
        }
    }

    static func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || isLetterOrDigit(scalar) }

    static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }
}
