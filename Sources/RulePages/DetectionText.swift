import Rules

/// What a rule does with the events of its query, as sentences of Markdown.
enum DetectionText {
    /// nil where the query says all of it.
    static func text(_ detection: Detection) -> String? {
        var lines: [String] = []
        switch detection {
        case .threshold(let threshold): lines.append(sentence(threshold))
        case .newTerms(let terms):
            lines.append(
                "The first event with a value of \(names(terms.fields)) that no event had since "
                    + "\(MarkdownText.code(terms.historyWindowStart)) is an alert.")
        case .indicatorMatch(let match):
            let groups = match.mapping.map { group in
                group.map { pair in
                    "\(MarkdownText.code(pair.field)) \(pair.isNegated ? "differs from" : "equals") "
                        + MarkdownText.code(pair.indicatorField)
                }.joined(separator: " and ")
            }
            lines.append(
                "An event matches an indicator of \(names(match.indicatorIndex)) where "
                    + "\(groups.joined(separator: ", or ")).")
        case .anomaly(let anomaly):
            lines.append(
                "Each anomaly of \(names(anomaly.jobIDs)) with a score of \(anomaly.threshold) or more is an alert.")
        case .event, .sequence, .sample, .pipeline: break
        }
        if detection.restrictions.filters != nil { lines.append("The rule's filters narrow the query.") }
        if detection.restrictions.exceptions != nil { lines.append("Events that an exception describes are no alert.") }
        return lines.isEmpty ? nil : lines.joined(separator: "\n\n")
    }

    private static func sentence(_ threshold: ThresholdDetection) -> String {
        let count = threshold.minimum == 1 ? "1 event" : "\(threshold.minimum) events"
        let group = threshold.fields.isEmpty ? "" : " with the same \(names(threshold.fields))"
        let values = threshold.cardinality.map { cardinality in
            ", and \(cardinality.minimum) different values of \(MarkdownText.code(cardinality.field))"
        }
        return "At least \(count)\(group)\(values ?? "") are an alert."
    }

    private static func names(_ names: [String]) -> String {
        let codes = names.map { MarkdownText.code($0) }
        guard codes.count > 1 else { return codes.first ?? "" }
        return codes.dropLast().joined(separator: ", ") + " and " + codes[codes.count - 1]
    }
}
