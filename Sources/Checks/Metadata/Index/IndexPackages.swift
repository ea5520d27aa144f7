package import Rules
import Schemas

/// The integration packages that a rule's index patterns name.
package enum IndexPackages {
    /// The package whose data streams a pattern names: `aws` of `logs-aws.cloudtrail-*`. nil where the pattern names no
    /// data set, or is that of a shipper.
    package static func package(of pattern: String) -> String? {
        guard let parsed = IndexPattern(pattern) else { return nil }
        switch parsed.kind {
        case .dataset(let name), .datasets(prefix: let name): return String(name.prefix { $0 != "." })
        // The older indices of APM have the package's name in front.
        case .open: return parsed.text.utf8.starts(with: "apm-".utf8) ? "apm" : nil
        case .beat, .endgame: return nil
        }
    }

    /// Rules of Elastic's repository whose integrations are not compared with their index patterns: samples, and rules
    /// that match whatever indices there are (elastic/detection-rules, `tests/test_all_rules.py`).
    package static func isExempt(_ rule: Rule) -> Bool {
        rule.id.map { exempt.contains($0.text) } ?? false
    }

    /// Whether the rule names a package of machine-learning jobs: then its index patterns are those of the jobs.
    package static func namesMachineLearning(_ rule: Rule) -> Bool {
        rule.metadata.integration?.values.contains { PackageTraits(package: $0).isMachineLearning } ?? false
    }

    private static let exempt: Set<String> = [
        "eb079c62-4481-4d6e-9643-3ca499df7aaa", "699e9fdb-b77c-4c01-995c-1c15019b9c43",
        "0c9a14d9-d65d-486f-9b5b-91e4e6b22bd0", "a198fbbd-9413-45ec-a269-47ae4ccf59ce",
        "0c41e478-5263-4c69-8f9e-7dfd2c22da64", "aab184d3-72b3-4639-b242-6597c99d8bca",
        "a61809f3-fb5b-465c-8bff-23a8a068ac60", "f3e22c8b-ea47-45d1-b502-b57b6de950b3",
        "fcf18de8-ad7d-4d01-b3f7-a11d5b3883af",
    ]
}
