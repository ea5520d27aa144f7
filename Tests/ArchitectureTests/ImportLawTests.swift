import Foundation
import TestSupport
import Testing

/// The floor plan, checked against the `import` lines themselves: undeclared imports of transitive dependencies build,
/// so the package description proves nothing.
@Suite struct ImportLawTests {
    /// A target's floor, the targets of its own floor that it may use, and the foreign modules that are its own.
    private struct Target {
        var floor: Int
        var sameFloor: Set<String> = []
        var foreign: Set<String> = []
        /// Set where a target may use less than the floors below it.
        var only: Set<String>?
    }

    private static let plan: [String: Target] = [
        "SourceText": Target(floor: 1),
        "Values": Target(floor: 1),
        "Diagnostics": Target(floor: 1, sameFloor: ["SourceText"]),
        "Documents": Target(floor: 2, foreign: ["CLibYAML", "CMarkdown"]),
        "Schemas": Target(floor: 2, sameFloor: ["Documents"], foreign: ["CSchemaData"]),
        "Queries": Target(floor: 3),
        "Rules": Target(floor: 4),
        "Machine": Target(floor: 4, foreign: ["CSimdJSON"], only: ["SourceText", "Diagnostics", "Values"]),
        "Compiler": Target(floor: 5),
        "Elastic": Target(floor: 5, foreign: ["CDigest"]),
        "RulePages": Target(floor: 5),
        "Checks": Target(floor: 5),
        "Prover": Target(floor: 5),
        "Workspace": Target(floor: 6, foreign: ["CZlib", "CZstd"]),
        "Reports": Target(floor: 6, only: ["SourceText", "Diagnostics"]),
        "LanguageServer": Target(floor: 7),
        "Embedding": Target(floor: 7),
        "tenet": Target(floor: 7, sameFloor: ["LanguageServer"], foreign: ["ArgumentParser"]),
    ]

    /// Modules that reach files, the clock, the environment or the network.
    private static let outside: Set<String> = [
        "Foundation", "FoundationEssentials", "FoundationNetworking", "Glibc", "Musl", "Darwin", "Dispatch",
    ]

    /// Targets that may.
    private static let reachesOutside: Set<String> = ["Workspace", "LanguageServer", "Embedding", "tenet"]

    /// Folders in which unsafe code may be, each beside the C library or the system calls that it serves.
    private static let unsafeFolders = [
        "Documents/YAML/", "Documents/Markdown/", "Schemas/Tables/", "Machine/Events/", "Elastic/Digest/",
        "Workspace/IO/", "Embedding/",
    ]

    /// Marks of unsafe code; `unsafe` alone is also the name of an applicability.
    private static let unsafeMarks = [
        "UnsafePointer", "UnsafeMutable", "UnsafeRaw", "UnsafeBuffer", "withUnsafe", "unsafeBitCast", "unsafeDowncast",
        "unsafeLoad", "unsafeUninitializedCapacity", "(unsafe)",
        "Unmanaged", "OpaquePointer",
    ]

    /// The module that an import line names; nil for any other line.
    private static func module(_ line: Substring) -> String? {
        var words = line.split(separator: " ")
        while let first = words.first,
            first.hasPrefix("@") || ["package", "public", "internal", "private"].contains(first)
        {
            words.removeFirst()
        }
        guard words.first == "import", words.count > 1 else { return nil }
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        let name = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
        return String(name.prefix { $0 != "." })
    }

    private static func allowed(_ name: String) -> Set<String>? {
        guard let target = plan[name] else { return nil }
        var allowed = target.only ?? Set(plan.filter { $0.value.floor < target.floor }.keys)
        allowed.formUnion(target.sameFloor)
        allowed.formUnion(target.foreign)
        allowed.insert("Synchronization")
        if reachesOutside.contains(name) { allowed.formUnion(outside) }
        return allowed
    }

    private static func mayBeUnsafe(_ file: SwiftSource) -> Bool { unsafeFolders.contains { file.path.hasPrefix($0) } }

    @Test func everyImportFollowsTheFloorPlan() {
        #expect(SwiftSource.all.count > 50, "the sources were not found")
        for file in SwiftSource.all {
            guard let allowed = Self.allowed(file.target) else {
                Issue.record("\(file.target) is in no floor of the plan")
                continue
            }
            for (index, line) in file.lines.enumerated() {
                guard let module = Self.module(line), !allowed.contains(module) else { continue }
                // Beside unsafe code the C library's memory functions are at home; `Machine/Events` opens no file.
                if ["Glibc", "Musl", "Darwin"].contains(module), Self.mayBeUnsafe(file) { continue }
                Issue.record("\(file.path):\(index + 1): \(file.target) must not import \(module)")
            }
        }
    }

    @Test func importLinesAreRead() {
        #expect(Self.module("package import SourceText") == "SourceText")
        #expect(Self.module("@preconcurrency import struct Foundation.URL") == "Foundation")
        #expect(Self.module("    import Glibc") == "Glibc")
        #expect(Self.module("// import Glibc") == nil)
        #expect(Self.allowed("Machine")?.contains("Foundation") == false)
        #expect(Self.allowed("Rules")?.contains("Machine") == false)
    }

    @Test func unsafeCodeStandsOnlyInItsFolders() {
        for file in SwiftSource.all where !Self.mayBeUnsafe(file) {
            for (index, line) in file.lines.enumerated() {
                let code = line.prefix(while: { $0 != "/" })
                for mark in Self.unsafeMarks where code.contains(mark) {
                    Issue.record("\(file.path):\(index + 1): `\(mark)` outside the folders for unsafe code")
                }
            }
        }
    }

    /// What the compiler cannot check has its reason in the comment above it.
    @Test func uncheckedSendabilityHasAReason() {
        for file in SwiftSource.all where !Self.mayBeUnsafe(file) {
            for (index, line) in file.lines.enumerated()
            where line.contains("@unchecked") && !line.drop(while: { $0 == " " }).hasPrefix("//") {
                let above = file.lines[max(0, index - 6)..<index]
                if !above.contains(where: { $0.contains("///") && $0.contains("@unchecked") }) {
                    Issue.record("\(file.path):\(index + 1): `@unchecked` without its reason above")
                }
            }
        }
    }

    @Test func filesStayShort() {
        // Nobody reads what is generated.
        for file in SwiftSource.all where file.lines.count > 501 && !file.path.contains("/Generated/") {
            Issue.record("\(file.path) has \(file.lines.count - 1) lines; at most 500")
        }
    }

    /// What could trap or hide an error is nowhere: force unwraps and `try!` are the formatter's business.
    @Test func nothingEndsTheProcess() {
        for file in SwiftSource.all {
            for (index, line) in file.lines.enumerated() where line.contains("fatalError(") {
                Issue.record("\(file.path):\(index + 1): fatalError")
            }
        }
    }
}
