import Schemas
import Workspace

/// What `tenet fields` prints of a name.
enum FieldPage {
    /// Tables listed of one kind and type, at most; shared names are in hundreds.
    private static let mostSources = 6

    /// The lines of an answer; none for a name that nothing has.
    static func lines(_ answer: FieldAnswers.Answer) -> [String] {
        if answer.isListed { return [listed(answer)] }
        guard answer.isKnown else {
            return answer.definitions.isEmpty ? [] : [answer.name] + sources(answer.definitions)
        }
        var lines = [answer.name]
        let counting = answer.explanation
        if answer.isNarrowed, let counting, let first = counting.words.first {
            lines.append("  type here  \(types(counting)), from \(first.definition.source)")
        }
        if let below = answer.openAncestor ?? counting?.below {
            lines.append("  is below \(below): its subfields come with the data")
        }
        if let values = counting?.values, !values.isEmpty {
            lines.append("  values     \(values.joined(separator: ", "))")
        }
        if answer.isNarrowed, let counting {
            if !counting.multiFields.isEmpty {
                let children = counting.multiFields.map { "\($0.name) (\($0.type.rawValue))" }
                lines.append("  also as    \(children.joined(separator: ", "))")
            }
            return lines + words(counting)
        }
        return lines + sources(answer.definitions)
    }

    /// What to say of a name that is unknown.
    static func missing(_ answer: FieldAnswers.Answer, _ asked: [String]) -> String {
        let what = answer.name.contains("*") ? "no field matches" : "no field"
        return "\(what) `\(answer.name)` in \(asked.isEmpty ? "any table" : asked.joined(separator: ", "))"
    }

    private static func types(_ explanation: FieldExplanation) -> String {
        explanation.types.map { $0 == .other ? "as the data have it" : $0.rawValue }.joined(separator: ", ")
    }

    private static func listed(_ answer: FieldAnswers.Answer) -> String {
        guard let explanation = answer.explanation, let first = explanation.words.first else {
            var kinds: [String] = []
            for definition in answer.definitions where !kinds.contains(definition.typeName) {
                kinds.append(definition.typeName)
            }
            return "\(answer.name)  \(kinds.joined(separator: ", "))"
        }
        return "\(answer.name)  \(types(explanation))  \(first.definition.source)"
    }

    /// The tables that count, the one that decides first; of those that say the same only some are shown.
    private static func words(_ explanation: FieldExplanation) -> [String] {
        var shown = 0
        var hidden = 0
        var lines: [String] = []
        for word in explanation.words {
            if !word.decides, !word.disagrees {
                shown += 1
                if shown > mostSources {
                    hidden += 1
                    continue
                }
            }
            var source = word.definition.source
            if let place = word.place {
                source = "\(place.path):\(place.line)" + source.dropFirst(place.path.utf8.count)
            }
            let mark = word.decides ? "" : word.disagrees ? ", another type" : ", the same"
            lines.append("  \(type(word.definition))  \(source)\(mark): \(word.reason)")
        }
        return hidden == 0 ? lines : lines + ["  and \(hidden) more tables say the same"]
    }

    private static func type(_ definition: FieldDefinition) -> String {
        var type = definition.typeName
        if let target = definition.aliasTarget { type += " of \(target)" }
        if definition.isMultiField { type += ", multi-field" }
        if definition.isArray { type += ", array" }
        return type
    }

    /// A line for each type and kind of table.
    private static func sources(_ definitions: [FieldDefinition]) -> [String] {
        var groups: [(head: String, sources: [String])] = []
        for definition in definitions {
            let kind = definition.source.prefix { $0 != " " }
            let head = type(definition)
            let isSame = groups.last.map { $0.head == head && $0.sources[0].hasPrefix(kind) } ?? false
            if isSame {
                groups[groups.count - 1].sources.append(String(definition.source.dropFirst(kind.count + 1)))
            } else {
                groups.append((head, [definition.source]))
            }
        }
        return groups.map { head, sources in
            let rest = sources.count - mostSources
            let shown = sources.prefix(mostSources).joined(separator: ", ")
            return "  \(head)  \(shown)" + (rest > 0 ? " and \(rest) more" : "")
        }
    }
}
