package import Documents
import Elastic
package import Rules
import SourceText

/// What an export holds besides its rules, and the order of all: the file `_bundle.toml` beside the rule files that were
/// made from an export.
package struct RuleBundle: Sendable {
    package enum Line: Sendable {
        /// The name of the rule's file, in the bundle's folder.
        case rule(String)
        /// An exception list or item, a connector, the line of counts.
        case object(KibanaInput.Kind, WrittenTable)
    }

    package static let fileName = "_bundle.toml"

    package var lines: [Line]

    package init(lines: [Line]) { self.lines = lines }

    /// Whether nothing is lost without the bundle.
    package var holdsRulesOnly: Bool {
        lines.allSatisfy { if case .rule = $0 { true } else { false } }
    }

    /// nil: the document is no bundle.
    init?(_ root: Node) {
        guard let items = root["line"]?.array else { return nil }
        lines = items.compactMap { item in
            if let file = item["rule"]?.string { return .rule(file) }
            guard let object = item["object"], let table = WrittenValue(object).table else { return nil }
            return .object(KibanaInput.kind(of: object, isLines: true), table)
        }
    }

    package var text: String {
        let items = lines.map { line -> WrittenValue in
            switch line {
            case .rule(let file): .table(WrittenTable([.init("rule", .string(file))]))
            case .object(_, let object): .table(WrittenTable([.init("object", .table(object))]))
            }
        }
        let head =
            "# What the export held besides its rules, and the order of all; `tenet convert --to ndjson` puts it together.\n"
        return head + TOMLWriter.text(WrittenTable([.init("line", .array(items))]))
    }

    /// A line of an import file: the place of a rule among the rules of the run, or an object that is none.
    enum ImportLine {
        case rule(Int)
        case object(KibanaImportFile.Object)
    }

    /// The lines of an import file: the bundle's rules as their files state them, nothing derived, in their places, and
    /// `others` behind the last rule. nil for a rule whose file is gone.
    ///
    /// The counts of the last line follow the number of rules, if that is another than when the bundle was made.
    func importLines(rule: (String) -> Int?, others: [Int]) -> [ImportLine] {
        var result: [ImportLine] = []
        var place = 0
        var difference = Int64(others.count)
        for line in lines {
            switch line {
            case .rule(let file):
                guard let index = rule(file) else {
                    difference -= 1
                    continue
                }
                result.append(.rule(index))
                place = result.count
            case .object(let kind, let object): result.append(.object(.init(kind, JSONValue(.table(object)))))
            }
        }
        result.insert(contentsOf: others.map { .rule($0) }, at: place)
        guard difference != 0 else { return result }
        return result.map { line in
            guard case .object(let object) = line, case .trailer = object.kind else { return line }
            return .object(.init(.trailer, Self.counted(object.value, difference)))
        }
    }

    private static func counted(_ object: JSONValue, _ difference: Int64) -> JSONValue {
        guard case .object(let members) = object else { return object }
        return .object(
            members.map { member in
                guard member.name == "exported_count" || member.name == "exported_rules_count",
                    case .integer(let count) = member.value
                else { return member }
                return .init(member.name, .integer(count &+ difference))
            })
    }
}
