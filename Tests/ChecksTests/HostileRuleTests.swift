import Diagnostics
import SourceText
import Testing

@testable import Checks

/// Files that only exist to be slow or to trap.
@Suite struct HostileRuleTests {
    @Test func floodsOfFaultsAreTold() {
        let keys = (0..<3_000).map { "nmae\($0) = 1\n" }.joined()
        let fields = (0..<300).map { "event.actoin\($0):1" }.joined(separator: " or ")
        let techniques = (0..<300).map { "[[rule.threat.technique]]\nid = \"T9\($0)\"\n" }.joined()
        let text =
            "[metadata]\n[rule]\ntype = \"query\"\nlanguage = \"kuery\"\nindex = [\"logs-azure*\"]\n\(keys)"
            + "query = '\(fields)'\n[[rule.threat]]\nframework = \"MITRE ATT&CK\"\n\(techniques)"
        let findings = CheckRunner.lint(SourceFile(id: SourceID(0), path: "flood.toml", text: text)).findings
        #expect(findings.count { $0.id == "unknown-key" } == 3_000)
        #expect(findings.count { $0.id == "unknown-technique" } == 300)
    }

    @Test func hugeNumbersDoNotTrap() {
        for (key, value) in [
            ("interval", "\"9223372036854775807s\""), ("interval", "\"106751991167300d\""),
            ("from", "\"now-9223372036854775807s\""), ("from", "\"now-1s-9223372036854775807s\""),
            ("to", "\"now+9223372036854775807s\""), ("risk_score", "-9223372036854775808"),
            ("max_signals", "9223372036854775807"), ("risk_score", "9223372036854775807.0"), ("risk_score", "nan"),
        ] {
            let text = "[rule]\ntype = \"query\"\nfrom_ = 1\n\(key) = \(value)\n"
            let source = SourceFile(id: SourceID(0), path: "huge.toml", text: text)
            #expect(!CheckRunner.lint(source).findings.isEmpty, "\(key) = \(value)")
        }
    }
}
