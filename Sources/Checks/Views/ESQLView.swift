import Diagnostics
package import Queries
package import Rules
package import SourceText

/// The ES|QL query of a rule, as far as it is read: for the checks that look into it.
package struct ESQLView: Sendable {
    package let query: RuleText
    package let text: ESQLText

    /// nil: the rule's query is in another language.
    package init?(_ rule: Rule) {
        guard rule.elastic.type?.value == .esql, rule.elastic.language == nil || rule.elastic.queryLanguage == .esql,
            let query = rule.elastic.query
        else {
            return nil
        }
        self.query = query
        text = ESQLText(query.text)
    }

    /// The bytes of the file that a range of the query came from.
    package func range(_ range: Range<Int>) -> ByteRange {
        query.sourceRange(ByteRange(range.lowerBound, range.upperBound))
    }

    /// The word METADATA of a FROM and the names after it; older queries write both in square brackets.
    func metadata(of from: ESQLText.Command) -> (word: Range<Int>, names: Range<Int>)? {
        if let word = text.word("metadata", in: from.body) { return (word, word.upperBound..<from.body.upperBound) }
        guard let inside = text.brackets(in: from.body), let word = text.word("metadata", in: inside) else {
            return nil
        }
        return (word, word.upperBound..<inside.upperBound)
    }

    /// What an alert needs to be reported from others and traced to its event.
    static let metadataFields = ["_id", "_version", "_index"]
}
