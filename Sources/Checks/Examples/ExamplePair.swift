/// Two whole rules in one YAML file, for the examples of checks that compare rules; the first has a fixed id and name.
enum ExamplePair {
    @inline(never)
    static func text(
        id: String, name: String, firstName: String = "Vault Secret Read",
        first: String = "event.dataset:azure.activitylogs",
        query: String = "event.dataset:azure.activitylogs and event.outcome:failure", isDeprecated: Bool = false
    ) -> String {
        document(
            id: "5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6b", name: firstName, query: first, maturity: "production")
            + "---\n"
            + document(
                id: id, name: name, query: query,
                maturity: isDeprecated ? "deprecated\n  deprecation_date: 2026/01/05" : "production")
    }

    private static func document(id: String, name: String, query: String, maturity: String) -> String {
        """
        metadata:
          creation_date: 2026/01/05
          integration: [azure]
          maturity: \(maturity)
          updated_date: 2026/01/05
        rule:
          author: [Example]
          description: Finds what the name says.
          from: now-9m
          index: [logs-azure.activitylogs-*]
          language: kuery
          name: \(name)
          query: \(query)
          risk_score: 21
          rule_id: \(id)
          severity: low
          type: query

        """
    }
}
