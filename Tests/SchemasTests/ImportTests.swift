import Schemas
import SourceText
import Testing

@Suite struct ImportTests {
    private func object(_ members: (String, JSONValue)...) -> JSONValue {
        .object(members.map { JSONValue.Member($0.0, $0.1) })
    }

    private func text(_ texts: [SchemaText], _ file: String) -> String? {
        texts.first { $0.file == file }.map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    /// Every input that the field tables need, empty where nothing is given.
    private func fields(_ rows: [(file: String, row: JSONValue)]) throws -> [SchemaText] {
        var fields = FieldImport()
        let empty: [String] = [
            "controlled-tags.json", "fields-endgame.json", "fields-non-ecs.json", "index-patterns.json",
            "stack-schema-map.json",
        ]
        for file in empty { try fields.add(.object([]), from: file) }
        let beat = object(("beat", .string("b")), ("version", .string("1.0.0")))
        try fields.add(beat, from: "fields-beats.ndjson")
        try fields.add(object(("name", .string("a")), ("type", .string("long"))), from: "ecs-1.0.0.ndjson")
        try fields.add(object(("source", .string("custom_process"))), from: "fields-endpoint.ndjson")
        let needed: [(String, JSONValue)] = [
            ("fields-integrations.ndjson", object(("package", .string("m")), ("version", .string("1.0.0")))),
            (
                "fields-integrations-newer.ndjson",
                object(("package", .string("n")), ("data_stream", .string("s")), ("source", .string("fitted")))
            ),
            ("integration-manifests.ndjson", object(("package", .string("p")), ("version", .string("1.0.0")))),
            (
                "fields-lost.ndjson",
                object(("tables", .array([.string("b")])), ("source", .string("elastic/beats fields.yml")))
            ),
        ]
        for (file, row) in needed { try fields.add(row, from: file) }
        for (file, row) in rows { try fields.add(row, from: file) }
        return try fields.texts()
    }

    @Test func definitionsCarryTheVersionsThatHaveThem() throws {
        let texts = try fields([
            ("ecs-1.0.0.ndjson", object(("name", .string("b")), ("type", .string("keyword")))),
            ("ecs-2.0.0.ndjson", object(("name", .string("b")), ("type", .string("wildcard")))),
            (
                "ecs-2.0.0.ndjson",
                object(
                    ("name", .string("a")), ("type", .string("long")), ("normalize", .array([.string("array")])),
                    (
                        "multi_fields",
                        .array([object(("flat_name", .string("a.text")), ("type", .string("text")))])
                    ))
            ),
            // A name that would break the line is omitted.
            ("ecs-2.0.0.ndjson", object(("name", .string("x\ty\n")), ("type", .string("long")))),
        ])
        #expect(
            text(texts, "fields-ecs.txt") == """
                a\tlong\tecs@1.0.0\tlong[]\tecs@2.0.0
                a.text\t+text\tecs@2.0.0
                b\tkeyword\tecs@1.0.0\twildcard\tecs@2.0.0

                """)
    }

    @Test func openObjectsHaveALineForTheNamesBelowThem() throws {
        func beat(_ version: String, _ fields: (String, String)...) -> (String, JSONValue) {
            let types = JSONValue.object(fields.map { JSONValue.Member($0.0, .string($0.1)) })
            return (
                "fields-beats.ndjson",
                object(("beat", .string("b")), ("version", .string(version)), ("fields", types))
            )
        }
        let texts = try fields([
            (
                "ecs-1.0.0.ndjson",
                object(("name", .string("labels")), ("type", .string("object")), ("object_type", .string("keyword")))
            ),
            ("ecs-1.0.0.ndjson", object(("name", .string("raw")), ("type", .string("object")))),
            ("ecs-1.0.0.ndjson", object(("name", .string("answers")), ("type", .string("object")))),
            ("ecs-1.0.0.ndjson", object(("name", .string("answers.data")), ("type", .string("keyword")))),
            beat("2.0.0", ("e", "object"), ("e.a", "ip"), ("f", "object"), ("f.*", "object"), ("g.b.*", "object")),
            beat("3.0.0", ("e.z", "long")),
            (
                "fields-lost.ndjson",
                object(
                    ("tables", .array([.string("b*")])), ("source", .string("elastic/beats fields.yml")),
                    ("fields", object(("e.a", .string("keyword")))),
                    ("objects", object(("e", .string("keyword")), ("f", .string("long")))))
            ),
        ])
        #expect(
            text(texts, "fields-ecs.txt") == """
                a\tlong\tecs
                answers\tobject\tecs
                answers.data\tkeyword\tecs
                labels\tobject\tecs
                labels.*\tkeyword\tecs
                raw\tobject\tecs
                raw.*\tobject\tecs

                """)
        #expect(
            text(texts, "fields-beats.txt") == """
                e\tobject\tb@2.0.0
                e.*\tkeyword\tb
                e.a\tip\tb@2.0.0\tkeyword\tb@1.0.0,3.0.0
                e.z\tlong\tb@3.0.0
                f\tobject\tb@2.0.0
                f.*\tlong\tb
                g.b.*\tobject\tb@2.0.0

                """)
    }

    @Test func anAdditionToATableThatIsNotThereIsAFault() {
        let row = object(("tables", .array([.string("nothing/x")])), ("source", .string("s")))
        #expect(throws: ImportError("fields-lost.ndjson: no table `nothing/x`")) {
            try fields([("fields-lost.ndjson", row)])
        }
    }

    @Test func theTableOfAStackIsTheNewestThatAdmitsItElseTheNewest() throws {
        func table(_ version: String, _ field: String) -> (String, JSONValue) {
            (
                "fields-integrations.ndjson",
                object(
                    ("package", .string("p")), ("version", .string(version)), ("data_stream", .string("s")),
                    ("fields", object((field, .string("keyword")))))
            )
        }
        func manifest(_ version: String, _ stacks: String) -> (String, JSONValue) {
            (
                "integration-manifests.ndjson",
                object(
                    ("package", .string("p")), ("version", .string(version)), ("conditions.kibana", .string(stacks)),
                    ("policy_templates", .array([.string("s"), .string("t")])))
            )
        }
        let stack = object(("ecs", .string("1.5.0")), ("beats", .string("0.5.0")))
        let texts = try fields([
            (
                "stack-schema-map.json",
                object(
                    ("supported", object(("8.19.0", stack), ("9.5.0", stack))), ("dropped", object(("7.0.0", stack))))
            ),
            table("2.0.0", "new"), table("1.10.0", "middle"), table("1.9.0", "old"),
            manifest("1.9.0", "^8.0.0"), manifest("1.10.0", "~8.19.3"), manifest("2.0.0", "^9.0.0"),
        ])
        // 8.19 picks 1.10.0, at the patch that it asks for; 9.5 the newest; nothing picks 1.9.0.
        #expect(text(texts, "streams.txt") == "n.s\tn\ts\tfitted\np.s\tp\ts\t2.0.0\t8.19.0=1.10.0\t9.5.0=2.0.0\n")
        #expect(
            text(texts, "fields-packages.txt") == "middle\tkeyword\tp/s@1.10.0\nnew\tkeyword\tp/s@2.0.0\n")
        #expect(
            text(texts, "manifests.txt") == """
                p\t1.0.0\t\t\t?
                p\t1.9.0\t^8.0.0\ts,t\ts
                p\t1.10.0\t~8.19.3\ts,t\ts
                p\t2.0.0\t^9.0.0\ts,t\ts

                """)
        #expect(
            text(texts, "stacks.txt") == """
                7.0.0\tdropped\t1.5.0=1.0.0\t0.5.0=1.0.0\t
                8.19.0\tsupported\t1.5.0=1.0.0\t0.5.0=1.0.0\t
                9.5.0\tsupported\t1.5.0=1.0.0\t0.5.0=1.0.0\t

                """)
    }

    @Test func attackLinesHoldWhatCannotBeDerived() throws {
        var attack = AttackImport()
        let parts = AttackMatrix.Domain.allCases.flatMap { domain in
            AttackMatrix.Version.allCases.map { "attack-\(domain.rawValue)-\($0.rawValue).ndjson" }
        }
        for file in parts {
            try attack.add(
                object(
                    ("kind", .string("tactic")), ("id", .string("TA1")), ("name", .string("One")),
                    ("shortname", .string("one")), ("order", .integer(3))), from: file)
            try attack.add(
                object(
                    ("kind", .string("technique")), ("id", .string("T1")), ("name", .string("Old")),
                    ("tactics", .array([.string("TA2"), .string("TA1")])), ("revoked", .bool(true)),
                    ("revoked_by", .string("T2"))), from: file)
        }
        let texts = try attack.texts()
        #expect(
            texts.map(\.file).sorted() == SchemaTables.all.map(\.file).filter { $0.hasPrefix("attack-") }.sorted())
        #expect(text(texts, "attack-18.1.txt") == "T1\tOld\tTA1 TA2\t\trevoked T2\nTA1\tOne\tone\t3\n")
    }

    @Test func gapsInTheInputAreFaults() {
        var attack = AttackImport()
        let file = "attack-enterprise-18.1.ndjson"
        #expect(throws: ImportError.self) { try attack.add(.null, from: file) }
        #expect(throws: ImportError.self) { try attack.add(object(("id", .string("T1"))), from: file) }
        #expect(throws: ImportError.self) {
            try attack.add(object(("id", .string("T1")), ("name", .string("a\tb"))), from: file)
        }
        #expect(throws: ImportError.self) { try attack.texts() }
        #expect(throws: ImportError.self) { try FieldImport().texts() }
        #expect(throws: ImportError.self) { try fields([("fields-beats.ndjson", .array([]))]) }
        #expect(throws: ImportError.self) { try fields([("ecs-1.0.0.ndjson", object(("name", .string("x"))))]) }
        #expect(FieldImport.kind(ofFile: "attack-enterprise-18.1.ndjson") == nil)
        #expect(FieldImport.kind(ofFile: "ecs-9.5.0.ndjson") != nil)
        #expect(AttackImport.kind(ofFile: "ecs-9.5.0.ndjson") == nil)
    }
}
