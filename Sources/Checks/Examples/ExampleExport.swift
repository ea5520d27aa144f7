/// Lines of Kibana's import files for the examples of checks.
enum ExampleExport {
    /// A rule on one line; `members` are before its own, such as `"enabled": true`.
    @inline(never)
    static func rule(_ members: String = "") -> String {
        let own = """
            "rule_id": "3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11", "name": "Key Vault Changed", "type": "query", \
            "description": "Reports each change to a key vault.", "severity": "medium", "risk_score": 47, \
            "from": "now-9m", "language": "kuery", "index": ["logs-azure.activitylogs-*"], \
            "query": "event.dataset:azure.activitylogs and event.outcome:success", "author": ["Example Authors"]
            """
        return "{\(members)\(members.isEmpty ? "" : ", ")\(own)}\n"
    }

    /// The ID of the rule, in its quotes.
    static let ruleID = "\"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11\""

    /// A member of the rule that refers to the list.
    static let reference = """
        "exceptions_list": [{"id": "e1", "list_id": "vault-exceptions", "type": "detection", \
        "namespace_type": "single"}]
        """

    /// A list of exceptions for that rule.
    static let list = """
        {"list_id": "vault-exceptions", "type": "detection", "namespace_type": "single", "name": "Vault exceptions", \
        "description": "What is known to change vaults."}

        """

    /// An exception of that list with these entries.
    @inline(never)
    static func item(_ entries: String) -> String {
        """
        {"list_id": "vault-exceptions", "item_id": "deploy", "type": "simple", "name": "Deployment", \
        "description": "The pipeline changes vaults.", "entries": [\(entries)]}

        """
    }
}
