/// Names of rule files, in the form of detection-rules: small letters, digits, and an underscore for all between them.
package enum RuleFileName {
    private static let longest = 100

    /// Endings of rule files.
    package static let endings = [".toml", ".yml", ".yaml"]

    /// Whether a folder's file of that name is a rule file.
    package static func isRuleFile(_ name: String) -> Bool {
        endings.contains { name.hasSuffix($0) } && InputKind.own(path: name) == nil
    }

    /// The name without its ending; `rule` where the words have no letters and digits of ASCII.
    package static func stem(of words: String) -> String {
        let parts = words.lowercased().utf8.split { byte in
            !(0x30...0x39).contains(byte) && !(0x61...0x7A).contains(byte)
        }
        var stem = parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "_").prefix(longest)
        while stem.utf8.last == UInt8(ascii: "_") { stem.removeLast() }
        return stem.isEmpty ? "rule" : String(stem)
    }
}
