package import Diagnostics
import Documents
package import Rules
package import SourceText

/// What Kibana refuses of a rule: the errors of the checks that know it.
///
/// `lint` and `convert` ask the same checks, so a rule that `convert` omits has an error in `lint`.
package enum KibanaErrors {
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
            let pointer = read.rule.document.root.pointer(around: error.range) ?? ""
            let place = loaded.rule.place(ofShipped: pointer)
            // What `lint` reports for the file says it in the words of the file.
            var own =
                written.first { $0.isSame(as: error, at: place) || $0.causes(error, in: loaded.rule) }
                ?? error.moved(to: Location(loaded.source.id, place.range), pointer, loaded.rule)
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
    /// Whether it is about a key of the file whose value does not come out, so that the shipped form lacks the key.
    fileprivate func causes(_ other: Diagnostic, in rule: Rule) -> Bool {
        guard case .missingKey(let path)? = other.cause, let key = path.last, path.count <= 2,
            let entry = rule.entry(key)
        else { return false }
        return range.overlaps(entry.value.range) || range == entry.keyRange
    }

    /// Whether it is what an error of the shipped form says, whose key is at the place in the file.
    fileprivate func isSame(as other: Diagnostic, at place: Rule.Place) -> Bool {
        guard id == other.id, cause == other.cause, range == place.range || range.overlaps(place.range) else {
            return false
        }
        // A key that is missing has the place of its table.
        if case .missingKey? = cause { return true }
        return place.isOfKey
    }

    /// The finding without its fix, at the place in the rule's file that the place in the shipped form was made from.
    fileprivate func moved(to location: Location, _ pointer: String, _ rule: Rule) -> Diagnostic {
        // The finding is shown without its source line, so it has to name the key.
        let key = pointer.split(separator: "/").last { Int($0) == nil && $0 != "attributes" }.map(String.init)
        let isNamed = key.map { message.contains($0) } ?? true
        var moved = Diagnostic(
            id, category: category, severity, isNamed ? message : "`\(key ?? "")`: \(message)",
            at: Label(location, primary.text))
        moved.ruleID = rule.id?.text
        moved.notes = notes
        moved.help = help
        return moved
    }
}

extension Rule {
    /// Where the file has a member of the shipped rule.
    fileprivate struct Place {
        var range: ByteRange
        /// Whether the file has the member itself; else the place is that of the table or list that is around it there.
        var isOfKey: Bool
    }

    /// The place of a member of the shipped rule, as far as the file has it; else of the rule's table.
    fileprivate func place(ofShipped pointer: String) -> Place {
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
                return Place(range: place, isOfKey: false)
            }
            place = node?.range ?? place
        }
        return Place(range: place, isOfKey: true)
    }
}
