/// The program file: a header, a table of sections, and the sections; all words are 32 bits, least byte first.
///
/// | offset | bytes | what |
/// |---|---|---|
/// | 0 | 8 | `TENETPRG` |
/// | 8 | 4 | format version |
/// | 12 | 4 | number of sections |
/// | 16 | 8 | checksum of every byte after it (`checksum(_:)`) |
/// | 24 | 8 | fingerprint of the schemas that the rules were compiled with; 0: none |
/// | 32 | 12 each | section: its number, offset from the start of the file, bytes |
///
/// Sections are in the order of `Section`, each on a multiple of four, nothing between them but zero bytes, nothing
/// after the last. Strings are their ends (a count, then a word each), then their bytes. Rows (lists, patterns) are
/// their ends in words, then the words. Wide numbers are stored least word first.
enum ProgramFormat {
    static let magic = Array("TENETPRG".utf8)
    /// Raised by every change of the format or of what an instruction means.
    static let version: UInt32 = 4
    static let headerBytes = 32
    /// Where the bytes begin that the checksum covers.
    static let checksumStart = 24
    static let sectionBytes = 12
    static let maximumBytes = 256 << 20
    /// Nested loops in one another.
    static let maximumDepth = 256
    /// Values on the stack at once: as many as the arguments of the longest query.
    static let mostValues = 1 << 18

    enum Section: UInt32, CaseIterable {
        case strings = 1
        case lists, patterns, addresses, integers, numbers, dates, slots, scopes, rules, code, automata, covers, units,
            tests

        var name: String {
            switch self {
            case .strings: "strings"
            case .lists: "lists"
            case .patterns: "patterns"
            case .addresses: "addresses"
            case .integers: "integers"
            case .numbers: "numbers"
            case .dates: "dates"
            case .slots: "slots"
            case .scopes: "scopes"
            case .rules: "rules"
            case .code: "code"
            case .automata: "automata"
            case .covers: "covers"
            case .units: "units"
            case .tests: "tests"
            }
        }
    }

    /// FNV-1a over eight bytes at a time, the rest one by one: against accidents, not against forgers (the verifier
    /// takes nothing on trust).
    static func checksum(_ bytes: Span<UInt8>, from start: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var index = start
        while index + 8 <= bytes.count {
            var word: UInt64 = 0
            for place in 0..<8 { word |= UInt64(bytes[index + place]) << UInt64(8 * place) }
            hash = (hash ^ word) &* 0x0000_0100_0000_01B3
            hash ^= hash >> 29
            index += 8
        }
        while index < bytes.count {
            hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3
            index += 1
        }
        return hash
    }
}
