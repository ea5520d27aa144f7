import Testing
import Values

@testable import Schemas

/// Fields of the user's own beside the built-in tables.
@Suite struct CustomFieldsTests {
    private func file(
        _ path: String = "own.ndjson", index: [String], isComplete: Bool = false, _ fields: [String: String]
    ) -> CustomFields {
        CustomFields(
            path: path, sources: [.init(name: "list", indexPatterns: index, isComplete: isComplete)],
            fields: fields.map {
                CustomFields.Field(name: $0.key, types: $0.value.split(separator: "|").map(String.init))
            })
    }

    private func scope(_ custom: [CustomFields], _ index: [String]) -> FieldScope {
        var selection = FieldSelection()
        selection.indexPatterns = index
        return FieldCatalog(custom: custom).scope(selection)
    }

    @Test func theyCountBeforeTheBuiltInTablesWhereTheirPatternCoversTheRules() {
        let own = file(index: ["my-*"], ["event.outcome": "long", "app.user": "keyword|text"])
        let mine = scope([own], ["my-app-*"])
        #expect(mine.types(of: "event.outcome") == [.long])
        #expect(mine.types(of: "app.user") == [.keyword, .text])
        #expect(mine.definition(of: "app.user")?.source == "own.ndjson (list)")
        #expect(mine.sources.first == "own.ndjson (list)")
        #expect(mine.types(of: "user.name") == [.keyword], "ECS stays")
    }

    @Test func theyOnlyAddWhereSomeIndexMayHaveThem() {
        let own = file(index: ["my-app-*"], ["event.outcome": "long", "app.user": "keyword"])
        let wide = scope([own], ["my-*"])
        #expect(wide.types(of: "event.outcome") == [.keyword])
        #expect(wide.types(of: "app.user") == [.keyword])
        let elsewhere = scope([own], ["logs-aws.cloudtrail-*"])
        #expect(elsewhere.types(of: "app.user").isEmpty)
        #expect(!elsewhere.sources.contains("own.ndjson (list)"))
    }

    @Test func aLaterFileCountsBeforeAnEarlierOne() {
        let first = file("a", index: ["*"], ["app.user": "keyword", "app.id": "long"])
        let second = file("b", index: ["*"], ["app.user": "text"])
        #expect(scope([first, second], ["x"]).types(of: "app.user") == [.text])
        #expect(scope([first, second], ["x"]).types(of: "app.id") == [.long])
    }

    @Test func aCompleteSourceMakesOtherNamesMistakes() {
        let fields = ["app.user": "keyword"]
        #expect(!scope([file(index: ["my-app-*"], fields)], ["my-app-*"]).isClosed)
        let complete = file(index: ["my-app-*"], isComplete: true, fields)
        #expect(scope([complete], ["my-app-*"]).isClosed)
        #expect(!scope([complete], ["my-*"]).isClosed)
        #expect(!scope([complete], ["my-app-*", "other-*"]).isClosed)
    }

    @Test func multiFieldsAliasesAndPatternsAreKnown() {
        var alias = CustomFields.Field(name: "u", types: ["alias"])
        alias.aliasTarget = "app.user"
        var child = CustomFields.Field(name: "app.user.text", types: ["text"])
        child.isMultiField = true
        let plain = [
            "app.user": "keyword", "labels.*": "keyword", "flat": "flattened", "list": "nested", "list.a": "ip",
        ]
        .map { CustomFields.Field(name: $0.key, types: [$0.value]) }
        let own = CustomFields(path: "own", sources: [.init(name: "s")], fields: plain + [alias, child])
        let scope = scope([own], ["my-*"])
        #expect(scope.types(of: "u") == [.keyword])
        #expect(scope.definition(of: "app.user.text")?.isMultiField == true)
        #expect(scope.types(of: "labels.any.name") == [.keyword])
        #expect(scope.types(of: "flat.key") == [.flattened])
        #expect(scope.nestedPath(of: "list.a") == "list")
        #expect(scope.suggestions(for: "app.usr") == ["app.user"])
        #expect(scope.fields(matching: "app.*", limit: 9).contains("app.user.text"))
        #expect(FieldCatalog(custom: [own]).definitions(of: "app.user").map(\.source) == ["own (s)"])
    }

    @Test func namesAreFoundInSortedOrder() {
        let names = ["b", "a.b", "a", "a-b", "\u{E9}", "zz"]
        let own = CustomFields(
            path: "p", sources: [.init(name: "x"), .init(name: "y")],
            fields: names.flatMap { name in
                (0..<2).map { source in
                    var field = CustomFields.Field(name: name, types: ["keyword"])
                    field.source = source
                    return field
                }
            })
        for name in names { #expect(own.fields(named: name).map(\.source) == [0, 1]) }
        #expect(own.fields(named: "c").isEmpty)
        #expect(own.fields(named: "").isEmpty)
    }

    @Test func patternsOverlapWhereSomeNameFitsBoth() {
        var generator = SystemRandomNumberGenerator()
        let texts = (0...6).flatMap { count in
            (0..<(1 << count)).map { bits in (0..<count).map { UInt8(ascii: bits >> $0 & 1 == 0 ? "a" : "b") } }
        }
        for _ in 0..<400 {
            func pattern() -> String {
                String(
                    decoding: (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                        [UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "*")].randomElement(using: &generator) ?? 0
                    }, as: UTF8.self)
            }
            let (a, b) = (pattern(), pattern())
            func fits(_ text: [UInt8], _ pattern: String) -> Bool {
                WildcardMatcher.matches(text, pattern: Array(pattern.utf8))
            }
            #expect(PatternOverlap.overlap(a, b) == texts.contains { fits($0, a) && fits($0, b) }, "\(a) \(b)")
            if PatternOverlap.covers(a, b) {
                #expect(texts.allSatisfy { !fits($0, b) || fits($0, a) }, "\(a) covers \(b)")
            }
        }
    }
}

/// Which index patterns anything is known of.
@Suite struct KnownPatternTests {
    @Test(arguments: [
        "logs-azure.activitylogs-*", "logs-azure*", "logs-okta.system-default", "filebeat-*", "endgame-*", "logs-*",
        "*",
        "metrics-*", ".alerts-security.*", "cluster:logs-aws.cloudtrail-*", "-logs-x", "<logs-{now/d}>",
        "logs-endpoint.events.*",
        "logs-crowdstrike.fdr*", "logs-ti_*",
    ])
    func dataStreamsShippersAndIndicesOfAnyKindAreKnown(pattern: String) {
        #expect(FieldCatalog.builtIn.knows(indexPattern: pattern))
    }

    @Test(arguments: ["logs-azuer.activitylogs-*", "filebaet-*", "my-app-*", "metrics-nothing.here-*", "log-*"])
    func otherNamesAreNot(pattern: String) {
        #expect(!FieldCatalog.builtIn.knows(indexPattern: pattern))
    }

    @Test func ownFieldsMakeTheirIndicesKnown() {
        let own = CustomFields(
            path: "own", sources: [.init(name: "list", indexPatterns: ["my-app-*"])],
            fields: [CustomFields.Field(name: "a", types: ["long"])])
        let catalog = FieldCatalog(custom: [own])
        #expect(catalog.knows(indexPattern: "my-app-2026"))
        #expect(catalog.knows(indexPattern: "my-*"))
        #expect(!catalog.knows(indexPattern: "other-*"))
    }
}
