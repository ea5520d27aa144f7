/// The kinds of rule that Kibana knows.
package enum RuleType: String, Sendable, CaseIterable {
    case query, eql, esql, threshold
    case savedQuery = "saved_query"
    case threatMatch = "threat_match"
    case machineLearning = "machine_learning"
    case newTerms = "new_terms"
}
