import Checks
import ExampleSupport
import Foundation

/// Runs the examples of checks, and nothing else: `tenet-mutants PAGES [ID…]`.
///
/// PAGES is a folder of check pages. One that is not there is written; one that is there has to be the same. The first
/// fault ends the run with status 1: that is how a mutant dies.
@main
enum TenetMutants {
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
        for check in checks {
            let judge = ExampleJudge(alone: check)
            for text in judge.texts {
                if let fault = judge.faults(text).first { die(fault) }
            }
        }
        for check in checks { compare(page: check, in: folder) }
    }

    /// The page holds message, label, help and title of the fix of each example that is shown.
    private static func compare(page check: any Check.Type, in folder: String) {
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
            return
        }
        if page != text { die("\(check.info.id): the page is another one") }
    }

    private static func die(_ fault: String) -> Never {
        print(fault)
        exit(1)
    }
}
