package import SourceText

/// A JSON Schema (draft 2020-12) as far as the schemas of the evidence use it: asked what Kibana would refuse.
package struct JSONSchema: Sendable {
    private let root: JSONValue
    /// A match of the patterns that occur; the schema's own patterns are few.
    private let matches: @Sendable (_ text: String, _ pattern: String) -> Bool

    package init(_ root: JSONValue, matches: @escaping @Sendable (String, String) -> Bool) {
        self.root = root
        self.matches = matches
    }

    package func accepts(_ value: JSONValue) -> Bool { check(value, root).isValid }

    private struct Verdict {
        var isValid = true
        /// The members that some part of the schema has looked at.
        var seen: Set<String> = []

        mutating func add(_ other: Verdict) {
            isValid = isValid && other.isValid
            if other.isValid { seen.formUnion(other.seen) }
        }

        mutating func require(_ holds: Bool) { isValid = isValid && holds }
    }

    private func check(_ value: JSONValue, _ schema: JSONValue) -> Verdict {
        var verdict = Verdict()
        if case .bool(let holds) = schema {
            verdict.require(holds)
            return verdict
        }
        if let reference = schema["$ref"]?.text { verdict.add(check(value, resolve(reference))) }
        if let type = schema["type"]?.string { verdict.require(isOfType(value, type)) }
        if let wanted = schema["const"] { verdict.require(value == wanted) }
        if let words = schema["enum"]?.items { verdict.require(words.contains(value)) }
        combine(value, schema, &verdict)
        switch value {
        case .string(let text): verdict.require(isGood(text, schema))
        case .integer(let number): verdict.require(isGood(Double(number), schema))
        case .double(let number): verdict.require(isGood(number, schema))
        case .array(let items): list(items, schema, &verdict)
        case .object(let members): object(members, value, schema, &verdict)
        case .null, .bool: break
        }
        return verdict
    }

    private func combine(_ value: JSONValue, _ schema: JSONValue, _ verdict: inout Verdict) {
        for part in schema["allOf"]?.items ?? [] { verdict.add(check(value, part)) }
        for (key, exactlyOne) in [("anyOf", false), ("oneOf", true)] {
            guard let parts = schema[key]?.items else { continue }
            let good = parts.map { check(value, $0) }.filter(\.isValid)
            verdict.require(exactlyOne ? good.count == 1 : !good.isEmpty)
            for part in good { verdict.seen.formUnion(part.seen) }
        }
        if let refused = schema["not"] { verdict.require(!check(value, refused).isValid) }
        if let condition = schema["if"], check(value, condition).isValid, let then = schema["then"] {
            verdict.add(check(value, then))
        }
    }

    private func list(_ items: [JSONValue], _ schema: JSONValue, _ verdict: inout Verdict) {
        if let least = schema["minItems"]?.number { verdict.require(Double(items.count) >= least) }
        if let most = schema["maxItems"]?.number { verdict.require(Double(items.count) <= most) }
        if let part = schema["items"] { verdict.require(items.allSatisfy { check($0, part).isValid }) }
        if let part = schema["contains"] { verdict.require(items.contains { check($0, part).isValid }) }
    }

    private func object(
        _ members: [JSONValue.Member], _ value: JSONValue, _ schema: JSONValue, _ verdict: inout Verdict
    ) {
        let known = schema["properties"]
        for member in members {
            guard let part = known?[member.name] else {
                if let rest = schema["additionalProperties"] {
                    verdict.require(check(member.value, rest).isValid)
                    verdict.seen.insert(member.name)
                }
                continue
            }
            verdict.require(check(member.value, part).isValid)
            verdict.seen.insert(member.name)
        }
        for name in schema["required"]?.items ?? [] { verdict.require(name.string.flatMap { value[$0] } != nil) }
        for rule in schema["dependentRequired"]?.members ?? [] where value[rule.name] != nil {
            for name in rule.value.items ?? [] { verdict.require(name.string.flatMap { value[$0] } != nil) }
        }
        if case .bool(false)? = schema["unevaluatedProperties"] {
            verdict.require(members.allSatisfy { verdict.seen.contains($0.name) })
        }
    }

    package func resolve(_ reference: String) -> JSONValue {
        let name = reference.filter { $0 != "\"" }.split(separator: "/").last.map(String.init) ?? ""
        return root["$defs"]?[name] ?? .bool(false)
    }

    private func isOfType(_ value: JSONValue, _ type: String) -> Bool {
        switch (value, type) {
        case (.null, "null"), (.bool, "boolean"), (.string, "string"), (.array, "array"), (.object, "object"),
            (.integer, "integer"), (.integer, "number"), (.double, "number"):
            true
        case (.double(let number), "integer"): number == number.rounded()
        default: false
        }
    }

    private func isGood(_ number: Double, _ schema: JSONValue) -> Bool {
        number >= schema["minimum"]?.number ?? -.infinity && number <= schema["maximum"]?.number ?? .infinity
    }

    private func isGood(_ text: String, _ schema: JSONValue) -> Bool {
        if let least = schema["minLength"]?.number, Double(text.unicodeScalars.count) < least { return false }
        return schema["pattern"]?.string.map { matches(text, $0) } ?? true
    }
}

extension JSONValue {
    package var string: String? { if case .string(let text) = self { text } else { nil } }
    package var items: [JSONValue]? { if case .array(let items) = self { items } else { nil } }
    package var members: [Member]? { if case .object(let members) = self { members } else { nil } }
    package var number: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }
}
