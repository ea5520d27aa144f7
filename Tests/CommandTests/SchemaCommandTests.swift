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
        let unknown = try TenetBinary.run(["attack", "T9999"])
        #expect(unknown.status == 1)
        #expect(unknown.errors.hasPrefix("error: no ATT&CK Enterprise object `T9999`\n"))
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
}
