/// An ID of diagnostics that is not of a check: commands other than `lint` report it.
package struct CommandDiagnostic: Sendable {
    package let id: String
    /// The commands that report it, as they are called.
    package let commands: [String]
    /// What it says, as a noun phrase or a sentence without its period.
    package let summary: String
    /// Why it is reported, and what to do.
    package let rationale: String

    /// All of them, by ID.
    package static let all: [CommandDiagnostic] = [
        CommandDiagnostic(
            id: "asset-name", commands: ["convert --to asset"], summary: "rule cannot be a file of the package",
            rationale: """
                The `rule_id` and the version of a rule name its file in the package of prebuilt rules. A rule without \
                `rule_id`, with one that is not a file name, or with the ID and version of another rule has no file there. \
                Packages for stacks before 9.4 omit deprecated rules.
                """),
        CommandDiagnostic(
            id: "attack-migration", commands: ["attack migrate"],
            summary: "part of `threat` was not migrated to the other ATT&CK version",
            rationale: """
                The technique has no successor, or several, or the file writes the entries in a way that an edit cannot keep. \
                The rule is left as it is there: edit it by hand. `tenet attack ID` shows what became of a technique.
                """),
        CommandDiagnostic(
            id: "exception-left-out", commands: ["match", "compile", "test", "convert --to LANGUAGE"],
            summary: "exception of the rule cannot be evaluated",
            rationale: """
                Exceptions with value lists need data that only the stack has, and an entry that is not complete excludes \
                nothing. `match`, `compile` and `test` run the rule without the exception, as Kibana does with one that it \
                cannot process: there can be more alerts. `convert` does not translate the rule, because its translation \
                would find more.
                """),
        CommandDiagnostic(
            id: "field-source", commands: ["fields import"], summary: "file does not define fields",
            rationale: """
                A list of fields is made of a mapping, a template, a data view, a field file or events, and this part of the \
                file does not have the form of what the file is. `--kind` says what it is where the content does not decide it.
                """),
        CommandDiagnostic(
            id: "left-out", commands: ["query --to", "convert --to LANGUAGE"],
            summary: "part of the query was omitted, because it finds nothing by itself",
            rationale: """
                A boost such as `^2` changes the order of results, and not which events are found. The translation without \
                it finds the same events.
                """),
        CommandDiagnostic(
            id: "needs-newer-stack", commands: ["convert"],
            summary: "rule needs a newer stack than the one of `--stack`",
            rationale: """
                A rule whose `min_stack_version` is newer is omitted with a warning. A rule that uses what the stack does not \
                have, and that would find something else without it, is omitted with an error: convert for a newer stack, \
                or set `min_stack_version`.
                """),
        CommandDiagnostic(
            id: "no-counterpart", commands: ["query --to", "convert --to LANGUAGE"],
            summary: "part of the query has no counterpart in the other language",
            rationale: """
                A translation finds the same events as the query, or there is none. What each language lacks is described in \
                docs/translation.md. The other rules of the run are converted.
                """),
        CommandDiagnostic(
            id: "not-evaluable", commands: ["query", "search"],
            summary: "clause of Query DSL that one event alone cannot decide",
            rationale: """
                Scripts, scores, distances and joins of documents are computed by Elasticsearch over its indices. Tenet \
                decides of each event alone.
                """),
        CommandDiagnostic(
            id: "not-runnable", commands: ["match", "compile", "test", "convert --to LANGUAGE"],
            summary: "no engine runs the rule",
            rationale: """
                The query is a saved one, which only Kibana has; the file is the asset of a deprecated rule, which holds no \
                detection; the language of the query is not one that the type has; or Elasticsearch does not run the \
                query, such as a join in EQL.
                """),
        CommandDiagnostic(
            id: "page-name", commands: ["docs"], summary: "rule cannot have a page of its own",
            rationale: """
                The name of a rule is the name of its page. Two rules with one name, and a name without letters and digits, \
                have no page: rename the rule.
                """),
        CommandDiagnostic(
            id: "query-refused", commands: ["query", "search"], summary: "Elasticsearch refuses the query",
            rationale: """
                The query is of its language, and Elasticsearch does not run it with the types of its fields: a function that \
                does not exist or has wrong arguments, an operator on a type that it does not accept, a broken regular \
                expression. In a rule `tenet lint` reports each of them under the ID of its check.
                """),
        CommandDiagnostic(
            id: "rule-test", commands: ["test"], summary: "file of test cases is invalid",
            rationale: """
                A test file has `cases`, each with a `name`, `events` (or a `file` of them) and what to `expect`. The message \
                says what is missing or not understood; the other files are run.
                """),
        CommandDiagnostic(
            id: "value-does-not-fit", commands: ["query", "search"],
            summary: "value cannot be one of its field's type",
            rationale: """
                Elasticsearch refuses a search for a word in a number, or for text that is not an address in an `ip` field. \
                Rules still run: there the check `value-type-mismatch` reports it.
                """),
        CommandDiagnostic(
            id: "value-lost", commands: ["convert"], summary: "value has no place in the format",
            rationale: """
                TOML has no null, YAML has no dates, and Kibana has no place for the metadata of a rule file. The rule is \
                written without the value. `--loss-report FILE` lists the values with their places.
                """),
        CommandDiagnostic(
            id: "version-lock", commands: ["lock"], summary: "version of a rule cannot be locked",
            rationale: """
                Two rules have one `rule_id`, a deprecated rule has no `deprecation_date`, or the lock has no version left, or \
                none at all, for the stack of the rule. Compare the file with the entry of its `rule_id` in the lock.
                """),
    ]

    /// The diagnostic of that ID.
    package static func find(_ id: String) -> CommandDiagnostic? {
        all.first { $0.id.utf8.elementsEqual(id.utf8) }
    }
}
