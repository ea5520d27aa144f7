import Diagnostics
import Documents
import SourceText
import Testing

/// YAML: values, places, tags, aliases, limits.
@Suite struct YAMLReaderTests {
    private func read(_ text: String) -> (source: SourceFile, file: ParsedFile) {
        let source = SourceFile(path: "x.yaml", text: text)
        return (source, YAMLReader.read(source))
    }

    private func json(_ text: String) -> String {
        read(text).file.documents.map { JSONValue($0.root).text }.joined(separator: "\n")
    }

    @Test func everyKeyAndValueHasItsPlace() throws {
        let text = """
            # é moves no offset
            name: "é key"   # comment
            rule:
              tags: [a, 'b c']
              threat:
              - id: T1
                note: |
                  first
                  second

              - id: T2
            last: end

            """
        let (source, file) = read(text)
        #expect(file.findings.isEmpty)
        let root = try #require(file.documents.first?.root)
        #expect(root.table?.style == .root)
        let texts = try #require(root.table).entries.map { source.text($0.range) }
        #expect(texts[0] == #"name: "é key""#)
        #expect(texts[2] == "last: end")
        #expect(source.text(try #require(root["rule", "tags"]).range) == "[a, 'b c']")
        let threat = try #require(root["rule", "threat"]?.array)
        #expect(threat.map { source.text($0.range) }[1] == "id: T2")
        #expect(source.text(try #require(threat[0]["note"]).range) == "|\n      first\n      second")
        #expect(source.text(try #require(root["rule"]?.table?["threat"]).keyRange) == "threat")
        #expect(file.documents[0].comments.map { source.text($0) } == ["# é moves no offset", "# comment"])
    }

    @Test func plainScalarsFollowTheCoreSchema() throws {
        let cases: [(String, String, String?)] = [
            ("true", "boolean", "true"), ("True", "boolean", "True"), ("FALSE", "boolean", "FALSE"),
            ("yes", "string", nil), ("no", "string", nil), ("on", "string", nil), ("off", "string", nil),
            ("y", "string", nil), ("tRue", "string", nil), ("null", "null", nil), ("Null", "null", nil),
            ("NULL", "null", nil), ("~", "null", nil), ("nULL", "string", nil), ("0", "integer", "0"),
            ("-12", "integer", "-12"), ("+12", "integer", "+12"), ("0123", "integer", "0123"),
            ("0o17", "integer", "0o17"), ("0xfF", "integer", "0xfF"), ("0o8", "string", nil), ("0xG", "string", nil),
            ("1_000", "string", nil), ("0b1", "string", nil), ("-0x1", "string", nil), ("8.10", "float", "8.10"),
            (".5", "float", ".5"), ("5.", "float", "5."), ("1e3", "float", "1e3"), ("1.e3", "float", "1.e3"),
            ("-.5E-2", "float", "-.5E-2"), (".inf", "float", ".inf"), ("-.INF", "float", "-.INF"),
            (".nan", "float", ".nan"), ("-.nan", "string", nil), (".", "string", nil), ("-", "string", nil),
            ("1e", "string", nil), ("1.2.3", "string", nil), ("2024-01-01", "string", nil), ("12:30:45", "string", nil),
            ("9223372036854775807", "integer", "9223372036854775807"),
            ("9223372036854775808", "float", "9223372036854775808"),
            ("0x8000000000000000", "float", "0x8000000000000000"),
            ("T1552", "string", nil), ("=", "string", nil),
        ]
        for (text, kind, spelling) in cases where text != "-" {
            let node = try #require(read("k: \(text)\n").file.documents.first?.root["k"], "\(text)")
            #expect(node.kindName == kind, "\(text)")
            #expect(node.spelling?.text == spelling, "\(text)")
            if kind == "string" { #expect(node.string == text) }
        }
        #expect(
            json("a: .5\nb: 5.\nc: 1.e3\nd: 0o17\ne: 0xfF\nf: 0123\ng: -.5E-2")
                == #"{"a":0.5,"b":5.0,"c":1000.0,"d":15,"e":255,"f":123,"g":-0.005}"#)
        #expect(read("k: .inf").file.documents[0].root["k"]?.kindName == "float")
    }

    @Test func emptyValuesAreNullAndQuotedOnesText() {
        #expect(json("a:\nb: ''\nc: \"1\"\nd: 'true'\n? e\n") == #"{"a":null,"b":"","c":"1","d":"true","e":null}"#)
        #expect(json("") == "")
        #expect(json("# only a comment\n") == "")
        #expect(json("--- \n---\na: 1\n...\n--- text\n") == "null\n{\"a\":1}\n\"text\"")
    }

    @Test func tagsOfTheCoreSchemaAreHonoured() {
        #expect(
            json(
                "a: !!str 8.10\nb: !!int '3'\nc: !!float 3\nd: ! 12\ne: !!null ''\nf: !!seq [1]\ng: !!map {a: b}\nh: !!str"
            )
                == #"{"a":"8.10","b":3,"c":3.0,"d":"12","e":null,"f":[1],"g":{"a":"b"},"h":""}"#)
        let (source, file) = read(
            "a: !ENV x\nb: !!binary aGk=\nc: !!int abc\nd: !!map [1]\ne: &k !<tag:yaml.org,2002:str> 1\n")
        #expect(
            file.findings.map(\.message) == [
                "unknown tag `!ENV`", "unknown tag `!!binary`", "tag `!!int` does not match `abc`",
                "tag `!!map` does not match `a list`",
            ])
        #expect(file.findings.map { source.text($0.location.range) } == ["!ENV", "!!binary", "!!int", "!!map"])
        #expect(Set(file.findings.map(\.id)) == ["yaml-tag"])
        let root = file.documents[0].root
        #expect(root["e"].map { source.text($0.range) } == "1")
        #expect(JSONValue(root).text == #"{"a":"x","b":"aGk=","c":null,"d":[1],"e":"1"}"#)
    }

    @Test func aliasesRepeatTheirAnchor() {
        #expect(
            json("a: &x [1, &y two]\nb: *x\nc: {d: *y}\n*y : e\n")
                == #"{"a":[1,"two"],"b":[1,"two"],"c":{"d":"two"},"two":"e"}"#)
        let (source, file) = read("a: &x 1\nb: *x\n")
        #expect(file.documents[0].root["b"].map { source.text($0.range) } == "*x")
        let faults = read("a: *none\nb: &self [*self]\n").file.findings
        #expect(
            faults.map(\.message) == [
                "alias `*none` has no anchor before it", "alias `*self` is inside the value that it repeats",
            ])
        #expect(Set(faults.map(\.id)) == ["yaml-alias"])
    }

    @Test func aliasesHaveALimit() {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let items = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(items)]\n"
        }
        let findings = read(bomb).file.findings
        #expect(findings.map(\.id) == ["limit-exceeded"])
        #expect(findings.first?.message == "aliases repeat more than 10000 values in this document")
        // A chain of anchors is deep without being large.
        var chain = "a0: &a0 x\n"
        for level in 1...70 { chain += "a\(level): &a\(level) [*a\(level - 1)]\n" }
        #expect(
            read(chain).file.findings.first?.message.hasPrefix("values are nested more than 64 levels deep") == true)
    }

    @Test func nestingHasALimit() {
        for (open, close) in [("[", "]"), ("{a: ", "}")] {
            let deep = { (count: Int) in
                String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
            }
            #expect(read(deep(64)).file.findings.isEmpty)
            let findings = read(deep(65)).file.findings
            #expect(findings.map(\.id) == ["limit-exceeded"])
            #expect(findings.first?.message == "values are nested more than 64 levels deep")
        }
        #expect(read(String(repeating: "[", count: 100_000)).file.findings.map(\.id) == ["limit-exceeded"])
        #expect(read(String(repeating: "- ", count: 50_000)).file.findings.map(\.id) == ["limit-exceeded"])
        let large = SourceFile(id: SourceID(0), path: "x", bytes: Array(repeating: 0x20, count: (4 << 20) + 1))
        #expect(YAMLReader.read(large).findings.map(\.id) == ["limit-exceeded"])
    }

    @Test func keysThatStandTwiceAreFoundAndKept() throws {
        let text = "rule:\n  severity: low\n  \"severity\": high\nname: a\n"
        let (source, file) = read(text)
        let finding = try #require(file.findings.first)
        #expect(file.findings.count == 1)
        #expect(finding.id == "duplicate-key")
        #expect(finding.message == "key `severity` is defined twice in `rule`")
        #expect(source.text(finding.location.range) == "\"severity\"")
        #expect(finding.secondary.map { source.text($0.location.range) } == ["severity"])
        #expect(JSONValue(file.documents[0].root).text == #"{"rule":{"severity":"low","severity":"high"},"name":"a"}"#)
        // Keys are compared by their bytes: the two forms of é are two keys.
        #expect(read("caf\u{e9}: 1\ncafe\u{301}: 2\n").file.findings.isEmpty)
        let many = (0..<50).map { "k\($0): 1\n" }.joined() + "k0: 2\nk49: 2\n"
        #expect(read(many).file.findings.map(\.message) == ["key `k0` is defined twice", "key `k49` is defined twice"])
    }

    @Test func keysThatAreNoStringsAreFound() {
        let file = read("1: a\ntrue: b\n[x]: c\n{y: z}: d\n~: e\nf: g\n").file
        #expect(
            file.findings.map(\.message) == [
                "key `1` is an integer, not a string", "key `true` is a boolean, not a string",
                "a list cannot be a key here",
                "a mapping cannot be a key here", "an empty value cannot be a key here",
            ])
        #expect(JSONValue(file.documents[0].root).text == #"{"1":"a","true":"b","f":"g"}"#)
    }

    @Test func brokenCharactersAreFoundAtTheirByte() {
        let bytes = Array("a: x".utf8) + [0xFF] + Array("y\nb: \u{1}z\nc: 1\n".utf8)
        let file = YAMLReader.read(SourceFile(id: SourceID(0), path: "x", bytes: bytes))
        #expect(
            file.findings.map(\.message) == [
                "byte 0xFF at offset 4 is not UTF-8", "character U+0001 is not allowed in YAML",
            ])
        #expect(file.findings.map(\.location.range.start) == [4, 10])
        #expect(file.documents[0].root["c"]?.integer == 1)
        let utf16 = SourceFile(id: SourceID(0), path: "x", bytes: [0xFF, 0xFE, 0x61, 0])
        #expect(YAMLReader.read(utf16).findings.map(\.message) == ["file is UTF-16, but rule files are UTF-8"])
    }

    @Test func marksAreBytesBehindAByteOrderMark() throws {
        let (source, file) = read("\u{FEFF}k: é\r\nü: \"ß\"\r\n")
        #expect(file.findings.isEmpty)
        let entries = try #require(file.documents[0].root.table).entries
        #expect(entries.map { source.text($0.range) } == ["k: é", "ü: \"ß\""])
    }

    @Test func commentsAreThoseOutsideScalars() {
        let (source, file) = read(
            """
            # head
            a: 'x # no'  # one
            b: |  # two
              # text
              more
            # three
            c: d#no
            e: "y
              # no" # four
            f: [1, # five
              2]
            g: plain # six
            """)
        let comments = file.documents[0].comments.map { source.text($0) }
        #expect(comments == ["# head", "# one", "# two", "# three", "# four", "# five", "# six"])
    }

    @Test func directivesAreRead() {
        #expect(json("%YAML 1.2\n%TAG !e! tag:yaml.org,2002:\n---\na: !e!str 1\n") == #"{"a":"1"}"#)
        let many = (0..<100).map { "%TAG !a\($0)! tag:x\($0):\n" }.joined() + "---\na: 1\n"
        #expect(read(many).file.findings.map(\.id) == ["limit-exceeded"])
    }
}
