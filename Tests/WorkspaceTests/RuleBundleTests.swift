import Documents
import Elastic
import Foundation
import Rules
import Schemas
import SourceText
import TestSupport
import Testing
import Workspace

/// An export becomes a folder of rule files with a bundle, and an export again.
@Suite struct RuleBundleTests {
    private static let export = """
        {"name":"First rule","description":"d","severity":"low","rule_id":"a","type":"query","query":"x:1","language":"kuery","risk_score":1,"meta":{"z":null},"created_at":"2026-01-02T03:04:05.000Z"}
        {"list_id":"L","name":"A list","type":"detection","namespace_type":"single"}
        {"name":"First rule","risk_score":1,"severity":"low","rule_id":"b","type":"query","query":"y:1\\n","language":"kuery","description":" two  blanks ","threat":[{"framework":"MITRE ATT&CK","tactic":{"id":"TA0005","name":"Defense Evasion","reference":"r"}}]}
        {"exported_count":3,"exported_rules_count":2,"missing_rules":[]}

        """

    private func folder(_ body: (URL) throws -> Void) throws {
        try ScratchFolder.use(body)
    }

    private func write(_ made: RuleFileWriter.Output, to folder: URL) throws {
        for file in made.files { try Data(file.bytes).write(to: folder.appending(path: file.name)) }
        try Data((made.bundle?.text ?? "").utf8).write(to: folder.appending(path: RuleBundle.fileName))
    }

    private func lines(_ folder: URL) -> [String] {
        let loaded = RuleLoader.load([folder.path])
        let bundles = FolderBundle.find([folder.path], files: loaded.files.map(\.source.path))
        #expect(bundles.errors.isEmpty && bundles.bundles.count == 1)
        var converter = RuleConverter(KibanaConversion(.ndjson, stack: .newest))
        converter.bundles = bundles.bundles
        return converter.convert(loaded).text.split(separator: "\n").map(String.init)
    }

    private func isEqual(_ a: String, _ b: String) throws -> Bool {
        let read = { (text: String) in try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary }
        return try read(a)?.isEqual(read(b)) == true
    }

    @Test func everyObjectComesBackInItsPlace() throws {
        let source = SourceFile(path: "export.ndjson", text: Self.export)
        let loaded = LoadedRules(files: [LoadedFile(source)])
        let made = RuleFileWriter.files(of: loaded.files, as: .toml)
        #expect(made.files.map(\.name) == ["first_rule.toml", "first_rule_2.toml"])
        #expect(made.losses.isEmpty && made.bundled.map(\.lostPointer) == ["/created_at"])
        #expect(String(decoding: made.files[0].bytes, as: UTF8.self).contains("creation_date = \"2026/01/02\""))
        try folder { folder in
            try write(made, to: folder)
            let wanted = Self.export.split(separator: "\n").map(String.init)
            let found = lines(folder)
            #expect(found.count == wanted.count)
            for (a, b) in zip(found, wanted) { #expect(try isEqual(a, b), "\(a)\n\(b)") }
            // One file less: the counts follow.
            try FileManager.default.removeItem(at: folder.appending(path: "first_rule.toml"))
            let fewer = lines(folder)
            #expect(fewer.count == 3)
            #expect(fewer.last?.contains("\"exported_count\":2") == true)
            #expect(fewer.last?.contains("\"exported_rules_count\":1") == true)
        }
    }

    @Test func aBundleIsNoRuleFile() {
        #expect(!RuleFileName.isRuleFile(RuleBundle.fileName))
    }
}
