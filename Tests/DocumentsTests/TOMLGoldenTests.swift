import Documents
import SourceText
import TestSupport
import Testing

/// What people get to see: the faults of typical mistakes and the tree with its places.
@Suite struct TOMLGoldenTests {
    @Test func faultsStandWhereTheyAreAndSayWhatToDo() {
        let failures = Golden.failures("toml-faults") { source in
            let findings = TOMLReader.read(source).findings
            return findings.isEmpty ? "no findings\n" : FindingText.text(findings, source)
        }
        #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    }

    @Test func treesHaveTheirPlaces() {
        let failures = Golden.failures("toml-tree") { source in
            TOMLReader.read(source).documents.map { DocumentTree.text($0, source) }.joined(separator: "---\n")
        }
        #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    }
}
