import ArgumentParser
import Schemas
import Workspace

/// `--fields FILE`: fields of the user's own, beside the built-in tables.
struct OwnFieldOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Fields of your own: what `tenet fields import` wrote, or a mapping, a template, a data view … Repeatable.",
            valueName: "file"), completion: .file())
    var fields: [String] = []

    /// What the command line gives.
    var flags: Settings.Flags {
        // A path may hold a comma: each represents itself.
        fields.isEmpty ? [] : [(.fields, .list(fields), "--fields")]
    }
}

extension Session {
    /// The fields of the files that the settings name; nil after it was reported which cannot be used.
    mutating func ownFields(_ settings: Settings) -> [CustomFields]? {
        var files: [CustomFields] = []
        for path in settings.fields {
            do throws(InputError) { files.append(try FieldSource.load(path).fields) } catch { self.error(error) }
        }
        return files.count == settings.fields.count ? files : nil
    }
}
