// swift-tools-version: 6.2
import PackageDescription

/// Settings that every Swift target shares; ARCHITECTURE.md says why each is there.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// For targets that are not the path of each event, and large or last: in a release build their files are compiled in
/// batches, on all cores, where whole-module optimization takes one core and twice the time (ARCHITECTURE.md, Build).
let batched: [SwiftSetting] =
    strict + [.unsafeFlags(["-no-whole-module-optimization", "-enable-batch-mode"], .when(configuration: .release))]

/// Links the standard library and Foundation into the release binary: it runs where no toolchain is, starts sooner, and
/// counts references without a jump through the linker's table.
let standalone: [LinkerSetting] = [
    .unsafeFlags(
        ["-static-stdlib", "-l_FoundationCollections", "-l_FoundationCShims"],
        .when(platforms: [.linux], configuration: .release))
]

/// A target of the floor plan (ARCHITECTURE.md); a test holds the imports to the plan.
func floor(_ name: String, _ dependencies: [Target.Dependency], _ settings: [SwiftSetting] = strict) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of one target, with the support that all tests share.
func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["TestSupport"], path: "Tests/\(name)", exclude: exclude,
        swiftSettings: strict)
}

let package = Package(
    name: "tenet",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "tenet", targets: ["tenet"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
    ],
    targets: [
        // floor 0
        .systemLibrary(
            name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .target(name: "CDigest", linkerSettings: [.linkedLibrary("md", .when(platforms: [.linux]))]),
        .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
        .target(name: "CSchemaData", cSettings: [.unsafeFlags(["-Wno-c23-extensions"])]),
        // floor 1
        floor("SourceText", []),
        floor("Diagnostics", ["SourceText"]),
        floor("Values", []),
        // floor 2
        floor("Documents", ["SourceText", "Diagnostics", "Values", "CLibYAML"]),
        floor("Schemas", ["SourceText", "Diagnostics", "Values", "Documents", "CSchemaData"]),
        // floor 3
        floor("Queries", ["SourceText", "Diagnostics", "Values", "Documents", "Schemas"], batched),
        // floor 4
        floor("Rules", ["SourceText", "Diagnostics", "Values", "Documents", "Schemas", "Queries"]),
        floor("Machine", ["SourceText", "Diagnostics", "Values", "CSimdJSON"]),
        // floor 5
        floor(
            "Compiler", ["SourceText", "Diagnostics", "Values", "Documents", "Schemas", "Queries", "Rules", "Machine"]),
        floor(
            "Elastic",
            [
                "SourceText", "Diagnostics", "Values", "Documents", "Schemas", "Queries", "Rules", "CDigest",
            ]),
        floor("RulePages", ["SourceText", "Diagnostics", "Values", "Documents", "Schemas", "Queries", "Rules"]),
        floor(
            "Checks", ["SourceText", "Diagnostics", "Values", "Documents", "Schemas", "Queries", "Rules"], batched),
        // floor 6
        floor(
            "Workspace",
            [
                "SourceText", "Diagnostics", "Values", "Documents", "Schemas", "Queries", "Rules", "Machine",
                "Compiler",
                "Elastic", "RulePages", "Checks", "CZlib",
            ], batched),
        floor("Reports", ["SourceText", "Diagnostics"]),
        // floor 7
        .executableTarget(
            name: "tenet",
            dependencies: [
                "SourceText", "Diagnostics", "Values", "Documents", "Schemas", "Queries", "Rules", "Machine",
                "Compiler",
                "Elastic", "RulePages", "Checks", "Workspace", "Reports",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: batched, linkerSettings: standalone),
        // tests
        .target(
            name: "TestSupport",
            dependencies: [
                "SourceText", "Diagnostics", "Values", "Documents", "Schemas", "Queries", "Rules", "Machine",
                "Compiler",
                "Elastic", "Checks", "Workspace",
            ],
            path: "Tests/TestSupport", swiftSettings: strict),
        // What holds the examples of checks; by itself, because mutants of the checks are built often.
        .target(
            name: "ExampleSupport", dependencies: ["SourceText", "Diagnostics", "Documents", "Checks"],
            path: "Tests/ExampleSupport", swiftSettings: strict),
        // Damaged inputs for every parser (`make fuzz`). No product, and no package of its own: what it runs is
        // `package`, which another package does not see.
        .executableTarget(
            name: "tenet-fuzz", dependencies: ["TestSupport"], path: "Fuzz",
            exclude: ["README.md", "Regressions", "run.sh", "Mutants", "EventWalk"],
            swiftSettings: strict),
        // Runs the examples of checks; Fuzz/Mutants/run.py builds it over instrumented checks.
        .executableTarget(
            name: "tenet-mutants", dependencies: ["ExampleSupport", "SourceText", "Checks"], path: "Fuzz/Mutants",
            exclude: ["Mutant.swift.txt", "instrument.py", "run.py"], swiftSettings: strict),
        tests("SourceTextTests", ["SourceText"]),
        tests("DiagnosticsTests", ["SourceText", "Diagnostics"]),
        tests("ValuesTests", ["Values"]),
        tests("DocumentsTests", ["SourceText", "Diagnostics", "Values", "Documents"]),
        tests("SchemasTests", ["SourceText", "Diagnostics", "Values", "Schemas"]),
        tests("QueriesTests", ["SourceText", "Diagnostics", "Values", "Documents", "Schemas", "Queries"]),
        tests("RulesTests", ["SourceText", "Diagnostics", "Values", "Documents", "Schemas", "Queries", "Rules"]),
        tests("MachineTests", ["SourceText", "Values", "Machine"]),
        tests(
            "CompilerTests",
            ["SourceText", "Diagnostics", "Values", "Documents", "Schemas", "Queries", "Rules", "Machine", "Compiler"]),
        tests(
            "ElasticTests",
            ["SourceText", "Diagnostics", "Values", "Documents", "Schemas", "Queries", "Rules", "Elastic"]),
        tests(
            "RulePagesTests",
            ["SourceText", "Diagnostics", "Values", "Documents", "Schemas", "Queries", "Rules", "RulePages"]),
        tests(
            "ChecksTests",
            [
                "SourceText", "Diagnostics", "Values", "Documents", "Schemas", "Queries", "Rules", "Checks",
                "ExampleSupport",
            ]),
        tests("ReportsTests", ["SourceText", "Diagnostics", "Reports"]),
        tests(
            "WorkspaceTests",
            [
                "SourceText", "Diagnostics", "Values", "Documents", "Schemas", "Queries", "Rules", "Machine",
                "Compiler",
                "Elastic", "RulePages", "Checks", "Workspace", "Reports",
            ]),
        tests("ArchitectureTests", []),
        tests(
            "CorpusTests",
            [
                "SourceText", "Diagnostics", "Values", "Documents", "Schemas", "Queries", "Rules", "Machine",
                "Compiler",
                "Elastic", "RulePages", "Checks", "Workspace",
            ], exclude: ["known-differences"]),
        // Runs the release binary as a user does; `make test` builds it first.
        tests("CommandTests", ["SourceText", "Documents"], exclude: ["Allocations.c", "Expected"]),
    ],
    cxxLanguageStandard: .cxx17
)
