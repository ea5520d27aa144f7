import Documents
import Foundation
import SourceText

/// An event as the reference evaluator sees it: dotted keys opened into objects, arrays into several values of one name,
/// nulls omitted.
package struct ReferenceEvent {
    indirect enum Value {
        case string(String)
        /// A number by its JSON text.
        case number(String)
        case boolean(Bool)
        case object(Object)

        /// The text that a keyword field would index.
        var text: String? {
            switch self {
            case .string(let text), .number(let text): text
            case .boolean(let flag): flag ? "true" : "false"
            case .object: nil
            }
        }
    }

    struct Object {
        /// Names are bytes: two strings that only look the same are two names.
        var members: [(name: [UInt8], value: Value)] = []

        func values(of name: [UInt8]) -> [Value] { members.filter { $0.name == name }.map(\.value) }
    }

    let root: Object
    /// The event's own time in milliseconds: its first `@timestamp`, nil where that is not a date.
    let clock: Int?

    /// nil where the text is not JSON object.
    package init?(json: String) {
        let bytes = Array(json.utf8)
        guard let node = JSONReader.value(bytes), let table = node.table else { return nil }
        root = Self.object(table, bytes)
        clock = root.values(at: "@timestamp").first { $0.object == nil }.flatMap(ReferenceDate.instant)
    }

    private static func object(_ table: Table, _ bytes: [UInt8]) -> Object {
        var object = Object()
        for entry in table.entries {
            let path = Self.parts(of: entry.key)
            for value in values(entry.value, bytes) { object.members.append(wrap(value, path[...])) }
        }
        return object
    }

    /// The names of a dotted one.
    static func parts(of name: String) -> [[UInt8]] {
        Array(name.utf8).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map { Array($0) }
    }

    /// `a.b: v` is `a: { b: v }`.
    private static func wrap(_ value: Value, _ path: ArraySlice<[UInt8]>) -> (name: [UInt8], value: Value) {
        guard path.count > 1, let first = path.first else { return (path.first ?? [], value) }
        return (first, .object(Object(members: [wrap(value, path.dropFirst())])))
    }

    private static func values(_ node: Node, _ bytes: [UInt8]) -> [Value] {
        switch node.value {
        case .null, .invalid: []
        case .array(let items): items.flatMap { values($0, bytes) }
        case .table(let table): [.object(object(table, bytes))]
        case .string(let scalar): [.string(scalar.text)]
        case .boolean(let flag): [.boolean(flag)]
        case .integer, .float, .date:
            [.number(String(decoding: bytes[node.range.start..<node.range.end], as: UTF8.self))]
        }
    }
}

extension ReferenceEvent.Object {
    /// The values at a dotted path, objects among them.
    func values(at path: String) -> [ReferenceEvent.Value] {
        var current: [ReferenceEvent.Value] = [.object(self)]
        for part in ReferenceEvent.parts(of: path) { current = current.flatMap { $0.object?.values(of: part) ?? [] } }
        return current
    }

    /// Every value that is not an object, with its dotted name.
    var leaves: [(name: String, value: ReferenceEvent.Value)] {
        var all: [(name: String, value: ReferenceEvent.Value)] = []
        for member in members {
            let name = String(decoding: member.name, as: UTF8.self)
            if case .object(let object) = member.value {
                all += object.leaves.map { (name: "\(name).\($0.name)", value: $0.value) }
            } else {
                all.append((name: name, value: member.value))
            }
        }
        return all
    }
}

extension ReferenceEvent.Value {
    var object: ReferenceEvent.Object? {
        if case .object(let object) = self { object } else { nil }
    }

    /// The value itself, or what is in it.
    var leaves: [ReferenceEvent.Value] {
        if case .object(let object) = self { object.leaves.map(\.value) } else { [self] }
    }
}
