import Diagnostics
import Documents
package import Rules
package import SourceText

/// The day of a rule file's last change, which a command that changes the file sets where the checks of the run ask for
/// it.
package struct UpdatedDate: Sendable {
    /// The day, `2026/11/28`.
    private let today: String

    /// nil: no check of the run compares the date with the change.
    package init?(_ plan: CheckPlan, today: String?) {
        guard let today, plan.contains("updated-date-not-bumped") else { return nil }
        self.today = today
    }

    /// The edit that dates a changed rule; nil for one that has no date or is of today already.
    private func edit(_ rule: Rule) -> Edit? {
        guard let date = rule.metadata.updatedDate, date.text < today else { return nil }
        return date.replacing(with: today)
    }

    /// The file with the rules dated that differ from those of the file before; nil where no date changes.
    package func applied(to file: LoadedFile, before: LoadedFile) -> SourceFile? {
        let old = before.rules
        let new = file.rules
        let edits = new.enumerated().compactMap { index, loaded -> Edit? in
            // The only rule of a file is the one that changed, if only in its layout.
            let isSame =
                new.count > 1 && old.indices.contains(index)
                && WrittenValue(old[index].document.root) == WrittenValue(loaded.document.root)
            return isSame ? nil : edit(loaded.rule)
        }
        guard !edits.isEmpty, let bytes = try? TextEdits.apply(edits, to: file.source.bytes) else { return nil }
        return SourceFile(id: file.source.id, path: file.source.path, bytes: bytes)
    }
}
