import Foundation
import TestSupport

/// A Swift file of the package's targets.
struct SwiftSource {
    /// Below `Sources/`.
    var path: String
    var lines: [Substring]
    var target: String { String(path.prefix { $0 != "/" }) }

    /// Every file, sorted by path.
    static let all: [SwiftSource] = {
        let root = Shared.repository.appending(path: "Sources")
        let names = (FileManager.default.enumerator(atPath: root.path)?.allObjects as? [String]) ?? []
        return names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
            guard let text = try? String(contentsOf: root.appending(path: name), encoding: .utf8) else { return nil }
            return SwiftSource(path: name, lines: text.split(separator: "\n", omittingEmptySubsequences: false))
        }
    }()
}
