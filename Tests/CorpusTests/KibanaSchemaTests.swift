import Checks
import Diagnostics
import Foundation
import SourceText
import TestSupport
import Testing

/// What the schemas of Kibana's API refuse, the checks refuse, and nothing else: whole rules are made from the schemas,
/// then changed in one place each. Skipped with a message where the schemas are not there.
@Suite struct KibanaSchemaTests {
    private static let folder = Shared.file("kibana")

    private enum Route: String, CaseIterable {
        case line = "rule-import"
        case body = "rule-create"
        case asset = "prebuilt-asset"

        func source(_ rule: JSONValue) -> SourceFile {
            switch self {
            case .line: SourceFile(path: "x.ndjson", text: rule.text)
            case .body: SourceFile(path: "x.json", text: rule.text)
            case .asset:
                SourceFile(
                    path: "x.json",
                    text: JSONValue.object([.init("type", .string("security-rule")), .init("attributes", rule)]).text)
            }
        }
    }

    private static func schema(_ name: String) throws -> (JSONSchema, JSONValue) {
        let file = try #require(Shared.file("kibana/\(name).schema.json"))
        let value = try #require(JSONValue(json: String(decoding: try Data(contentsOf: file), as: UTF8.self)))
        let schema = JSONSchema(value) { text, pattern in
            guard let regex = try? Regex(pattern) else { return false }
            return text.firstMatch(of: regex) != nil
        }
        return (schema, value)
    }

    @Test(
        .enabled(if: folder != nil, "no shared corpus here"),
        arguments: ["rule-import", "rule-create", "prebuilt-asset"])
    func whatTheSchemasRefuseIsRefused(_ name: String) throws {
        let route = try #require(Route(rawValue: name))
        let (loose, _) = try Self.schema(name)
        let (strict, value) = try Self.schema(name + ".strict")
        let types = try #require(value["properties"]?["type"]?["enum"]?.items)
        var counts = (total: 0, refused: 0, strict: 0)
        var missed: [String] = []
        for type in types.compactMap(\.string) {
            let maker = SampleMaker(schema: strict, root: value, type: type)
            let rule = maker.rule
            #expect(strict.accepts(rule) && loose.accepts(rule), "\(type)")
            let clean = Self.findings(route.source(rule))
            #expect(clean.allSatisfy { $0.severity < .error }, "\(name) \(type): \(clean.map(\.message))")
            let known = Set(clean.map { "\($0.id) \($0.message)" })
            // What all types share is tried with one type only.
            let isFirst = type == "query"
            for change in SampleChange.all(of: rule, paths: { isFirst || maker.own.contains($0) }) {
                counts.total += 1
                // The schema wants the table on import, too; Kibana turns a bare list into it there and drops an empty one.
                if route == .line, change.what.hasPrefix("investigation_fields = []") { continue }
                let found = Self.findings(route.source(change.value))
                let isRefused = found.contains { $0.severity == .error }
                if !loose.accepts(change.value) {
                    counts.refused += 1
                    if !isRefused { missed.append("\(type): \(change.what): refused by the schema only") }
                } else if isRefused {
                    // The schema takes any text as the field of a cardinality; the rule then fails at each run.
                    if change.what.hasPrefix("threshold.cardinality[0].field = ") { continue }
                    let ids = found.filter { $0.severity == .error }.map { "\($0.id): \($0.message)" }
                    missed.append("\(type): \(change.what): refused by \(ids) only")
                } else if !strict.accepts(change.value) {
                    counts.strict += 1
                    let isTold = found.contains { !known.contains("\($0.id) \($0.message)") }
                    if !isTold { missed.append("\(type): \(change.what): dropped silently") }
                }
            }
        }
        print("\(name): \(counts.total) changed rules, \(counts.refused) refused, \(counts.strict) with unknown keys")
        #expect(counts.total > 500 && counts.refused > 200)
        #expect(missed.isEmpty, "\(missed.count): \(missed.prefix(60).joined(separator: "\n"))")
    }

    private static func findings(_ source: SourceFile) -> [Diagnostic] { CheckRunner.lint(source).findings }
}

/// Makes a rule of a type with every member that the schema describes.
private struct SampleMaker {
    let schema: JSONSchema
    let root: JSONValue
    let type: String
    /// The names of the type's own members.
    let own: Set<String>
    private let ownSchema: JSONValue?

    init(schema: JSONSchema, root: JSONValue, type: String) {
        self.schema = schema
        self.root = root
        self.type = type
        let part = root["allOf"]?.items?.first { $0["if"]?["properties"]?["type"]?["const"]?.string == type }
        ownSchema = part?["then"]
        own = Set(ownSchema?["properties"]?.members?.map(\.name) ?? [])
    }

    var rule: JSONValue {
        var members = (root["properties"]?.members ?? []) + (ownSchema?["properties"]?.members ?? [])
        for index in members.indices {
            members[index].value = value(of: members[index].value, name: members[index].name)
        }
        return .object(members)
    }

    /// Values that have a meaning beyond their type.
    private var special: [String: JSONValue] {
        let queries = [
            "eql": "any where true", "esql": "from logs-* metadata _id, _version, _index | keep *",
        ]
        return [
            "type": .string(type), "query": .string(queries[type] ?? "event.code:1"),
            "index": .array([.string("logs-*")]),
            "from": .string("now-9m"), "to": .string("now"), "interval": .string("5m"),
            "history_window_start": .string("now-7d"), "threat_query": .string("*:*"),
            "rule_id": .string("0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a"),
            "id": .string("0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a"),
            "created_at": .string("2026-01-05T00:00:00.000Z"), "updated_at": .string("2026-01-05T00:00:00+01:00"),
            "throttle": .string("1h"),
        ]
    }

    private func value(of node: JSONValue, name: String, isNested: Bool = false) -> JSONValue {
        if !isNested, let value = special[name] { return value }
        if name == "throttle" { return .string("1h") }
        if let reference = node["$ref"]?.string {
            return value(of: schema.resolve(reference), name: name, isNested: isNested)
        }
        if let value = node["const"] ?? node["enum"]?.items?.first { return value }
        if let option = (node["anyOf"] ?? node["oneOf"])?.items?.first {
            return value(of: option, name: name, isNested: isNested)
        }
        switch node["type"]?.string {
        case "string": return .string(isNested ? "user.\(name)" : "text")
        case "integer": return .integer(21)
        case "number": return .integer(60)
        case "boolean": return .bool(false)
        case "array":
            guard let item = node["items"] else { return .array([]) }
            // Another field than the ones that are grouped by.
            if name == "cardinality" {
                return .array([.object([.init("field", .string("source.ip")), .init("value", .integer(3))])])
            }
            return .array(options(item).map { value(of: $0, name: name, isNested: true) })
        case "object":
            var members = node["properties"]?.members ?? []
            // Of a table whose names are free, one.
            if members.isEmpty, let free = node["additionalProperties"], free["type"] != nil {
                members = [.init("user.name", free)]
            }
            return .object(members.map { .init($0.name, value(of: $0.value, name: $0.name, isNested: true)) })
        default: return .object([])
        }
    }

    /// The kinds of item that a list can have.
    private func options(_ node: JSONValue) -> [JSONValue] {
        let node = node["$ref"]?.string.map(schema.resolve) ?? node
        return node["anyOf"]?.items?.flatMap(options) ?? [node]
    }
}

/// A rule with one change.
private struct SampleChange {
    var what: String
    var value: JSONValue

    /// Changes at every place of the value below the members that are wanted.
    static func all(of rule: JSONValue, paths isWanted: (String) -> Bool) -> [SampleChange] {
        var changes = [SampleChange(what: "unknown key", value: rule.adding("zzz_unknown"))]
        for member in rule.members ?? [] where isWanted(member.name) {
            changes.append(SampleChange(what: "without \(member.name)", value: rule.without(member.name)))
            for change in inside(member.value, member.name) {
                changes.append(SampleChange(what: change.what, value: rule.setting(member.name, change.value)))
            }
        }
        return changes
    }

    private static func inside(_ value: JSONValue, _ path: String) -> [SampleChange] {
        var changes = others(than: value).map { SampleChange(what: "\(path) = \($0.text.prefix(60))", value: $0) }
        for member in value.members ?? [] {
            let name = "\(path).\(member.name)"
            changes.append(SampleChange(what: "without \(name)", value: value.without(member.name)))
            for change in inside(member.value, name) {
                changes.append(SampleChange(what: change.what, value: value.setting(member.name, change.value)))
            }
        }
        if value.members?.isEmpty == false {
            changes.append(SampleChange(what: "unknown key in \(path)", value: value.adding("zzz_unknown")))
        }
        for (index, item) in (value.items ?? []).enumerated() {
            for change in inside(item, "\(path)[\(index)]") {
                var items = value.items ?? []
                items[index] = change.value
                changes.append(SampleChange(what: change.what, value: .array(items)))
            }
        }
        return changes
    }

    private static func others(than value: JSONValue) -> [JSONValue] {
        let shared: [JSONValue] = [.null, .string("zzz"), .integer(7), .bool(true), .array([]), .object([])]
        switch value {
        case .string: return shared + [.string(""), .string(" "), .double(1.5)]
        case .integer: return shared + [.integer(-1), .integer(0), .integer(101), .double(1.5), .double(2.0)]
        case .array(let items):
            return shared
                + (items.first.map { item in (2...6).map { .array(Array(repeating: item, count: $0)) } } ?? [])
        default: return shared
        }
    }
}

extension JSONValue {
    fileprivate func without(_ name: String) -> JSONValue { .object((members ?? []).filter { $0.name != name }) }

    fileprivate func setting(_ name: String, _ value: JSONValue) -> JSONValue {
        .object((members ?? []).map { $0.name == name ? Member(name, value) : $0 })
    }

    fileprivate func adding(_ name: String) -> JSONValue { .object((members ?? []) + [Member(name, .integer(1))]) }
}
