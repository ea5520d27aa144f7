import Diagnostics
import SourceText
import Testing

@testable import Schemas
@testable import Workspace

/// A user's own fields, in the forms that people have them in.
@Suite struct FieldSourceTests {
    private func load(_ text: String, _ path: String = "f.json", kind: FieldSourceKind? = nil) throws
        -> FieldSource.Loaded
    {
        var options = FieldSource.Options()
        options.kind = kind
        return try FieldSource.read(SourceFile(path: path, text: text), options)
    }

    /// `name type` of every field, with marks.
    private func words(_ loaded: FieldSource.Loaded) -> [String] {
        loaded.fields.fields.map { field in
            var words = [field.name, field.types.joined(separator: "|")]
            if let target = field.aliasTarget { words.append("of \(target)") }
            if field.isMultiField { words.append("multi") }
            if field.isArray { words.append("array") }
            if field.isRuntime { words.append("runtime") }
            if field.isInferred { words.append("inferred") }
            return words.joined(separator: " ")
        }
    }

    private func fault(_ text: String, _ path: String = "f.json") -> String? {
        do {
            _ = try load(text, path)
            return nil
        } catch let error as InputError {
            return error.message
        } catch {
            return "\(error)"
        }
    }

    private let properties = """
        {"@timestamp":{"type":"date"},
        "app":{"properties":{"user":{"type":"keyword","fields":{"text":{"type":"match_only_text"}}},
          "items":{"type":"nested","properties":{"sku":{"type":"keyword"}}},"u":{"type":"alias","path":"app.user"},"o":{}}},
        "attributes":{"type":"passthrough","properties":{"k":{"type":"ip"}}}}
        """

    @Test func aMappingIsReadWithMultiFieldsNestedAliasesRuntimeAndTemplates() throws {
        let expected = [
            "@timestamp date", "app.items nested", "app.items.sku keyword", "app.o object", "app.u alias of app.user",
            "app.user keyword", "app.user.text match_only_text multi", "attributes.k ip", "k alias of attributes.k",
        ]
        #expect(words(try load(#"{"properties":\#(properties)}"#)) == expected)
        #expect(words(try load(#"{"mappings":{"properties":\#(properties)}}"#)) == expected)
        let whole = try load(
            """
            {"my-1":{"aliases":{},"mappings":{"runtime":{"r":{"type":"long"},"c":{"type":"composite","fields":{"x":{"type":"ip"}}}},
            "dynamic_templates":[{"a":{"path_match":"labels.*","mapping":{"type":"keyword"}}},
            {"b":{"path_match":["m.*","n.*"],"mapping":{"type":"{dynamic_type}"}}},{"s":{"match_mapping_type":"string"}}],
            "properties":{"a":{"type":"long"}}}},"my-2":{"mappings":{"properties":{"a":{"type":"keyword"}}}}}
            """)
        #expect(
            words(whole) == [
                "a keyword|long", "c.x ip runtime", "labels.* keyword", "m.* object", "n.* object", "r long runtime",
            ])
        #expect(whole.fields.sources.map(\.name) == ["mapping of my-1, my-2"])
        #expect(whole.notes.contains { $0.contains("`s`") } && whole.notes.contains { $0.contains("`a` is `long`") })
        #expect(whole.fields.fields(named: "a").first?.line == 4)
    }

    @Test func templatesCountForTheirOwnPatterns() throws {
        let one = try load(
            #"{"index_patterns":["my-*"],"composed_of":["base"],"template":{"mappings":{"properties":{"a":{"type":"ip"}}}}}"#
        )
        #expect(words(one) == ["a ip"])
        #expect(one.fields.sources == [.init(name: "index template in f.json", indexPatterns: ["my-*"])])
        #expect(one.notes.contains { $0.contains("base") })
        let several = try load(
            """
            {"component_templates":[{"name":"c","component_template":{"template":{"mappings":{"properties":{"b":{"type":"ip"}}}}}},
            {"name":"empty","component_template":{"template":{"settings":{}}}}]}
            """)
        #expect(several.fields.sources.map(\.name) == ["component template c", "component template empty"])
        #expect(words(several) == ["b ip"])
        let old = try load(#"{"t":{"index_patterns":["o-*"],"mappings":{"properties":{"d":{"type":"date"}}}}}"#)
        #expect(old.fields.sources == [.init(name: "template t", indexPatterns: ["o-*"])])
    }

    @Test func aDataViewIsReadThroughTheTextInItsText() throws {
        let loaded = try load(
            #"""
            {"attributes":{"title":"other"},"type":"dashboard","references":[]}
            {"attributes":{"title":"logs-my*, x-*","name":"Mine","fields":"[{\"name\":\"a.b\",\"type\":\"string\",\"esTypes\":[\"keyword\"]},{\"name\":\"a.b.text\",\"type\":\"string\",\"esTypes\":[\"text\"],\"subType\":{\"multi\":{\"parent\":\"a.b\"}}},{\"name\":\"_id\",\"type\":\"string\"},{\"name\":\"s\",\"type\":\"number\",\"scripted\":true}]","runtimeFieldMap":"{\"r\":{\"type\":\"date\"}}","fieldFormatMap":"{\"bytes\":{\"id\":\"bytes\"}}"},"type":"index-pattern","references":[]}
            {"exportedCount":2}
            """#)
        #expect(words(loaded) == ["a.b keyword", "a.b.text text multi", "bytes double inferred", "r date runtime"])
        #expect(
            loaded.fields.sources
                == [.init(name: "data view Mine", indexPatterns: ["logs-my*", "x-*"], isComplete: true)])
        #expect(loaded.notes.contains { $0.contains("`s` is a scripted field") })
        let answer = try load(
            #"{"data_view":{"title":"v-*","fields":{"n":{"name":"n","type":"number"}},"runtimeFieldMap":{}}}"#)
        #expect(words(answer) == ["n double inferred"])
    }

    @Test func fieldFilesOfECSAndPackagesAreRead() throws {
        let loaded = try load(
            """
            - name: acme
              type: group
              fields:
                - name: account.id
                  multi_fields:
                    - type: text
                      name: text
                - name: list
                  type: keyword
                  normalize: [array]
                - name: meta.*
                  type: object
                  object_type: keyword
              reusable:
                top_level: false
                expected: [ user, {at: host, as: own} ]
            - name: event.outcome
              external: ecs
            - key: section
              title: Section
              fields:
                - name: old
                  type: alias
                  path: event.outcome
            """, "f.yml")
        let below = ["account.id keyword", "account.id.text text multi", "list keyword array", "meta.* keyword"]
        #expect(
            words(loaded) == ["event.outcome keyword"] + below.map { "host.own.\($0)" } + ["old alias of event.outcome"]
                + below.map { "user.acme.\($0)" })
        #expect(loaded.fields.fields(named: "event.outcome").first?.line == 17)
        #expect(words(try load("a.b:\n  flat_name: a.b\n  type: long\n", "flat.yml")) == ["a.b long"])
    }

    @Test func objectsThatAreDeclaredOpenAcceptAnyNameBelow() throws {
        let fields = try load(
            """
            - name: event_data
              type: object
              object_type: keyword
            - name: event_data
              type: group
              fields:
                - name: SubStatus
            - name: tags
              type: group
              dynamic: true
              fields:
                - name: env
            """, "f.yml")
        #expect(
            words(fields) == [
                "event_data object", "event_data.* keyword", "event_data.SubStatus keyword", "tags.* object",
                "tags.env keyword",
            ])
        let mapping = try load(
            #"{"properties":{"l":{"dynamic":"true","properties":{"a":{"type":"long"}}},"m":{"properties":{"a":{"type":"ip"}}}}}"#
        )
        #expect(words(mapping) == ["l.* object", "l.a long", "m.a ip"])
    }

    @Test func typesOfEventsAreGuessedAndConflictsTold() throws {
        let loaded = try load(
            """
            {"_id":"1","@timestamp":"2026-01-01T00:00:00Z","source.ip":"10.0.0.1","a":{"b":[1,2]},"n":1,"m":{"x":1},"e":[],"t":["x"]}
            {"_index":"x","_source":{"@timestamp":"2026-01-01","source":{"ip":"::1"},"a.b":[3.5],"n":"text","m":5,"v":"2026"}}
            {"d":"2026-01-01"}
            {"d":"soon","z":null,"ok":true}
            """)
        #expect(
            words(loaded) == [
                "@timestamp date inferred", "a.b double array inferred", "d keyword inferred", "m long inferred",
                "m.x long inferred", "n keyword|long inferred", "ok boolean inferred", "source.ip ip inferred",
                "t keyword array inferred", "v keyword inferred",
            ])
        #expect(
            loaded.notes == [
                "`m` is a number in one event and an object in another",
                "`n` is a number in one event and text in another",
            ])
        #expect(words(try load(#"{"hits":{"hits":[{"_id":"1","_source":{"a":1}}]}}"#)) == ["a long inferred"])
        #expect(words(try load(#"[{"a":1},{"b":true}]"#)) == ["a long inferred", "b boolean inferred"])
    }

    @Test func listsOfTypesAndFieldCapabilitiesAreRead() throws {
        #expect(words(try load(#"{"a.b":"keyword","c":"long|ip"}"#, kind: .types)) == ["a.b keyword", "c ip|long"])
        let byIndex = try load(#"{"logs-x-*":{"a":"keyword"},"y-*":{"b":"ip"}}"#)
        #expect(byIndex.fields.sources.map(\.indexPatterns) == [["logs-x-*"], ["y-*"]])
        let caps = try load(
            """
            {"indices":["i"],"fields":{"a":{"keyword":{"type":"keyword","metadata_field":false,"searchable":true},
            "long":{"type":"long","searchable":true},"unmapped":{"type":"unmapped"}},"a.text":{"text":{"type":"text","searchable":true}},
            "o":{"object":{"type":"object"}},"n":{"nested":{"type":"nested"}},"_id":{"_id":{"metadata_field":true}}}}
            """)
        #expect(words(caps) == ["a keyword|long", "a.text text multi", "n nested"])
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        let loaded = try load(#"{"mappings":{"properties":\#(properties),"runtime":{"r":{"type":"long"}}}}"#)
        let text = CustomFieldLines.write(loaded.fields)
        let again = try FieldSource.read(SourceFile(id: SourceID(0), path: "own.ndjson", bytes: text))
        #expect(words(again) == words(loaded))
        #expect(CustomFieldLines.write(again.fields) == text)
        #expect(again.fields.fields.first?.line == 2)
        let byHand = try load(#"{"name":"a","type":"ip"}"#, kind: .tenet)
        #expect(byHand.fields.sources == [.init(name: "f.json")])
    }

    @Test(arguments: [
        (
            #"{"properties":{"a":3,"b":{"type":"long"}}}"#,
            "f.json:1:20: `a` should be a field's definition, not integer"
        ),
        ("{\"mappings\":{\"properties\":\n[]}}", "f.json:2:1: `properties` is an object, not array"),
        ("{\"a\":\n  tru}", "f.json:2:3: expected a value, found `tru`"),
        ("[1]", "f.json:1:1: no fields here: expected an object, found array"),
        (#"{"tenet":"fields","version":2}"#, "f.json:1:29: this version of the format is not known here"),
        ("{\"tenet\":\"fields\"}\n{\"name\":\"a\",\"typ\":\"ip\"}", "f.json:2:1: a field needs `name` and `type`"),
        (
            "{\"tenet\":\"fields\"}\n{\"name\":\"a\",\"type\":\"ip\",\"x\":1}",
            "f.json:2:25: unknown member `x`; known are"
        ),
        ("{\"a\":1}\n{\"a\":", "f.json:2:6: expected a value, found the end of the text"),
        ("", "f.json:1:1: the file is empty"),
        ("hello", "f.json:1:1: expected a list of fields, found string"),
        ("- type: long", "f.json:1:3: a field has no `name`"),
    ])
    func wrongInputsAreToldWithTheirPlace(text: String, message: String) {
        #expect(fault(text)?.hasPrefix("cannot use \(message)") == true, "\(fault(text) ?? "no fault")")
    }

    @Test func noInputTrapsOrRunsAway() {
        let deep = String(repeating: #"{"properties":{"a":"#, count: 500) + "1" + String(repeating: "}}", count: 500)
        #expect(fault(deep)?.contains("nested more than") == true)
        let seeds = [
            #"{"properties":\#(properties)}"#, #"{"index_templates":[{"name":1}],"x":[]}"#,
            "- name: a\n  fields: [b]\n",
        ]
        for seed in seeds {
            let bytes = Array(seed.utf8)
            for cut in stride(from: 0, to: bytes.count, by: 7) {
                _ = fault(String(decoding: bytes[..<cut], as: UTF8.self))
                var other = bytes
                other[cut] = UInt8(ascii: "[")
                _ = fault(String(decoding: other, as: UTF8.self))
            }
        }
        var many = FieldCollector()
        #expect(throws: Diagnostic.self) {
            for index in 0...FieldCollector.mostFields { try many.add("f\(index)", "long", at: ByteRange(at: 0)) }
        }
    }
}
