/// The form of the references in `threat`.
package enum ThreatReference {
    /// An address with a scheme gets a slash at its end, as Elastic's loader gives it; other texts stay.
    package static func withSlash(_ url: String) -> String {
        guard let colon = url.utf8.firstIndex(of: UInt8(ascii: ":")), url.utf8.last != UInt8(ascii: "/") else {
            return url
        }
        let scheme = url.utf8[..<colon]
        guard let first = scheme.first, isLetter(first) else { return url }
        let isScheme = scheme.allSatisfy { byte in
            isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.".utf8.contains(byte)
        }
        return isScheme ? url + "/" : url
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
