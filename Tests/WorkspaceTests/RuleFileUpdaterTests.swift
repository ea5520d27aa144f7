import Documents
import Elastic
import Foundation
import Rules
import Schemas
import SourceText
import TestSupport
import Testing
import Workspace

/// A second export finds the rules that an earlier one brought, wherever their files are now.
@Suite struct RuleFileUpdaterTests {
    private func export(_ members: String = "", id: String = "a", name: String = "Burst") -> String {
        """
        {"name":"\(name)","rule_id":"\(id)","type":"query","query":"host.name:x","language":"kuery","description":"d",\
        "risk_score":47,"severity":"medium","author":["SOC"],"tags":["One"],"threat":[],"version":1,\
        "created_at":"2026-01-02T03:04:05.000Z","updated_at":"2026-01-02T03:04:05.000Z"\(members)}

        """
    }

    private func made(_ export: String) -> RuleFileWriter.Output {
        let file = LoadedFile(SourceFile(path: "export.ndjson", text: export))
        return RuleFileWriter.files(of: [file], as: .toml, today: "2026/11/28")
    }

    /// Converts an export into the folder; the paths that were written, below it.
    @discardableResult
    private func convert(_ export: String, _ folder: ScratchFolder, overwrites: Bool = false) throws -> [String] {
        let updater = RuleFileUpdater(folder.url.path, as: .toml, overwrites: overwrites)
        let plan = updater.plan(made(export), jobs: 1)
        #expect(plan.errors.isEmpty)
        let prefix = folder.url.path + "/"
        for file in plan.files { try folder.write(String(file.path.dropFirst(prefix.count)), Data(file.bytes)) }
        if let bundle = plan.bundle { try folder.write(RuleBundle.fileName, bundle.text) }
        return plan.files.map { String($0.path.dropFirst(prefix.count)) }
    }

    private func lines(_ folder: ScratchFolder, _ path: String = "") -> [JSONValue] {
        let named = folder.url.appending(path: path).path
        let loaded = RuleLoader.load([named])
        var converter = RuleConverter(KibanaConversion(.ndjson, stack: .newest))
        converter.bundles = FolderBundle.find([named], files: loaded.files.map(\.source.path)).bundles
        return converter.convert(loaded).text.split(separator: "\n").compactMap { JSONValue(json: String($0)) }
    }

    @Test func anExportThatSaysNothingNewWritesNothing() throws {
        let folder = try ScratchFolder()
        #expect(try convert(export(), folder) == ["burst.toml"])
        #expect(try convert(export(), folder) == [])
    }

    @Test func whatTheFileHasOfItsOwnStays() throws {
        let folder = try ScratchFolder()
        try convert(export(), folder)
        let text = try folder.read("burst.toml")
            .replacing("[metadata]", with: "[metadata]\nintegration = [\"system\"]")
            .replacing(
                "name = \"Burst\"", with: "# agreed with the owner\nname = \"Burst\"  # tenet: ignore untidy-name"
            )
            .replacing("version = 1\n", with: "")
        try folder.write("burst.toml", text)
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "windows"), withIntermediateDirectories: true)
        try FileManager.default.moveItem(
            at: folder.url.appending(path: "burst.toml"), to: folder.url.appending(path: "windows/many.toml"))
        #expect(try convert(export(), folder) == [])
        let later = export(#","note":"Look.","revision":7"#)
            .replacing("\"query\":\"host.name:x\"", with: "\"query\":\"host.name:y\"")
            .replacing("\"updated_at\":\"2026-01-02", with: "\"updated_at\":\"2026-03-04")
        #expect(try convert(later, folder) == ["windows/many.toml"])
        let updated = try folder.read("windows/many.toml")
        for part in [
            "integration = [\"system\"]", "# agreed with the owner", "# tenet: ignore untidy-name", "host.name:y",
            "note = \"Look.\"", "updated_date = \"2026/03/04\"", "creation_date = \"2026/01/02\"",
        ] {
            #expect(updated.contains(part), "\(part)")
        }
        #expect(!updated.contains("version") && !updated.contains("revision") && !updated.contains("host.name:x"))
        let line = try #require(lines(folder).first)
        #expect(line["revision"] == .integer(7) && line["updated_at"] == .string("2026-03-04T03:04:05.000Z"))
        // A file that is named alone is the same rule.
        #expect(lines(folder, "windows/many.toml").first == line)
    }

    @Test func whatKibanaNoLongerHasGoes() throws {
        let folder = try ScratchFolder()
        try convert(export(#","note":"Look.","license":"MIT""#), folder)
        #expect(try convert(export(), folder) == ["burst.toml"])
        let text = try folder.read("burst.toml")
        #expect(!text.contains("note") && !text.contains("license"))
    }

    @Test func anotherRulesFileIsNotWrittenOver() throws {
        let folder = try ScratchFolder()
        try folder.write("burst.toml", "[rule]\nname = \"Mine\"\nrule_id = \"other\"\n")
        #expect(try convert(export(), folder) == ["burst_2.toml"])
        #expect(try folder.read("burst.toml").contains("Mine"))
        #expect(try convert(export(), folder, overwrites: true) == ["burst.toml"])
    }

    /// A folder that is converted into itself has no twins afterwards.
    @Test func aConvertedRuleFileReplacesTheFileThatHasItsRule() throws {
        let folder = try ScratchFolder()
        try folder.write("a/one.toml", "[rule]\nrule_id = \"x\"\nname =   \"One\"\n")
        let written = { (format: RuleFileWriter.Format) in
            let made = RuleFileWriter.files(of: RuleLoader.load([folder.url.path]).files, as: format)
            let updater = RuleFileUpdater(folder.url.path, as: format, overwrites: false)
            return updater.plan(made, jobs: 1).files.map { String($0.path.dropFirst(folder.url.path.count + 1)) }
        }
        #expect(written(.toml) == ["a/one.toml"])
        #expect(written(.yaml) == ["one.yaml"])
    }

    @Test func namesOfOurOwnFilesAreNotGivenToRules() {
        for name in ["Tenet", "TENET!", "tenet."] {
            #expect(made(export(name: name)).files.map(\.name) == ["tenet_rule.toml"], "\(name)")
        }
    }

    @Test func aSecondExportKeepsWhatTheFirstSaidOfOtherRules() throws {
        let folder = try ScratchFolder()
        let reference = #","exceptions_list":[{"id":"i","list_id":"L","type":"detection","namespace_type":"single"}]"#
        let list = #"{"list_id":"L","name":"n","description":"d","type":"detection","namespace_type":"single"}"# + "\n"
        let counts = { (all: Int, lists: Int) in
            #"{"exported_count":\#(all),"exported_rules_count":1,"exported_exception_list_count":\#(lists)}"# + "\n"
        }
        try convert(export(reference + #","revision":3"#) + list + counts(2, 1), folder)
        try convert(export(#","revision":4"#, id: "b", name: "Other") + counts(1, 0), folder)
        let found = lines(folder)
        #expect(found.compactMap { $0["revision"] } == [.integer(4), .integer(3)])
        #expect(found.count == 4 && found.last?["exported_count"] == .integer(3), "\(found.map(\.text))")
        #expect(found.last?["exported_exception_list_count"] == .integer(1))
    }

    @Test func repeatedExceptionsComeOnce() throws {
        let folder = try ScratchFolder()
        let list = #"{"list_id":"L","name":"n","description":"d","type":"detection","namespace_type":"single"}"# + "\n"
        let counts =
            #"{"exported_count":3,"exported_rules_count":1,"exported_exception_list_count":2}"# + "\n"
        try convert(export() + list + list.replacing("\"n\"", with: "\"later\"") + counts, folder)
        let found = lines(folder)
        #expect(found.count == 3 && found[1]["name"] == .string("later"))
        #expect(found[2]["exported_count"] == .integer(2))
        #expect(found[2]["exported_exception_list_count"] == .integer(1))
    }

    @Test func formsOfTheExportComeBackInImportFilesOnly() throws {
        let folder = try ScratchFolder()
        let members = #"""
            ,"investigation_fields":[],"immutable":false,"meta":{"z":null},"output_index":"",\#
            "actions":[{"action_type_id":".email","id":"c","params":{},\#
            "frequency":{"summary":true,"notifyWhen":"onActiveAlert","throttle":null}}]
            """#
        try convert(export(members.replacing("\n", with: "")), folder)
        let text = try folder.read("burst.toml")
        #expect(!text.contains("immutable") && !text.contains("investigation_fields") && !text.contains("created_at"))
        let line = try #require(lines(folder).first)
        #expect(line["investigation_fields"] == .array([]) && line["immutable"] == .bool(false))
        #expect(line["meta"] == JSONValue(json: #"{"z":null}"#) && line.text.contains("\"throttle\":null"))
        let body = RuleConverter(KibanaConversion(.kibana, stack: .newest)).convert(RuleLoader.load([folder.url.path]))
            .text
        #expect(!body.contains("immutable") && !body.contains("investigation_fields") && !body.contains("created_at"))
    }
}
