import ArgumentParser
import Schemas
import Workspace

/// `--fields FILE`: fields of the user's own, beside the built-in tables.
struct OwnFieldOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Fields of your own: what `tenet fields import` wrote, or a mapping, a template, a data view … Repeatable.",
            valueName: "file"))
    var fields: [String] = []

    /// The fields of all files; nil after it was told which cannot be used.
    func load(in session: inout Session) -> [CustomFields]? {
        var files: [CustomFields] = []
        for path in fields {
            do throws(InputError) { files.append(try FieldSource.load(path).fields) } catch { session.error(error) }
        }
        return files.count == fields.count ? files : nil
    }
}
