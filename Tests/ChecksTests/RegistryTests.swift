import Foundation
import TestSupport
import Testing

@testable import Checks

/// The registry is generated from the files of the target and committed.
@Suite struct RegistryTests {
    @Test func registryIsCurrent() {
        let folder = Shared.repository.appending(path: "Sources/Checks")
        var checks: [(id: String, type: String, folder: String)] = []
        for path in (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        where path.hasSuffix(".swift") {
            guard let data = try? Data(contentsOf: folder.appending(path: path)) else { continue }
            let text = String(decoding: data, as: UTF8.self)
            guard
                let type = word(after: "\nenum ", in: text, before: ": Check {")
                    ?? word(after: "\nenum ", in: text, before: ": SetCheck {"),
                let id = word(after: " id: \"", in: text, before: "\"")
            else { continue }
            let file = path.split(separator: "/").last.map(String.init)
            #expect(file == type + ".swift", "a check stands in a file of its own name")
            checks.append((id, type, path.split(separator: "/").first.map(String.init) ?? ""))
        }
        checks.sort { $0.id < $1.id }
        let lines = checks.map { "        \($0.type).self,\n" }.joined()
        let text = """
            // Generated from the files of this target by the test RegistryTests; TENET_UPDATE=1 writes it anew. Do not edit.

            /// Every check.
            package enum CheckRegistry {
                /// Sorted by id.
                package static let all: [any Check.Type] = [
            \(lines)    ]
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

    private func word(after start: String, in text: String, before end: String) -> String? {
        guard let from = text.range(of: start), let to = text.range(of: end, range: from.upperBound..<text.endIndex)
        else { return nil }
        let word = String(text[from.upperBound..<to.lowerBound])
        return word.contains("\n") ? nil : word
    }
}
