package import Diagnostics
import Documents
package import Rules
package import SourceText

/// What Kibana refuses of a rule: the errors of the checks that know it.
///
/// `lint` and `convert` ask the same checks, so a rule that `convert` omits has an error in `lint`.
package enum KibanaRefusals {
    private static let plan = CheckPlan(
        CheckRegistry.all.filter { $0.info.refusedIn.contains(.kibana) && $0.info.category != .syntax }, .recommended)

    /// The errors of a rule that is about to be shipped, at their places in its file; empty for a rule that Kibana
    /// accepts.
    ///
    /// - Parameters:
    ///   - shipped: the rule as it is written.
    ///   - isLine: whether it is written as a line of an import file.
    package static func of(
        _ loaded: LoadedRule, shipped: JSONValue, isLine: Bool, _ context: CheckContext
    ) -> [Diagnostic] {
        // Most rules have no error in their file, and then the shipped form has none: it is not read for them.
        let written = errors(loaded, context)
        if written.isEmpty { return [] }
        let text = SourceFile(
            id: loaded.source.id, path: isLine ? "rule.ndjson" : "rule.json", text: shipped.text)
        guard let read = LoadedFile(text, context.typing).rules.first else { return written }
        return errors(read, context).map { error in
            let moved = error.moved(from: read.rule, to: loaded.rule, in: loaded.source)
            // What `lint` reports for the file says it in the words of the file.
            var own = written.first { $0.id == moved.id && $0.isAbout(moved) } ?? moved
            own.fix = nil
            return own
        }
    }

    private static func errors(_ loaded: LoadedRule, _ context: CheckContext) -> [Diagnostic] {
        // What Kibana refuses is not a matter of the query.
        let view = RuleView(
            loaded, syntaxFindings: [], suppressions: Suppressions(), context: context, isFirst: true, before: nil,
            readsQuery: false)
        var ran = Ran(isAsked: false)
        return CheckRunner.run(view, plan, &ran).filter { $0.severity == .error }
    }
}

extension Diagnostic {
    /// Whether two findings of one id are about the same place of a file.
    fileprivate func isAbout(_ other: Diagnostic) -> Bool {
        let (own, their) = (location.range, other.location.range)
        guard own == their || own.overlaps(their) else { return false }
        // Several keys can be missing from one table.
        let names = other.namesInMessage
        return names.isEmpty || !names.isDisjoint(with: namesInMessage)
    }

    /// What the message has in backquotes.
    private var namesInMessage: Set<Substring> {
        let pieces = message.split(separator: "`", omittingEmptySubsequences: false)
        return Set(pieces.enumerated().filter { !$0.offset.isMultiple(of: 2) }.map(\.element))
    }

    /// The finding without its fix, at the place in the rule's file that the place in the shipped form was made from.
    fileprivate func moved(from shipped: Rule, to rule: Rule, in source: SourceFile) -> Diagnostic {
        let pointer = shipped.document.root.pointer(ofPartAt: location.range) ?? ""
        // The finding is shown without its source line, so it has to name the key.
        let key = pointer.split(separator: "/").last { Int($0) == nil && $0 != "attributes" }.map(String.init)
        let isNamed = key.map { message.contains($0) } ?? true
        var moved = Diagnostic(
            id, category: category, severity, isNamed ? message : "`\(key ?? "")`: \(message)",
            at: Label(Location(source.id, rule.place(ofShipped: pointer)), primary.text))
        moved.ruleID = rule.id?.text
        moved.notes = notes
        moved.help = help
        return moved
    }
}

extension Rule {
    /// The place of a member of the shipped rule, as far as the file has it; else of the rule's table.
    fileprivate func place(ofShipped pointer: String) -> ByteRange {
        var names = pointer.split(separator: "/").map(String.init)
        if names.first == "attributes" { names.removeFirst() }
        // The file's own form of these keys.
        if ruleEntry?.value["new_terms"]?.table != nil {
            switch names.first {
            case "new_terms_fields": names.replaceSubrange(..<1, with: ["new_terms", "value"])
            case "history_window_start":
                names.replaceSubrange(..<1, with: ["new_terms", "history_window_start", "0", "value"])
            default: break
            }
        }
        var place = ruleEntry?.keyRange ?? document.root.range
        var node = ruleEntry?.value
        for name in names {
            if let entry = node?.table?[name] {
                node = entry.value
            } else if let items = node?.array, let index = Int(name), items.indices.contains(index) {
                node = items[index]
            } else {
                break
            }
            place = node?.range ?? place
        }
        return place
    }
}
