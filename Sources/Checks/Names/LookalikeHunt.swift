import SourceText

/// Tells a query that looks for look-alike letters from one that has them by mistake.
struct LookalikeHunt {
    /// The texts between quotes, brackets and commas whose letters are of more than one script besides Latin.
    private var mixedValues: [ByteRange] = []
    /// The words of Latin letters, small.
    private var latinWords: Set<String> = []
    private let bytes: [UInt8]

    init(_ text: String) {
        bytes = Array(text.utf8)
        var start = 0
        var offset = 0
        var scripts: Set<UInt32> = []
        for scalar in text.unicodeScalars {
            if Self.ends.contains(scalar) {
                if scripts.count > 1 { mixedValues.append(ByteRange(start, offset)) }
                scripts = []
                start = offset
            } else if let script = Self.script(of: scalar) {
                scripts.insert(script)
            }
            offset += UTF8.width(scalar)
        }
        if scripts.count > 1 { mixedValues.append(ByteRange(start, offset)) }
        for word in text.unicodeScalars.split(whereSeparator: { !$0.properties.isAlphabetic })
        where word.allSatisfy(\.isASCII) {
            latinWords.insert(Substring(word).lowercased())
        }
    }

    /// Whether a word of the text with look-alike letters is meant as it is written.
    ///
    /// - Its value mixes in letters of more than one other script: a keyboard layout or a text from elsewhere brings one.
    /// - It is the whole of a class `[aа]` of a regular expression.
    /// - The query has the same word in Latin letters.
    func isHunted(_ word: ByteRange) -> Bool {
        if isInMixedValue(word) { return true }
        if bytes[..<word.start].last == UInt8(ascii: "["), bytes[word.end...].first == UInt8(ascii: "]") { return true }
        return latinWords.contains(Self.latin(String(decoding: bytes[word.start..<word.end], as: UTF8.self)))
    }

    private func isInMixedValue(_ word: ByteRange) -> Bool {
        var low = 0
        var high = mixedValues.count
        while low < high {
            let middle = (low + high) / 2
            if mixedValues[middle].end < word.end { low = middle + 1 } else { high = middle }
        }
        return low < mixedValues.count && mixedValues[low].contains(word)
    }

    private static let ends: Set<Unicode.Scalar> = ["\"", "'", "(", ")", ",", "\n"]

    private static func script(of scalar: Unicode.Scalar) -> UInt32? {
        switch scalar.value {
        case 0x0370...0x03FF: 0x0370
        case 0x0400...0x052F: 0x0400
        case 0x0530...0x058F: 0x0530
        case 0x13A0...0x13FF: 0x13A0
        default: nil
        }
    }

    /// The word as it looks, in small letters.
    private static func latin(_ word: String) -> String {
        var latin = ""
        for scalar in word.lowercased().unicodeScalars { latin.unicodeScalars.append(twins[scalar] ?? scalar) }
        return latin
    }

    /// Small letters of other scripts and the Latin ones that they look like (Unicode `confusables.txt`).
    private static let twins: [Unicode.Scalar: Unicode.Scalar] = Dictionary(
        uniqueKeysWithValues: zip(
            "асеорхуіјѕԁԛԝһαγικνορυχ".unicodeScalars, "aceopxyijsdqwhayikvopux".unicodeScalars))
}
