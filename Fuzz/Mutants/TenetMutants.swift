import Checks
import ExampleSupport
import Foundation

/// Runs the examples of checks, and nothing else: `tenet-mutants PAGES [ID…]`.
///
/// PAGES is a folder of check pages. One that is not there is written; one that is there has to be the same. Every fault is
/// printed, and the status is 1. As a mutant (`TENET_MUTANT` is set) each check runs alone, and the first fault ends the
/// run: that is how a mutant dies.
@main
enum TenetMutants {
    private static let isMutant = ProcessInfo.processInfo.environment["TENET_MUTANT"] != nil

    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        guard let folder = arguments.first else {
            print("tenet-mutants PAGES [ID…]")
            exit(3)
        }
        let ids = Set(arguments.dropFirst())
        let checks = CheckRegistry.all.filter { ids.isEmpty || ids.contains($0.info.id) }
        guard !checks.isEmpty else {
            print("no such check")
            exit(3)
        }
        var faults = 0
        func fault(_ text: String) {
            print(text)
            if isMutant { exit(1) }
            faults += 1
        }
        for check in checks {
            let judge = isMutant ? ExampleJudge(alone: check) : ExampleJudge(check)
            for text in judge.texts {
                for found in judge.faults(text) { fault(found) }
            }
        }
        for check in checks where !isSame(page: check, in: folder) {
            fault("\(check.info.id): the page is another one")
        }
        exit(faults == 0 ? 0 : 1)
    }

    /// The page holds message, label, help and title of the fix of each example that is shown.
    private static func isSame(page check: any Check.Type, in folder: String) -> Bool {
        let file = URL(filePath: folder).appending(path: "\(check.info.id).md")
        let text = CheckPage.markdown(check.info)
        guard let page = try? String(contentsOf: file, encoding: .utf8) else {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                try text.write(to: file, atomically: true, encoding: .utf8)
            } catch {
                print(error)
                exit(2)
            }
            return true
        }
        return page == text
    }
}
