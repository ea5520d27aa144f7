import Schemas
import Testing

@Suite struct PackageVersionTests {
    @Test func prereleasesComeBeforeTheirRelease() throws {
        let ascending = [
            "0.9.9", "1.0.0-1", "1.0.0-2", "1.0.0-10", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-rc1", "1.0.0", "1.0.1",
            "1.10.0", "2.0.0",
        ]
        let versions = try ascending.map { try #require(PackageVersion($0)) }
        for (index, version) in versions.enumerated() {
            for (other, later) in versions.enumerated() { #expect((version < later) == (index < other)) }
        }
        #expect(PackageVersion("1.2.3+build") == PackageVersion("1.2.3"))
        for wrong in ["", "1", "a.b.c", "1.2.3.4", "-1.2.3", "1..3", "99999999999999999999.0.0"] {
            #expect(PackageVersion(wrong) == nil, "\(wrong)")
        }
    }

    @Test func rangesAdmitWhatNpmAdmits() throws {
        let cases: [(range: String, stack: String, admits: Bool)] = [
            ("^8.13.0", "8.19.0", true), ("^8.13.0", "9.0.0", false), ("^8.13.0", "8.12.9", false),
            ("^8.13.0 || ^9.0.0", "9.6.0", true), ("~8.19.10", "8.19.0", false), ("~8.19.10", "8.19.10", true),
            ("~8.19.10", "8.20.0", false), (">=8.0.0 <9.0.0", "8.99.0", true), (">=8.0.0 <9.0.0", "9.0.0", false),
            (">8.0.0", "8.0.0", false), (">8.0.0", "8.0.1", true), ("<=8.0.0", "8.0.0", true),
            ("<=8.0.0", "8.0.1", false), ("=8.1.0", "8.1.0", true), ("8.1.0", "8.1.1", false), ("", "8.0.0", false),
            ("||", "8.0.0", false), ("^0.1.0", "0.1.0", false), ("latest", "8.0.0", false),
            ("latest || ^8.0.0", "8.0.0", true), ("^8", "8.0.0", false), ("=>8.0.0", "8.0.0", false),
            ("^9223372036854775807.0.0", "8.0.0", false),
        ]
        for (range, stack, admits) in cases {
            #expect(StackRange(range).admits(try #require(StackVersion(stack))) == admits, "\(range) \(stack)")
        }
        #expect(StackRange("~8.19.10 || ~9.1.10 || ^9.2.4").highestFloor(major: 8, minor: 19) == 10)
        #expect(StackRange("^8.13.0").highestFloor(major: 8, minor: 19) == nil)
    }
}

@Suite struct IntegrationManifestTests {
    private let manifest = IntegrationManifest.builtIn

    @Test func knowsItsPackages() {
        for name in ["azure", "zeek", "apache", "endpoint"] { #expect(manifest.hasPackage(name)) }
        for name in ["", "azur", "azure2", "zz", "\t"] { #expect(!manifest.hasPackage(name)) }
        #expect(manifest.packages.count == 55)
    }

    @Test func picksTheLeastVersionOfTheHighestMajorThatAdmitsTheStack() {
        let old = StackVersion(8, 19)
        #expect(
            manifest.related(package: "azure", dataStream: "activitylogs", stack: old)
                == .init(version: "^1.0.0", isPolicyTemplate: true))
        #expect(manifest.related(package: "azure", dataStream: nil, stack: old)?.isPolicyTemplate == false)
        let new = manifest.related(package: "azure", dataStream: "activitylogs", stack: .newest)
        #expect(new?.version.hasPrefix(">=1.") == true)
        #expect(manifest.related(package: "azure", dataStream: "activitylogs", stack: StackVersion(1, 0)) == nil)
        #expect(manifest.related(package: "nothing", dataStream: nil, stack: old) == nil)
        #expect(manifest.related(package: "", dataStream: nil, stack: old) == nil)
        #expect(manifest.related(package: "o365", dataStream: "audit", stack: old)?.isPolicyTemplate == false)
    }
}
