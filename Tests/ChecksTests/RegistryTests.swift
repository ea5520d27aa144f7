import Foundation
import TestSupport
import Testing

@testable import Checks

/// The registry is generated from the files of the target and committed.
@Suite struct RegistryTests {
    /// A check as its file declares it.
    private struct Declaration {
        var id: String
        var type: String
        /// The folder below `Sources/Checks` that it is in.
        var folder: String
        /// The protocols that it conforms to.
        var kinds: Set<String>
    }

    @Test func registryIsCurrent() {
        let folder = Shared.repository.appending(path: "Sources/Checks")
        let checks = declarations(in: folder)
        func list(_ kind: String?) -> String {
            checks.filter { kind.map($0.kinds.contains) ?? true }.map { "        \($0.type).self,\n" }.joined()
        }
        let text = """
            // Generated from the files of this target by the test RegistryTests; TENET_UPDATE=1 writes it anew. Do not edit.

            /// Every check, and those of each kind; all sorted by id.
            package enum CheckRegistry {
                package static let all: [any Check.Type] = [
            \(list(nil))    ]

                /// Those that look at one rule.
                package static let ofRules: [any RuleCheck.Type] = [
            \(list("RuleCheck"))    ]

                /// Those that compare the rules of a run.
                package static let ofSets: [any SetCheck.Type] = [
            \(list("SetCheck"))    ]

                /// Those that look at a whole file of Kibana's JSON.
                package static let ofInputs: [any InputCheck.Type] = [
            \(list("InputCheck"))    ]
            }

            """
        let file = folder.appending(path: "Generated/CheckRegistry.swift")
        #expect(Golden.compare(file, with: text) == [])
        #expect(CheckRegistry.all.map { $0.info.id } == checks.map(\.id))
        // A folder a category; a category with very many checks has folders below it.
        let folders = Dictionary(checks.map { ($0.id, $0.folder) }) { first, _ in first }
        for check in CheckRegistry.all {
            let category = check.info.category.rawValue
            #expect(folders[check.info.id]?.lowercased() == category, "\(check.info.id) is of category \(category)")
        }
    }

    /// Everything that the files of the folder declare as a check, sorted by id.
    private func declarations(in folder: URL) -> [Declaration] {
        var checks: [Declaration] = []
        for path in (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        where path.hasSuffix(".swift") {
            guard let data = try? Data(contentsOf: folder.appending(path: path)) else { continue }
            let text = String(decoding: data, as: UTF8.self)
            let names = ["Check", "RuleCheck", "SetCheck", "InputCheck"]
            let declared = names.lazy.compactMap { name in
                word(after: "\nenum ", in: text, before: ": \(name) {").map { (type: $0, kind: name) }
            }.first
            guard let declared, let id = word(after: " id: \"", in: text, before: "\"") else { continue }
            let extended = names.filter { text.contains("\nextension \(declared.type): \($0) {") }
            let file = path.split(separator: "/").last.map(String.init)
            #expect(file == declared.type + ".swift", "a check is in a file of its own name")
            checks.append(
                Declaration(
                    id: id, type: declared.type, folder: path.split(separator: "/").first.map(String.init) ?? "",
                    kinds: Set([declared.kind] + extended)))
        }
        return checks.sorted { $0.id < $1.id }
    }

    private func word(after start: String, in text: String, before end: String) -> String? {
        guard let from = text.range(of: start), let to = text.range(of: end, range: from.upperBound..<text.endIndex)
        else { return nil }
        let word = String(text[from.upperBound..<to.lowerBound])
        return word.contains("\n") ? nil : word
    }
}
