/// Where the evidence of other tools is: `$TENET_SHARED`, else `../shared` beside the checkout.
package import Foundation

package enum Shared {
    /// The checkout's root.
    package static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// nil: there is none here; a test that needs it is skipped and says so.
    package static let root: URL? = {
        let environment = ProcessInfo.processInfo.environment["TENET_SHARED"]
        let beside = repository.deletingLastPathComponent().appending(path: "shared")
        let url = environment.map { URL(filePath: $0) } ?? beside
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }()

    /// A file or folder below the root; nil where it is not there.
    package static func file(_ path: String) -> URL? {
        root.map { $0.appending(path: path) }.flatMap { FileManager.default.fileExists(atPath: $0.path) ? $0 : nil }
    }
}
