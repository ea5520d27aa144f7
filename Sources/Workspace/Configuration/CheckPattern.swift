package import Checks
import SourceText

/// Checks as `select`, `ignore` and severities name them: an id, a category, or a pattern over ids (`query-*`).
package struct CheckPattern: Sendable, Hashable {
    private enum Kind: Hashable {
        case id
        case category(CheckInfo.Category)
        case glob(Glob)
    }

    /// As written.
    package let name: String
    private let kind: Kind

    /// The error is a name that means no check.
    package init(_ name: String) throws(UnknownCheck) {
        self.name = name
        if CheckSuggestions.check(name) != nil {
            kind = .id
        } else if let category = CheckInfo.Category(rawValue: name) {
            kind = .category(category)
        } else {
            let glob = Glob(name.utf8)
            if glob.isLiteral || !CheckRegistry.all.contains(where: { glob.matches($0.info.id.utf8) }) {
                throw UnknownCheck(name: name)
            }
            kind = .glob(glob)
        }
    }

    /// Whether it names one check.
    package var isID: Bool { kind == .id }

    /// How specific it is where it means that check: an id most, then a pattern by its letters, then a category; nil where
    /// it does not mean it.
    package func specificity(_ info: CheckInfo) -> Int? {
        switch kind {
        case .id: info.id.utf8.elementsEqual(name.utf8) ? .max : nil
        case .category(let category): info.category == category ? 1 : nil
        case .glob(let glob):
            glob.matches(info.id.utf8) ? (glob.literalCount == 0 ? 0 : 1 + glob.literalCount) : nil
        }
    }
}

/// A name that means no check.
package struct UnknownCheck: Error, Sendable, Hashable {
    package var name: String

    package var message: String { "unknown check `\(name)`" }

    /// What may have been meant.
    package var help: String {
        CheckSuggestions.help(name, besides: CheckInfo.Category.allCases.map(\.rawValue))
    }
}
