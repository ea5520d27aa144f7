import Diagnostics
import Rules
import Schemas
import SourceText

/// What to say of a field name that the rule's indices do not have.
struct FieldAdvice {
    /// Known names near it, best first.
    let near: [String]
    /// The one that is nearer than all others.
    let best: String?
    /// What a fix may write: the best name, where it is at most two edits away and of the same package.
    let correction: String?
    /// The packages of the rule whose newest table is not built in, so that the name may be one of a newer version.
    private let outdated: [String]

    /// Looks the name up in the tables of a scope.
    init(_ name: String, in scope: FieldScope, _ catalog: FieldCatalog) {
        let ecs = catalog.scope(FieldSelection(stack: scope.selection.stack))
        // A name that begins like one of ECS is more likely a typo than a package's new field.
        let outdated = UnknownField.isBelow(ecs, name) ? [] : scope.outdatedPackages
        self.init(name, near: scope.suggestions(for: name), catalog, outdated: outdated)
    }

    /// Takes names that are known to be near, best first.
    init(_ name: String, near: [String], _ catalog: FieldCatalog, outdated: [String] = []) {
        self.near = near
        self.outdated = outdated
        best = Self.best(name, near)
        correction = best.flatMap { catalog.isCorrection($0, of: name) ? $0 : nil }
    }

    /// Looks for names of all tables one edit away, for a name that may be of an index that no table describes. nil where
    /// a table knows the name, or where no name is so near.
    static func typo(_ name: String, _ catalog: FieldCatalog) -> FieldAdvice? {
        let wanted = Array(name.utf8)
        guard !name.utf8.contains(UInt8(ascii: "*")), !catalog.knows(name) else { return nil }
        let isDotted = name.utf8.contains(UInt8(ascii: "."))
        // A short name is more often a field of one's own than a typo in one of the few that ECS has.
        guard wanted.count >= 6 else { return nil }
        let near =
            (isDotted ? catalog.typoCorrections(of: name) : catalog.scope(FieldSelection()).suggestions(for: name))
            .filter {
                NearestName.distance(wanted, Array($0.utf8), bound: 1) <= 1 && catalog.isCorrection($0, of: name)
            }
        return near.isEmpty ? nil : FieldAdvice(name, near: near, catalog)
    }

    /// Adds help and notes.
    func advising(_ finding: Diagnostic) -> Diagnostic {
        var result = finding
        if let best {
            result = result.help("a field with a similar name exists: `\(best)`")
        } else if !near.isEmpty {
            result = result.help("did you mean \(WordList.alternatives(near))?")
        } else {
            result = result.help("look for the field with `tenet fields NAME`")
        }
        guard !outdated.isEmpty else { return result }
        let packages = WordList.enumeration(outdated)
        return result.note(
            "the built-in fields of \(packages) are not those of the newest version; if the field is new there, import it: "
                + "`tenet fields import FILE -o own.ndjson`, then `--fields own.ndjson`")
    }

    /// The only name, or the one that is nearer by spelling than all others.
    private static func best(_ name: String, _ near: [String]) -> String? {
        guard let first = near.first else { return nil }
        if near.count == 1 { return first }
        let wanted = Array(name.utf8)
        let distances = near.map { NearestName.distance(wanted, Array($0.utf8)) }
        return distances.dropFirst().allSatisfy { $0 > distances[0] } ? first : nil
    }
}
