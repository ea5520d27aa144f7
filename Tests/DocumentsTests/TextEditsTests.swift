import Diagnostics
import Documents
import SourceText
import TestSupport
import Testing

@Suite struct TextEditsTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func editsReplaceInsertAndDelete() throws {
        let edits = [Edit(ByteRange(4, 5), ""), Edit(ByteRange(0, 1), "xyz"), Edit(ByteRange(at: 6), "!")]
        #expect(text(try TextEdits.apply(edits, to: Array("abcdef".utf8))) == "xyzbcdf!")
        #expect(text(try TextEdits.apply([], to: Array("abc".utf8))) == "abc")
    }

    @Test func overlappingAndFarEditsAreRefused() {
        let a = Edit(ByteRange(0, 3), "x")
        let b = Edit(ByteRange(2, 4), "y")
        #expect(throws: TextEditError.overlapping(a, b)) { try TextEdits.apply([b, a], to: Array("abcdef".utf8)) }
        let far = Edit(ByteRange(5, 9), "")
        #expect(throws: TextEditError.outOfRange(far)) { try TextEdits.apply([far], to: Array("abcdef".utf8)) }
    }

    @Test func ofOverlappingFixesTheFirstWins() {
        let fixes = [
            Fix("one", .safe, Edit(ByteRange(0, 3), "x")), Fix("two", .safe, Edit(ByteRange(2, 4), "y")),
            Fix("three", .safe, Edit(ByteRange(3, 5), "z")), Fix("four", .safe, Edit(ByteRange(at: 5), "!")),
            Fix("five", .safe, Edit(ByteRange(at: 9), "?")), Fix("six", .safe, Edit(ByteRange(at: 9), "?")),
        ]
        let (taken, edits) = TextEdits.together(fixes)
        #expect(taken == [0, 2, 4])
        #expect(edits.map(\.replacement) == ["x", "z", "?"])
    }

    @Test func differencesShowThreeLinesAround() {
        let old = (1...12).map { "line \($0)\n" }.joined()
        let new = old.replacing("line 2\n", with: "line two\n").replacing("line 11\n", with: "")
        let expected = """
            --- a/rules/x.toml
            +++ b/rules/x.toml
            @@ -1,5 +1,5 @@
             line 1
            -line 2
            +line two
             line 3
             line 4
             line 5
            @@ -8,5 +8,4 @@
             line 8
             line 9
             line 10
            -line 11
             line 12

            """
        #expect(UnifiedDiff.text(old: Array(old.utf8), new: Array(new.utf8), path: "rules/x.toml") == expected)
        #expect(UnifiedDiff.text(old: Array(old.utf8), new: Array(old.utf8), path: "x").isEmpty)
    }

    @Test func aMissingLineEndIsTold() {
        let expected = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"
        #expect(UnifiedDiff.text(old: Array("a".utf8), new: Array("a\n".utf8), path: "x") == expected)
        let added = "--- a/x\n+++ b/x\n@@ -0,0 +1,2 @@\n+a\n+b\n"
        #expect(UnifiedDiff.text(old: [], new: Array("a\nb\n".utf8), path: "x") == added)
    }

    /// Applying a difference by hand gives the new text, whatever the two texts are; also beyond the cost bound.
    @Test func differencesLeadFromTheOldToTheNew() {
        var random = SeededGenerator(seed: 7)
        for round in 0..<300 {
            let size = round % 50 == 0 ? 3_000 : 30
            let old = (0..<Int.random(in: 0...size, using: &random)).map { _ in
                "\(Int.random(in: 0..<8, using: &random))\n"
            }
            var new = old
            for _ in 0..<Int.random(in: 0...(size / 4), using: &random) {
                let index = Int.random(in: 0...new.count, using: &random)
                if Bool.random(using: &random), index < new.count {
                    new.remove(at: index)
                } else {
                    new.insert("\(Int.random(in: 0..<12, using: &random))\n", at: index)
                }
            }
            let diff = UnifiedDiff.text(
                old: Array(old.joined().utf8), new: Array(new.joined().utf8), path: "x")
            #expect(patched(old, with: diff) == new)
        }
    }

    private func patched(_ old: [String], with diff: String) -> [String] {
        var result: [String] = []
        var position = 0
        for line in diff.split(separator: "\n").dropFirst(2) {
            switch line.first {
            case "@":
                let numbers = line.dropFirst(4).prefix { $0 != " " }.split(separator: ",").compactMap { Int($0) }
                let start = numbers[0] - (numbers.count > 1 && numbers[1] == 0 ? 0 : 1)
                result += old[position..<start]
                position = start
            case " ":
                result.append(old[position])
                position += 1
            case "-": position += 1
            default: result.append(line.dropFirst() + "\n")
            }
        }
        return result + old[position...]
    }
}
