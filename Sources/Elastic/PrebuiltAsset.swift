package import Diagnostics
import Documents
package import Rules
package import Schemas
package import SourceText

/// A rule as Elastic's package of prebuilt rules holds it: a saved object in a file of its own (reference:
/// kibana-validation §9).
package struct PrebuiltAsset: Sendable {
    /// `<rule_id>_<version>`: the object's id, and the file's name without its ending.
    package let id: String
    package let object: JSONValue

    /// The first stack whose packages hold what is left of a deprecated rule.
    private static let firstStackOfStubs = StackVersion(9, 4)

    /// Why a rule cannot be an asset.
    package static func diagnostic(_ rule: Rule, _ severity: Severity, _ message: String) -> Diagnostic {
        rule.diagnostic("asset-name", category: "convert", severity, message)
    }

    /// The asset of a rule whose API object is at hand. A rule without a version is of version 1: that of a rule that was
    /// never published.
    package init(_ rule: Rule, _ json: JSONValue, stack: StackVersion) throws(Diagnostic) {
        guard let ruleID = json["rule_id"]?.string, case .object(let members) = json else {
            throw Self.diagnostic(rule, .error, "a rule without `rule_id` cannot be an asset")
                .help("give the rule an id")
        }
        // The id is the name of a file.
        guard Self.isFileName(ruleID) else {
            throw Self.diagnostic(
                rule, .error, "`rule_id` names the asset's file, and this one is not a plain file name"
            ).help("an id has letters, digits, `-`, `_` and `.`")
        }
        var attributes = APIObject(members)
        if case .integer? = attributes["version"] {} else { attributes["version"] = .integer(1) }
        if rule.isDeprecated {
            guard stack >= Self.firstStackOfStubs else {
                // Older packages just lack the rule.
                let first = "\(Self.firstStackOfStubs.major).\(Self.firstStackOfStubs.minor)"
                throw Self.diagnostic(
                    rule, .warning, "packages list a deprecated rule only from stack \(first) on: it is omitted")
            }
            attributes["deprecated"] = .bool(true)
            let reason = rule.metadataEntry?.value.table?["deprecated_reason"]?.value.string
            attributes["deprecated_reason"] = reason.map { .string($0) }
        }
        let keys = Self.keys(of: rule)
        attributes.keep { RuleShape.key($0, in: keys)?.isKnown(for: rule.elastic.type?.value) ?? false }
        id = "\(ruleID)_\(attributes["version"]?.text ?? "1")"
        object = .object([
            JSONValue.Member("attributes", attributes.json), JSONValue.Member("id", .string(id)),
            JSONValue.Member("type", .string("security-rule")),
        ])
    }

    /// The keys that the attributes of the rule's asset can have.
    static func keys(of rule: Rule) -> [RuleShape.Key] {
        let form: RuleForm = rule.isDeprecated || rule.form == .stub ? .stub : .asset
        return RuleShape.key(at: ["rule"], in: form)?.kind.members ?? []
    }

    /// The text of the file: four spaces a level, members sorted, no line feed at the end.
    package var bytes: [UInt8] { PythonJSON.bytes(object, indent: 4) }

    /// The same value on one line, without its line feed.
    package var line: [UInt8] { Array(object.text.utf8) }

    /// Letters, digits, `-`, `_` and `.`; nothing that leads to another folder or hides the file.
    private static func isFileName(_ text: String) -> Bool {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        return isPlain && (1...200).contains(text.utf8.count) && !text.hasPrefix(".")
    }
}
