import Foundation
import TestSupport
import Testing

/// `tenet fields` and `tenet attack` as a user runs them.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct SchemaCommandTests {
    @Test func aFieldIsShownWithItsTables() throws {
        let plain = try TenetBinary.run(["fields", "azure.activitylogs.operation_name"])
        #expect(plain.status == 0)
        #expect(
            plain.output == """
                azure.activitylogs.operation_name
                  keyword  package azure activitylogs
                  keyword  beats filebeat azure activitylogs

                """)
        let there = try TenetBinary.run(["fields", "event.outcome", "--index", "logs-azure*"])
        #expect(there.status == 0)
        #expect(there.output.contains("  type here  keyword, from ECS 9.5.0\n"))
        #expect(there.output.contains("  values     failure, success, unknown\n"))
    }

    @Test func anUnknownFieldNamesTheNearest() throws {
        let outcome = try TenetBinary.run(["fields", "src_ip"])
        #expect(outcome.status == 1)
        #expect(outcome.output.isEmpty)
        #expect(
            outcome.errors == "error: no field `src_ip` in any table\n  = help: did you mean `source.ip`?\n")
        let elsewhere = try TenetBinary.run(
            ["fields", "azure.activitylogs.operation_name", "--index", "logs-aws.cloudtrail-*"])
        #expect(elsewhere.status == 1)
        #expect(elsewhere.output.contains("package azure activitylogs"))
        #expect(try TenetBinary.run(["fields", "a", "--stack", "new"]).status == 3)
    }

    @Test func namesAreFoundByTheirParts() throws {
        let shells = try TenetBinary.run(["attack", "shell"]).output
        #expect(shells.contains("T1059.001  PowerShell (Command and Scripting Interpreter)\n"), "\(shells)")
        #expect(shells.contains("T1505.003  Web Shell"))
        for words in [["credential dump"], ["credential", "dump"]] {
            #expect(try TenetBinary.run(["attack"] + words).output.contains("OS Credential Dumping"))
        }
        #expect(try TenetBinary.run(["attack", "access", "token", "manipulation"]).output.hasPrefix("T1134 · "))
        let fields = try TenetBinary.run(["fields", "command", "line"])
        #expect(fields.status == 0)
        #expect(fields.output.contains("\nprocess.command_line  "), "\(fields.output.prefix(400))")
        let narrowed = try TenetBinary.run(["fields", "outcome", "--index", "logs-azure*"]).output
        #expect(narrowed.contains("event.outcome  keyword"), "\(narrowed)")
        #expect(try TenetBinary.run(["fields", "no such words"]).status == 1)
    }

    @Test func attackObjectsAreShownOnceWhereTheVersionsAgree() throws {
        let outcome = try TenetBinary.run(["attack", "T1552.001"])
        #expect(outcome.status == 0)
        #expect(
            outcome.output == """
                T1552.001 · ATT&CK Enterprise 18.1, 19.0
                  name      Credentials In Files
                  kind      subtechnique
                  parent    T1552 Unsecured Credentials
                  tactics   TA0006 Credential Access
                  url       https://attack.mitre.org/techniques/T1552/001/

                """)
        #expect(try TenetBinary.run(["attack", "unsecured credentials"]).output.hasPrefix("T1552 · "))
        let revoked = try TenetBinary.run(["attack", "t1089"])
        #expect(revoked.output.contains("revoked   by T1562.001 Disable or Modify Tools\n"))
        #expect(revoked.output.contains("revoked   by T1685 Disable or Modify Tools\n"))
        let chain = try TenetBinary.run(["attack", "T1073"])
        #expect(chain.output.contains("revoked   by T1574.002 DLL Side-Loading, then T1574.001 DLL\n"))
        #expect(try TenetBinary.run(["attack", "T1400"]).output.hasPrefix("T1400 · ATT&CK Mobile 18.1, 19.0\n"))
        #expect(try TenetBinary.run(["attack", "TA0100"]).output.hasPrefix("TA0100 · ATT&CK ICS 18.1, 19.0\n"))
        let unknown = try TenetBinary.run(["attack", "T9999"])
        #expect(unknown.status == 1)
        #expect(unknown.errors.hasPrefix("error: no ATT&CK object `T9999`\n"))
    }

    @Test func importsThatCannotBeDoneSayWhy() throws {
        let folder = try ScratchFolder()
        try folder.write("ecs-9.5.0.ndjson", "{\"name\":\n")
        try folder.write("attack-enterprise-18.1.ndjson", "{}\n")
        let fields = try TenetBinary.run(["fields", "import", ".", "-o", "out"], in: folder.url)
        #expect(fields.status == 2)
        #expect(fields.errors.hasPrefix("error: cannot import: ecs-9.5.0.ndjson:1: not JSON"))
        let attack = try TenetBinary.run(["attack", "import", ".", "-o", "out"], in: folder.url)
        #expect(attack.status == 2)
        #expect(attack.errors.contains("an object has no id or no name"))
        let missing = try TenetBinary.run(["fields", "import", "nowhere", "-o", "out"], in: folder.url)
        #expect(missing.status == 2)
        #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "out").path))
    }

    @Test func whyATableCountsIsTold() throws {
        let here = try TenetBinary.run(["fields", "azure.activitylogs.operation_name", "--index", "logs-azure*"])
        #expect(here.output.contains("logs-azure* reads data set azure.activitylogs; stack 9.6.0 uses "))
        #expect(here.output.contains("of which no table is here, so the newest one is used"))
        let name = try TenetBinary.run(["fields", "process.name", "--index", "logs-endpoint.events.process-*"])
        #expect(name.output.contains("  also as    process.name.caseless (keyword), process.name.text (text)\n"))
        #expect(name.output.contains("the newest version that stack 9.6.0 admits (^9.5.0)"))
        let old = try TenetBinary.run(["fields", "event.outcome", "--index", "logs-*", "--stack", "9.3"])
        #expect(
            old.output.contains(
                "stack 9.3.0 is checked with ECS 9.3.0, which is not here; 8.17.0 is used in its place\n"))
    }

    @Test func aPatternListsTheFieldsOfTheIndices() throws {
        let listed = try TenetBinary.run(["fields", "okta.act*", "--index", "logs-okta*"])
        #expect(listed.status == 0)
        #expect(listed.output.hasPrefix("okta.actor.alternate_id  keyword  okta "))
        #expect(listed.output.split(separator: "\n").allSatisfy { $0.hasPrefix("okta.act") })
        let none = try TenetBinary.run(["fields", "okta.nothing*", "--index", "logs-okta*"])
        #expect(none.status == 1 && none.output.isEmpty)
        #expect(try TenetBinary.run(["fields"]).status == 3)
    }

    @Test func fieldsOfOnesOwnAreImportedShownAndLintedWith() throws {
        let folder = try ScratchFolder()
        try folder.write(
            "mapping.json",
            #"{"my-1":{"mappings":{"properties":{"app":{"properties":{"user":{"type":"keyword"}}},"#
                + #""event":{"properties":{"outcome":{"type":"long"}}}}}}}"#)
        let made = try TenetBinary.run(
            ["fields", "import", "mapping.json", "--index", "my-*", "-o", "own.ndjson"], in: folder.url)
        #expect(made.status == 0 && made.errors == "2 fields of 1 source\n")
        let again = try TenetBinary.run(["fields", "import", "own.ndjson"], in: folder.url)
        #expect(try again.output == folder.read("own.ndjson"))
        let arguments = [
            "fields", "event.outcome", "--index", "my-app", "--fields", "own.ndjson", "--output-format", "json",
        ]
        let shown = try TenetBinary.run(arguments, in: folder.url)
        #expect(shown.output.contains(#""types":["long"]"#))
        #expect(
            shown.output.contains(
                #""decides":true,"disagrees":false,"reason":"given for my-*","file":"own.ndjson","line":3"#))
        #expect(
            shown.output.contains(#""decides":false,"disagrees":true,"reason":"stack 9.6.0 is checked with ECS 9.5.0""#)
        )
        try folder.write(
            "rule.toml",
            """
            [metadata]
            creation_date = "2026/01/01"
            maturity = "production"
            updated_date = "2026/01/01"

            [rule]
            author = ["Own"]
            description = "d"
            index = ["my-app-*"]
            language = "kuery"
            name = "Own"
            query = "app.usr: x and event.outcome: failure"
            risk_score = 21
            rule_id = "7a1b2c3d-0000-4000-8000-000000000001"
            severity = "low"
            type = "query"

            """)
        let base = ["lint", "rule.toml", "--output-format", "concise", "--select", "unknown-field,value-type-mismatch"]
        #expect(try TenetBinary.run(base, in: folder.url).output.isEmpty)
        let linted = try TenetBinary.run(base + ["--fields", "own.ndjson"], in: folder.url)
        #expect(
            linted.output.contains("unknown field `app.usr`") && linted.output.contains("`event.outcome` is a `long`"))
        let broken = try TenetBinary.run(base + ["--fields", "rule.toml"], in: folder.url)
        #expect(broken.status == 2 && broken.errors.hasPrefix("error: cannot use rule.toml:"))
    }

    @Test func rulesAreMigratedInPlaceOrShown() throws {
        let folder = try ScratchFolder()
        let rule = """
            [rule]
            [[rule.threat]]
            framework = "MITRE ATT&CK" # kept
            [rule.threat.tactic]
            id = "TA0005"
            name = "Defense Evasion"
            reference = "https://attack.mitre.org/tactics/TA0005/"

            """
        try folder.write("r.toml", rule)
        let base = ["attack", "migrate", "--to", "19", "r.toml"]
        let shown = try TenetBinary.run(base + ["--diff"], in: folder.url)
        #expect(shown.status == 1 && shown.output.contains("+name = \"Stealth\"\n"))
        #expect(try TenetBinary.run(base + ["--check"], in: folder.url).output == "r.toml\n")
        #expect(try folder.read("r.toml") == rule)
        let written = try TenetBinary.run(base, in: folder.url)
        #expect(written.status == 0 && written.errors == "changed 1 file of 1 for ATT&CK 19.0\n")
        #expect(try folder.read("r.toml") == rule.replacing("Defense Evasion", with: "Stealth"))
        let lint = ["lint", "r.toml", "--select", "attack-name-mismatch", "--output-format", "concise"]
        #expect(try TenetBinary.run(lint + ["--attack", "19"], in: folder.url).output.isEmpty)
        #expect(try TenetBinary.run(lint, in: folder.url).output.contains("`TA0005` is named"))
        let again = try TenetBinary.run(base, in: folder.url)
        #expect(again.errors == "nothing to change for ATT&CK 19.0 in 1 file\n")
        #expect(try TenetBinary.run(["attack", "migrate", "--to", "17", "r.toml"], in: folder.url).status == 3)
    }
}
