package import Schemas
package import SourceText

extension KQL {
    /// The Elasticsearch query that Kibana makes of a tree (reference: kql §3): with `fields` the typed form of the
    /// detection engine, without (nil) the one for no index pattern.
    ///
    /// A query without text is `match_all`. Nothing is said about fields and values that do not match: `lower` does
    /// that.
    package static func queryDSL(_ query: KQLQuery, fields: (any FieldLookup)? = nil) -> JSONValue {
        guard let root = query.root else { return object("match_all", .object([])) }
        return KQLQueryDSL(fields: fields).translate(root, path: nil)
    }

    fileprivate static func object(_ name: String, _ value: JSONValue) -> JSONValue { .object([.init(name, value)]) }
}

private struct KQLQueryDSL {
    let fields: (any FieldLookup)?

    /// A field of the query as Kibana looks it up: its name and what decides about the form of the test.
    private struct Field {
        /// A string, or JSON's `true` and `false`, which KQL's bare words are as names too.
        var name: JSONValue
        var isKeyword = false
        var isDate = false
        /// The nested object around it, for a field that a pattern in the name found.
        var nestedPath: String?

        /// The name as a key of an object.
        var key: String {
            switch name {
            case .string(let text): text
            case .bool(let flag): flag ? "true" : "false"
            default: "null"
            }
        }
    }

    func translate(_ node: KQLNode, path: JSONValue?) -> JSONValue {
        switch node {
        case .or(let nodes, _): return should(nodes.map { translate($0, path: path) })
        case .and(let nodes, _):
            return KQL.object("bool", KQL.object("filter", .array(nodes.map { translate($0, path: path) })))
        case .not(let inner, _):
            return KQL.object("bool", KQL.object("must_not", translate(inner, path: path)))
        case .nested(let block, let inner, _):
            let full = joined(path, block)
            return KQL.object(
                "nested",
                .object([
                    .init("path", full), .init("query", translate(inner, path: full)),
                    .init("score_mode", .string("none")),
                ]))
        case .is(let field, let value, _): return test(field, value, path)
        case .range(let field, let comparison, let value, _):
            let bound = value.pattern.map { .string($0.display) } ?? plain(value)
            return should(
                lookUp(field, path).map { field in
                    let test = KQL.object(comparison.rangeName, bound)
                    return wrapped(KQL.object("range", KQL.object(field.key, test)), field)
                })
        }
    }

    private func test(_ name: KQLValue?, _ value: KQLValue, _ path: JSONValue?) -> JSONValue {
        if let name, name.isLoneStar, value.isLoneStar { return KQL.object("match_all", .object([])) }
        let nullName = KQLValue(.null, ByteRange(at: 0))
        let isQuoted = if case .string(_, quoted: true) = value.content { true } else { false }
        if joined(path, name ?? nullName) == .null {
            if let pattern = value.pattern {
                return KQL.object("query_string", KQL.object("query", .string(pattern.queryString)))
            }
            return KQL.object(
                "multi_match",
                .object([
                    .init("type", .string(isQuoted ? "phrase" : "best_fields")), .init("query", plain(value)),
                    .init("lenient", .bool(true)),
                ]))
        }
        return should(
            lookUp(name ?? nullName, path).map { field in
                wrapped(self.test(field, value, isQuoted: isQuoted), field)
            })
    }

    private func test(_ field: Field, _ value: KQLValue, isQuoted: Bool) -> JSONValue {
        if value.isLoneStar { return KQL.object("exists", KQL.object("field", field.name)) }
        if let pattern = value.pattern {
            let text = JSONValue.string(pattern.queryString)
            if field.isKeyword { return KQL.object("wildcard", KQL.object(field.key, KQL.object("value", text))) }
            return KQL.object(
                "query_string", .object([.init("fields", .array([field.name])), .init("query", text)]))
        }
        let literal = plain(value)
        if field.isDate {
            let span = JSONValue.object([.init("gte", literal), .init("lte", literal)])
            return KQL.object("range", KQL.object(field.key, span))
        }
        if field.isKeyword { return KQL.object("term", KQL.object(field.key, KQL.object("value", literal))) }
        return KQL.object(isQuoted ? "match_phrase" : "match", KQL.object(field.key, literal))
    }

    // MARK: names

    /// The fields that a name means: those that a pattern matches, in the order of the lookup; else the name as it is
    /// written.
    private func lookUp(_ name: KQLValue, _ path: JSONValue?) -> [Field] {
        let full = joined(path, name)
        guard let fields else { return [Field(name: full)] }
        let text = Field(name: full).key
        if name.pattern != nil {
            // A data view lists fields, and none that represents the names below an open object.
            let known = fields.fields(matching: text, limit: 10_000).filter { !$0.utf8.contains(UInt8(ascii: "*")) }
                .map { ($0, fields.types(of: $0)) }
                .filter { !$0.1.isEmpty && !$0.1.contains { $0.family == .object } }
            if !known.isEmpty {
                return known.map { name, types in
                    field(.string(name), types, nestedPath: path == nil ? fields.nestedPath(of: name) : nil)
                }
            }
        }
        return [field(full, fields.types(of: text), nestedPath: nil)]
    }

    private func field(_ name: JSONValue, _ types: [FieldType], nestedPath: String?) -> Field {
        Field(
            name: name, isKeyword: types == [.keyword],
            isDate: !types.isEmpty && types.allSatisfy { $0.family == .date }, nestedPath: nestedPath)
    }

    /// A name inside a block; a path that JavaScript takes for false puts nothing in front.
    private func joined(_ path: JSONValue?, _ name: KQLValue) -> JSONValue {
        switch path {
        case nil, .null, .bool(false), .string(""): return name.pattern.map { .string($0.display) } ?? plain(name)
        case .bool: return .string("true.\(name.text)")
        case .string(let path): return .string("\(path).\(name.text)")
        default: return plain(name)
        }
    }

    private func plain(_ value: KQLValue) -> JSONValue {
        switch value.content {
        case .string(let text, _): .string(text)
        case .wildcard(let pattern): .string(pattern.display)
        case .boolean(let flag): .bool(flag)
        case .null: .null
        }
    }

    // MARK: forms

    private func should(_ queries: [JSONValue]) -> JSONValue {
        KQL.object(
            "bool", .object([.init("should", .array(queries)), .init("minimum_should_match", .integer(1))]))
    }

    private func wrapped(_ query: JSONValue, _ field: Field) -> JSONValue {
        guard let path = field.nestedPath else { return query }
        return KQL.object(
            "nested",
            .object([.init("path", .string(path)), .init("query", query), .init("score_mode", .string("none"))]))
    }
}

extension KQLValue {
    fileprivate var pattern: WildcardText? {
        if case .wildcard(let pattern) = content { pattern } else { nil }
    }
}

extension WildcardText {
    /// The pattern for query_string: a backslash before each character that means something there.
    fileprivate var queryString: String {
        var bytes: [UInt8] = []
        for part in parts {
            guard case .literal(let text) = part else {
                bytes.append(UInt8(ascii: "*"))
                continue
            }
            for byte in text.utf8 {
                if "+-=&|><!(){}[]^\"~*?:\\/".utf8.contains(byte) { bytes.append(UInt8(ascii: "\\")) }
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
