import Documents
import Elastic
import Foundation
import Rules
import SourceText
import TestSupport
import Testing
import Workspace

/// Published rules and exports survive the way to another format and back; skipped without the shared folder.
@Suite(.enabled(if: Shared.file("corpus/elastic/rules") != nil, "no shared corpus here"))
struct RuleFileConversionTests {
    @Test func rulesKeepEveryValueAndCommentThroughYAML() throws {
        let loaded = RuleLoader.load([try #require(Shared.file("corpus/elastic/rules")).path], .init(jobs: 2))
        let yaml = RuleFileWriter.files(of: loaded.files, as: .yaml)
        #expect(yaml.files.count == loaded.rules.count && yaml.losses.isEmpty)
        for (file, original) in zip(yaml.files, loaded.files) {
            let there = SourceFile(id: SourceID(0), path: file.name, bytes: file.bytes)
            let read = LoadedFile(there)
            let back = RuleFileWriter.files(of: [read], as: .toml).files[
                0]
            let result = DocumentReader.read(SourceFile(id: SourceID(0), path: back.name, bytes: back.bytes))
            let first = DocumentReader.read(original.source)
            #expect(
                result.documents.map { WrittenValue($0.root).withSortedMembers }
                    == first.documents.map { WrittenValue($0.root).withSortedMembers },
                "\(original.source.path)")
            #expect(
                result.documents[0].comments.count == first.documents[0].comments.count, "\(original.source.path)")
        }
    }
}
