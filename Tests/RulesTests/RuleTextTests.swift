import Documents
import Rules
import TestSupport
import Testing

@Suite struct RuleTextTests {
    @Test func joinsLinesAsPythonDoes() {
        let cases: [(String, String)] = [
            ("\n  a\n  b  \n", "a b"), ("a\n\nb", "a  b"), ("a  b", "a  b"), ("", ""), (" \n ", ""),
            ("a\r\nb\rc", "a b c"), ("a\u{0B}b\u{0C}c\u{1C}d\u{85}e\u{2028}f", "a b c d e f"),
            ("\u{A0}\u{3000}a\u{2003}", "a"), ("e\u{301}\né", "e\u{301} é"),
        ]
        for (text, joined) in cases {
            #expect(
                JoinedText.joined(text).unicodeScalars.elementsEqual(joined.unicodeScalars), "\(text.debugDescription)")
            // Bringing a text to one line twice changes nothing.
            #expect(JoinedText.joined(joined).unicodeScalars.elementsEqual(joined.unicodeScalars))
        }
    }

    @Test func replacesEveryOccurrenceByItsBytes() {
        #expect(JoinedText.replacing("aa", in: "aaaaa", with: "b") == "bba")
        #expect(JoinedText.replacing("", in: "abc", with: "x") == "abc")
        let decomposed = "e\u{301}"
        #expect(JoinedText.replacing("é", in: decomposed, with: "x").utf8.elementsEqual(decomposed.utf8))
    }

    @Test func putsTransformEntriesIntoANote() {
        let transform = RuleSource.toml(
            """
            [[transform.osquery]]
            label = "Ünder / \\"q\\""
            query = "SELECT 1\\n"
            [[transform.investigate]]
            label = "b"
            providers = [[{ field = "a", excluded = false }], []]
            """
        ).root["transform"]?.table
        let osquery = #"!{osquery{"label":"\u00dcnder / \"q\"","query":"SELECT 1\n"}}"#
        let investigate = #"!{investigate{"label":"b","providers":[[{"excluded":false,"field":"a"}],[]]}}"#
        let note = "x ${osquery_0} $osquery_0. $osquery_0x ${osquery_1} $$5 $ ${investigate_0} ${broken $"
        #expect(
            NoteTransform.apply(transform, to: note)
                == "x \(osquery) \(osquery). $osquery_0x ${osquery_1} $5 $ \(investigate) ${broken $")
        #expect(NoteTransform.apply(nil, to: "$$") == "$$")
    }

    @Test func writesThreatReferencesWithASlash() {
        #expect(ThreatReference.withSlash("https://a.b/c") == "https://a.b/c/")
        #expect(ThreatReference.withSlash("https://a.b/c/") == "https://a.b/c/")
        #expect(ThreatReference.withSlash("no address") == "no address")
        #expect(ThreatReference.withSlash("4a:b") == "4a:b")
        #expect(ThreatReference.withSlash("") == "")
    }

    @Test func readsAVersionLock() {
        let lock = JSONReader.value(#"{"a":{"version":7},"b":{"version":"8"},"c":5}"#).flatMap { VersionLock($0) }
        #expect(lock?.version(ofRule: "a") == 7)
        #expect(lock?.version(ofRule: "b") == nil)
        #expect(lock?.version(ofRule: "d") == nil)
        #expect(JSONReader.value("[1]").flatMap { VersionLock($0) } == nil)
    }

    @Test func readsWhatTheLockKeepsForOlderStacks() throws {
        let text = #"""
            {"a":{"version":104,"type":"eql","min_stack_version":"9.4","sha256":"0f","rule_name":"A","previous":{
            "8.19":{"version":3,"max_allowable_version":102,"previous":{"8.3":{"version":1}}},"9.1":{"version":"4"},"9.3":5}},
            "b":{"version":1,"previous":[]}}
            """#
        let lock = try #require(JSONReader.value(text).flatMap { VersionLock($0) })
        let entry = try #require(lock.entry(ofRule: "a"))
        #expect(entry.minStack == "9.4" && entry.published.type == "eql" && entry.published.name == "A")
        #expect(entry.previous.keys.sorted() == ["8.19"])
        #expect(entry.previous["8.19"]?.version == 3 && entry.previous["8.19"]?.maxVersion == 102)
        #expect(lock.entry(ofRule: "b")?.previous.isEmpty == true && lock.entry(ofRule: "c") == nil)
    }
}
