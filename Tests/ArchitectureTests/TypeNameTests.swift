import Testing

/// One name, one type: whoever reads a name in any target knows which type it is.
@Suite struct TypeNameTests {
    private static let modifiers: Set<Substring> = [
        "package", "public", "internal", "private", "fileprivate", "final", "indirect", "nonisolated",
    ]
    private static let kinds: Set<Substring> = ["struct", "class", "enum", "actor", "protocol", "typealias"]

    /// The name of the top-level type that a line declares; nil for any other line.
    private static func declaredType(_ line: Substring) -> String? {
        var words = line.split(separator: " ")
        guard line.first != " " else { return nil }
        while let first = words.first, modifiers.contains(first) || first.hasPrefix("@") { words.removeFirst() }
        guard words.count > 1, kinds.contains(words[0]) else { return nil }
        let name = words[1].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        return name.isEmpty ? nil : String(name)
    }

    @Test func noTopLevelTypeNameOccursTwice() {
        var places: [String: String] = [:]
        for file in SwiftSource.all {
            for (index, line) in file.lines.enumerated() {
                guard let name = Self.declaredType(line) else { continue }
                let place = "\(file.path):\(index + 1)"
                if let first = places[name] {
                    Issue.record("\(place): `\(name)` is the name of a type in \(first), too")
                }
                places[name] = places[name] ?? place
            }
        }
        #expect(places.count > 500, "the declarations were not found")
    }

    @Test func declarationsAreRead() {
        #expect(Self.declaredType("package struct Fix: Sendable {") == "Fix")
        #expect(Self.declaredType("private final class Box<Value> {") == "Box")
        #expect(Self.declaredType("@frozen indirect enum Tree {") == "Tree")
        #expect(Self.declaredType("    struct Inner {") == nil)
        #expect(Self.declaredType("extension Fix {") == nil)
    }
}
