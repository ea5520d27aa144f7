import Checks
import Diagnostics
import Foundation
import Schemas
import SourceText
import TestSupport
import Testing

@testable import Workspace

/// Settings from a file, the environment and flags.
@Suite struct SettingsTests {
    private func read(
        _ text: String, environment: [String: String] = [:], flags: Settings.Flags = []
    ) throws -> Settings {
        let folder = try ScratchFolder()
        let file = try folder.write("tenet.toml", text)
        return try Settings.read(from: nil, file: file.path, flags: flags, environment: { environment[$0] })
    }

    @Test func theStrongerSourceWins() throws {
        let file = "profile = \"elastic\"\nmax-warnings = 3\nstack = \"8.19\"\n"
        let environment = ["TENET_PROFILE": "strict", "TENET_MAX_WARNINGS": "4"]
        let settings = try read(file, environment: environment, flags: [(.profile, .text("recommended"), "--profile")])
        #expect(settings.selection.profile == .recommended)
        #expect(settings.maxWarnings == 4)
        #expect(settings.stack == StackVersion(8, 19))
        #expect(settings.failLevel == .error)
        let origins = settings.given.map { "\($0.name) \($0.origin.text.split(separator: "/").last ?? "")" }
        #expect(
            origins == [
                "profile tenet.toml:1", "max-warnings tenet.toml:2", "stack tenet.toml:3", "profile TENET_PROFILE",
                "max-warnings TENET_MAX_WARNINGS", "profile --profile",
            ])
    }

    @Test func pathsOfAFileAreThoseBesideIt() throws {
        let folder = try ScratchFolder()
        let file = try folder.write(
            "a/tenet.toml", "paths = [\"rules\", \"/x\"]\nversion-lock = \"etc/lock.json\"\nfields = [\"f.ndjson\"]\n")
        try folder.write("a/b/rule.toml", "")
        let settings = try Settings.read(from: folder.url.path + "/a/b/rule.toml", environment: { _ in nil })
        #expect(settings.file == file.path)
        #expect(settings.paths([]) == [folder.url.path + "/a/rules", "/x"])
        #expect(settings.paths(["given"]) == ["given"])
        #expect(settings.versionLock == folder.url.path + "/a/etc/lock.json")
        #expect(settings.fields == [folder.url.path + "/a/f.ndjson"])
        let none = try Settings.read(from: folder.url.path + "/x.toml", environment: { _ in nil })
        #expect(none.file == nil && none.paths([]) == ["rules"])
    }

    @Test(arguments: [
        ("profil = \"elastic\"\n", "1:1: unknown setting `profil`", "did you mean `profile`?"),
        ("profile = \"elastc\"\n", "1:11: invalid value `elastc` for `profile`", "did you mean `elastic`?"),
        ("profile = 3\n", "1:11: `profile` must be a string, not an integer", nil),
        ("a = 1\nselect = [\"x\"]\n", "1:1: unknown setting `a`", nil),
        ("select = [\n  \"query\",\n  \"unknwon-field\",\n]\n", "3:3: unknown check `unknwon-field`", nil),
        ("select = \"query\"\n", "1:10: `select` must be a list of strings, not a string", nil),
        ("ignore = [\"zzz-*\"]\n", "1:11: unknown check `zzz-*`", nil),
        ("jobs = 0\n", "1:8: `jobs` is a number from 1, not 0", nil),
        ("stack = \"9.99\"\n", "1:9: stack 9.99 is newer than the schemas of this build", nil),
        ("attack = \"17\"\n", "1:10: ATT&CK `17` is not in this build", "it has 18 and 19"),
        ("exclude = [\"a\", \"\"]\n", "1:17: a pattern that means no path", nil),
        (
            "[severity]\nunknown-field = \"off\"\n", "2:17: invalid value `off` for `severity`",
            "to leave a check out, name it in `ignore`"
        ),
        ("[severity]\nno-check = \"info\"\n", "2:1: unknown check `no-check`", nil),
        ("[per-file]\n\"a\" = { ignor = [] }\n", "2:9: unknown member of `per-file` `ignor`", "did you mean `ignore`?"),
        ("[per-file]\n\"a\" = 1\n", "2:7: `a` must be a table, not an integer", nil),
        ("profile = \n", "1:", nil),
    ])
    func whatIsWrongInAFileIsToldWithItsPlace(_ text: String, _ message: String, _ help: String?) throws {
        do {
            _ = try read(text)
            Issue.record("taken: \(text)")
        } catch let error as ConfigurationError {
            let short =
                error.message.range(of: "tenet.toml:").map { String(error.message[$0.upperBound...]) } ?? error.message
            #expect(short.hasPrefix(message), "\(error.message)")
            if let help { #expect(error.help == help) }
        }
    }

    @Test(arguments: [
        ("TENET_JOBS", "two", "TENET_JOBS: `jobs` must be a whole number, not `two`"),
        (
            "TENET_RESPECT_GITIGNORE", "yes",
            "TENET_RESPECT_GITIGNORE: `respect-gitignore` must be true or false, not `yes`"
        ),
        ("TENET_IGNORE", "query,nothing-like-it", "TENET_IGNORE: unknown check `nothing-like-it`"),
    ])
    func whatIsWrongInTheEnvironmentNamesTheVariable(_ name: String, _ value: String, _ message: String) throws {
        #expect { try read("", environment: [name: value]) } throws: { ($0 as? ConfigurationError)?.message == message }
    }

    private func ids(_ settings: Settings, _ perFile: [Int] = []) -> Set<String> {
        let plan = settings.selection(with: perFile).plan
        return Set(CheckRegistry.all.map { $0.info.id }.filter(plan.contains))
    }

    private func ids(where isWanted: (CheckInfo) -> Bool) -> Set<String> {
        Set(CheckRegistry.all.map { $0.info }.filter(isWanted).map(\.id))
    }

    @Test func namesAreIdsCategoriesAndPatterns() throws {
        #expect(ids(try read("")) == ids { $0.profile == .recommended })
        #expect(
            ids(try read("select = [\"attack\"]\n")) == ids { $0.category == .attack && $0.profile == .recommended })
        #expect(
            ids(try read("extend-select = [\"attack\"]\n"))
                == ids { $0.category == .attack || $0.profile == .recommended })
        #expect(
            ids(try read("select = [\"duplicate-*\"]\n"))
                == ids { $0.id.hasPrefix("duplicate-") && $0.profile == .recommended })
        // An id runs whatever the profile.
        let beyond = try #require(CheckRegistry.all.first { $0.info.profile > .recommended }?.info.id)
        #expect(ids(try read("select = [\"\(beyond)\"]\n")) == [beyond])
    }

    @Test func theMoreSpecificNameWins() throws {
        let duplicates = ids { $0.id.hasPrefix("duplicate-") && $0.profile == .recommended }
        let file =
            "select = [\"duplicate-*\", \"duplicate-key\"]\nignore = [\"syntax\", \"duplicate-rule-*\", \"duplicate-key\"]\n"
        #expect(ids(try read(file)) == duplicates.filter { !$0.hasPrefix("duplicate-rule-") && $0 != "duplicate-key" })
        #expect(ids(try read("select = [\"duplicate-key\"]\nignore = [\"syntax\"]\n")) == ["duplicate-key"])
        #expect(ids(try read("select = [\"*\"]\nignore = [\"*\"]\n")) == [])
    }

    @Test func aStrongerSourceDecidesAnew() throws {
        let file = "select = [\"syntax\"]\nignore = [\"duplicate-key\"]\n"
        #expect(!ids(try read(file)).contains("duplicate-key"))
        #expect(
            ids(try read(file, flags: [(.extendSelect, .list(["duplicate-key"]), "--extend-select")])).contains(
                "duplicate-key"))
        let flags: Settings.Flags = [(.ignore, .list(["syntax"]), "--ignore")]
        #expect(ids(try read(file, flags: flags)) == [])
        #expect(ids(try read(file, flags: [(.select, .list(["duplicate-key"]), "--select")])) == ["duplicate-key"])
    }

    @Test func severitiesAreThoseOfTheMostSpecificName() throws {
        let settings = try read(
            "[severity]\nduplicate-key = \"info\"\nsyntax = \"warning\"\n\"duplicate-*\" = \"error\"\n")
        let plan = settings.selection.plan
        func weighed(_ id: String, _ severity: Severity) -> Severity? {
            let label = Label(Location(SourceID(0), ByteRange(at: 0)))
            return plan.weighed(Diagnostic(id, category: "", severity, "", at: label))?.severity
        }
        #expect(weighed("duplicate-key", .error) == .info)
        #expect(weighed("toml-syntax", .error) == .warning)
        #expect(weighed("duplicate-rule-name", .warning) == .error)
        #expect(weighed("unknown-key", .warning) == .warning)
    }

    @Test func filesHaveSettingsOfTheirOwn() throws {
        let text = """
            ignore = ["empty-value"]
            [per-file]
            "legacy/" = { ignore = ["duplicate-*"], severity = { unknown-key = "info" } }
            "*.old.toml" = { profile = "strict", extend-select = ["empty-value"] }
            """
        let folder = try ScratchFolder()
        let file = try folder.write("tenet.toml", text)
        func settings(_ flags: Settings.Flags = []) throws -> Settings {
            try Settings.read(from: nil, file: file.path, flags: flags, environment: { _ in nil })
        }
        let plain = try settings()
        func own(_ path: String) -> [Int] {
            plain.perFile.indices.filter { plain.perFile[$0].covers(folder.url.path + "/" + path) }
        }
        #expect(own("rules/a.toml") == [])
        #expect(own("rules/legacy/a.toml") == [0])
        #expect(own("legacy/x/a.old.toml") == [0, 1])
        #expect(plain.perFile.allSatisfy { !$0.covers("/elsewhere/legacy/a.old.toml") })
        #expect(!ids(plain, [0]).contains("duplicate-key"))
        #expect(ids(plain, [1]) == ids { _ in true })
        // The flags decide over the file, but not over what it ignores there.
        let strict = try settings([
            (.profile, .text("elastic"), "--profile"), (.select, .list(["duplicate-key"]), "--select"),
        ])
        #expect(ids(strict, [0]) == [])
        #expect(ids(strict, [1]) == ["duplicate-key"])
    }

    @Test func listsOfTextsAreTakenApart() {
        #expect(Settings.list("a, b ,,c") == ["a", "b", "c"])
        #expect(Settings.list(" , ") == [])
    }
}
