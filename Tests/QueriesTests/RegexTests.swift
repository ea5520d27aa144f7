import TestSupport
import Testing

@testable import Queries

@Suite struct RegexTests {
    /// Whether the automaton takes the text.
    private func fits(_ text: String, _ expression: String) throws -> Bool {
        let automaton = try Regex(expression).automaton()
        var state = 0
        for scalar in text.unicodeScalars {
            let run = automaton.starts.lastIndex { $0 <= scalar.value } ?? 0
            let next = automaton.transitions[state * automaton.classCount + Int(automaton.classes[run])]
            if next == 0 { return false }
            state = Int(next) - 1
        }
        return automaton.accepts[state]
    }

    @Test(arguments: [
        ("fox", "fox", true), ("foxes", "fox", false), ("fox(es)?", "foxes", true), ("a.c", "a\u{1F600}c", true),
        ("[a-c]+", "abcabc", true), ("[^a-c]", "b", false), ("[a-]", "-", true), ("a{2,3}", "aaaa", false),
        ("a{2,}", "aaaaa", true), ("(ab|cd)*", "abcdab", true), ("~(ab*)", "abb", false), ("~(ab*)", "c", true),
        ("@&~(.*x.*)", "abc", true), ("@&~(.*x.*)", "axc", false), ("a#", "a", false), ("()", "", true), ("", "", true),
        ("\"a.b\"c", "a.bc", true), ("<1-20>", "007", true), ("<1-20>", "21", false), ("<01-20>", "07", true),
        ("<01-20>", "7", false), ("<9-101>", "100", true), ("<9-101>", "8", false), ("\\d+\\.\\w", "12.x", true),
        ("[\\d_]+", "1_2", true), ("\\.", ".", true), ("^a$", "a", false), ("^a$", "^a$", true), ("|a", "|a", true),
    ])
    func fitsAsLuceneDoes(expression: String, text: String, expected: Bool) throws {
        #expect(try fits(text, expression) == expected)
    }

    @Test(arguments: ["(a", "a)", "[a", "[b-a]", "a{", "a{1", "a{x}", "a{3,2}", "\\", "\"a", "<1-x>", "<5>", "<name>"])
    func refusesWhatIsNone(expression: String) { #expect(throws: RegexError.self) { try Regex(expression) } }

    /// An expression without a small automaton is refused in bounded time.
    @Test(arguments: ["(.*a.{40}){5}", "((a{1,900}){1,900}){1,900}", "(a|b)*a(a|b){30}"])
    func largeAutomataAreRefused(expression: String) throws {
        let regex = try Regex(expression)
        #expect(throws: RegexError.self) { try regex.automaton() }
    }

    /// Repetitions in repetitions are counted before anything is built, so that the answer costs what reading costs.
    @Test func nestedRepetitionsAreCountedFirst() throws {
        for (expression, count) in [
            ("((a{0,99}){0,99}){0,99}", 970_299), ("(ab|c){2,5}d+", 16), ("((a*){0,99}){0,99}", 99), ("a{3,}", 3),
        ] {
            #expect(try Regex(expression).root.characterCount(atMost: 1_000_000) == count, "\(expression)")
        }
        let deepest = String(repeating: "(", count: 90) + "a" + String(repeating: "){0,9999}", count: 90)
        #expect(throws: RegexError.self) { try Regex(deepest).automaton() }
        // What Lucene takes is taken.
        for expression in ["((a*){0,99}){0,99}", "(a{0,20}){0,20}", "a{0,9999}", "(ab?){1000}"] {
            _ = try Regex(expression).automaton()
        }
    }

    /// What is taken for small without a look is small.
    @Test func rowsOfCharactersHaveFewStates() throws {
        var random = SeededGenerator(seed: 9)
        let pieces = ["a", "b", "c", ".", "[ab]", "[^a]", "a*", "b*", ".*", "[ab]*", "a?", ".?", "[bc]+", "|", "x"]
        var small = 0
        for _ in 0..<2_000 {
            let isSearch = Bool.random(using: &random)
            var text = (0..<Int.random(in: 1...(isSearch ? 24 : 12), using: &random)).map { _ in
                pieces[Int.random(in: 0..<(isSearch ? 2 : pieces.count), using: &random)]
            }.joined()
            if isSearch {
                text =
                    pieces[Int.random(in: 0..<13, using: &random)] + text
                    + pieces[Int.random(in: 0..<13, using: &random)]
            }
            guard let regex = try? Regex(text), regex.hasFewStates else { continue }
            small += 1
            #expect(try regex.automaton().stateCount < 3_000, "\(text)")
        }
        #expect(small > 700)
        for text in ["(ab)*", "a{3}", "~a", "a&b", ".*a.{20}", "(a|bc)d", "(a|b)*a(a|b){30}"] {
            #expect(try !Regex(text).hasFewStates, "\(text)")
        }
    }

    @Test func longAndDeepExpressionsAreAnswered() throws {
        #expect(throws: RegexError.self) { try Regex(String(repeating: "(", count: 100_000)) }
        _ = try Regex(String(repeating: "a?", count: 500)).automaton()
        _ = try Regex(String(repeating: "~", count: 999) + "a").automaton()
        #expect(throws: RegexError.self) { try Regex("a" + String(repeating: "?", count: 900)) }
    }

    @Test func mutatedExpressionsAreAnswered() {
        var random = SeededGenerator(seed: 3)
        let pieces = Array("ab()[]{}|&~@#\"<>.*+?\\-^,123é".unicodeScalars)
        for _ in 0..<4_000 {
            var text = ""
            for _ in 0..<Int.random(in: 0...14, using: &random) {
                text.unicodeScalars.append(pieces[Int.random(in: 0..<pieces.count, using: &random)])
            }
            _ = try? Regex(text).automaton()
        }
    }
}
