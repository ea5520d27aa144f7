import Diagnostics
package import SourceText

/// The proof that a file says the same after it was laid out: equal trees, equal comments.
///
/// The order of a table's keys carries no meaning, that of a list does.
package enum LayoutProof {
    /// Why two files do not say the same.
    package enum Difference: Sendable, Hashable {
        /// The new text cannot be read.
        case unreadable
        /// The number of documents differs.
        case documents
        /// The value at that place differs: `rule.threat[0].tactic`.
        case value(at: String)
        /// A comment was lost, or added, or changed.
        case comment

        /// What is reported to people.
        package var text: String {
            switch self {
            case .unreadable: "the new text cannot be read"
            case .documents: "the number of documents would change"
            case .value(let path): "the value of `\(path)` would change"
            case .comment: "a comment would be lost or changed"
            }
        }
    }

    /// What differs between a file before and after; nil: nothing.
    package static func difference(
        _ old: SourceFile, _ before: ParsedFile, _ new: SourceFile, _ after: ParsedFile
    ) -> Difference? {
        guard !after.findings.contains(where: { $0.severity == .error }) else { return .unreadable }
        guard before.documents.count == after.documents.count else { return .documents }
        for (first, second) in zip(before.documents, after.documents) {
            if let path = place(first.root, second.root, []) { return .value(at: path.joined(separator: ".")) }
            if comments(first, old) != comments(second, new) { return .comment }
        }
        return nil
    }

    /// The comments of a document, spaces after them omitted, sorted.
    private static func comments(_ document: Document, _ source: SourceFile) -> [[UInt8]] {
        document.comments
            .map { range in Array(LayoutText.trimmed(source.bytes[range.start..<range.end])) }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Where two values differ first; nil: nowhere. As deep as the readers let values nest.
    private static func place(_ first: Node, _ second: Node, _ path: [String]) -> [String]? {
        switch (first.value, second.value) {
        case (.string(let a), .string(let b)): return same(a.text, b.text) ? nil : path
        case (.integer(let a), .integer(let b)): return a == b && spelling(first, second) ? nil : path
        case (.float(let a), .float(let b)):
            return (a == b || (a.isNaN && b.isNaN)) && spelling(first, second) ? nil : path
        case (.boolean(let a), .boolean(let b)): return a == b && spelling(first, second) ? nil : path
        case (.date(let a), .date(let b)): return a == b ? nil : path
        case (.null, .null), (.invalid, .invalid): return nil
        case (.array(let a), .array(let b)):
            guard a.count == b.count else { return path }
            for (index, pair) in zip(a, b).enumerated() {
                if let found = place(pair.0, pair.1, path + ["[\(index)]"]) { return found }
            }
            return nil
        case (.table(let a), .table(let b)): return place(a, b, path)
        default: return path
        }
    }

    private static func place(_ first: Table, _ second: Table, _ path: [String]) -> [String]? {
        guard first.entries.count == second.entries.count else { return path }
        var others: [[UInt8]: Node] = [:]
        for entry in second.entries { others[Array(entry.key.utf8)] = entry.value }
        for entry in first.entries {
            guard let other = others[Array(entry.key.utf8)] else { return path + [entry.key] }
            if let found = place(entry.value, other, path + [entry.key]) { return found }
        }
        return nil
    }

    /// A plain YAML scalar may be wanted as text: `8.10` is not `8.1`.
    private static func spelling(_ first: Node, _ second: Node) -> Bool {
        same(first.spelling?.text ?? "", second.spelling?.text ?? "")
    }

    private static func same(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }
}
