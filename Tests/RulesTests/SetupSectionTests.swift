import Rules
import TestSupport
import Testing

@Suite struct SetupSectionTests {
    @Test func takesTheSetupPartOutOfANote() {
        let section = SetupSection(
            note: "## Guide\n\nLook.\n\n## Setup\n\nDo `this`,\nthen that.\n\nAnd more.\n\n## After\n\nEnd.\n")
        #expect(section?.setup == "Do `this`,\nthen that.\n\nAnd more.")
        #expect(section?.note == "## Guide\n\nLook.\n\n\n\n## After\n\nEnd.")
    }

    @Test func leavesAnEmptyNoteWhereThereWasNothingElse() {
        let section = SetupSection(note: "## Setup\n\nInstall it.")
        #expect(section?.setup == "Install it.")
        #expect(section?.note.isEmpty == true)
    }

    @Test func keepsThePartInTheNoteWhereMarksWereLost() {
        let note = "## Guide\n\nA.\n\n## Setup\n\n- one\n- *two*\n"
        let section = SetupSection(note: note)
        #expect(section?.setup == "onetwo")
        #expect(section?.note == "## Guide\n\nA.\n\n- one\n- *two*")
        // A page shows the part once, with its marks.
        #expect(section?.rest == "## Guide\n\nA.")
        #expect(section?.markdown == "- one\n- *two*")
    }

    @Test func needsAHeadingOfLevelTwoThatIsTheWord() {
        for note in [
            "# Setup\n\nx", "### Setup\n\nx", "## setup\n\nx", "Setup\n\nx", "```\n## Setup\n```", "## Setup it\n",
        ] {
            #expect(SetupSection(note: note) == nil, "\(note.debugDescription)")
        }
        #expect(SetupSection(note: "Setup\n---\nx")?.setup == "x")
    }

    @Test func rendersInlineMarksAsTheBuildDoes() {
        let cases: [(String, String)] = [
            ("a *b* **c** _d_ __e__", "a b c d e"), ("snake_case_name 2*3", "snake_case_name 2*3"),
            ("***f*** **a*b**c*", "f a*bc*"), ("``a`b``", "`a`b`"), ("[t](http://x 'y') ![i](z)", "t i"),
            ("[a [b](c) d](e)", "[a b d](e)"), ("<https://o/p>", "https://o/p"), ("\\*x\\* \\a", "*x* \\a"),
            ("~~gone~~ ~/x", "gone ~/x"), ("`open", "`open"), ("a  \nb\\\nc", "a\nb\nc"), ("[x] (y) ]", "[x] (y) ]"),
        ]
        for (text, plain) in cases {
            let bytes = MarkdownInlines.plainText(of: Array(text.utf8))
            #expect(String(decoding: bytes, as: UTF8.self) == plain, "\(text.debugDescription)")
        }
    }

    /// Marks that never find a partner must not make the search quadratic.
    @Test func staysFastOnHostileNotes() {
        let units = [
            "*a ", "_a", "**a*", "[", "[](", "[a](b ", "`", "<a", "~a", "\\", "- ", "> ", "1. a\n", "```\n", "*a[b](c)",
        ]
        let start = ContinuousClock.now
        for unit in units {
            let note = "## Setup\n\n" + String(repeating: unit, count: 200_000 / unit.utf8.count)
            #expect(SetupSection(note: note) != nil)
        }
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test func neverTrapsOnRandomNotes() {
        var random = SeededGenerator(seed: 11)
        let pieces = [
            "#", "## Setup\n", "\n", " ", "    ", "-", "* ", "`", "```", "[", "](", ")", "<", ">", "~", "_", "\\", "é",
            "1.", "\t", "=", "\r\n",
        ]
        for _ in 0..<4000 {
            let note = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }
            guard let section = SetupSection(note: note.joined()) else { continue }
            #expect(section.setup.utf8.count <= note.joined().utf8.count * 8)
        }
    }
}
