import Checks
import Diagnostics
import Schemas
import SourceText

/// What `tenet config` shows: each setting, its value, and where it comes from.
package enum SettingLines {
    /// One value.
    private struct Row {
        var name: String
        /// nil: nothing is set, and there is not a default.
        var value: SettingValue?
        var origin: SettingOrigin
        /// The pattern of `per-file` that it is below.
        var pattern: String?

        init(_ given: GivenSetting) {
            (name, value, origin, pattern) = (given.name, given.value, given.origin, given.pattern)
        }

        init(_ setting: Setting, standard: SettingValue?) {
            (name, value, origin) = (setting.rawValue, standard, .default)
        }

        var source: String {
            pattern.map { "\(origin.text) (per-file \"\(Printable.text($0))\")" } ?? origin.text
        }
    }

    /// A line a value, in columns. `file`: what holds for that file; nil: for all, and what holds for some files.
    package static func text(_ settings: Settings, for file: String? = nil) -> String {
        let all = rows(settings, file)
        let values = all.map { shown($0.value) }
        let nameWidth = all.map(\.name.utf8.count).max() ?? 0
        let valueWidth = min(40, values.map(\.utf8.count).max() ?? 0)
        var text = ""
        for (row, value) in zip(all, values) {
            text += "\(padded(row.name, nameWidth))  \(padded(value, valueWidth))  \(row.source)\n"
        }
        return text
    }

    /// One JSON object: `{"version":1,"file":…,"settings":[{"name","value","origin":{"kind","path","line","column","name",
    /// "per_file"}}]}`; `per_file` is the pattern below which the value is.
    package static func json(_ settings: Settings, for file: String? = nil) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("version")
        writer.integer(1)
        writer.name("file")
        if let file = settings.file { writer.string(file) } else { writer.null() }
        writer.name("settings")
        writer.beginArray()
        for row in rows(settings, file) {
            writer.beginObject()
            writer.name("name")
            writer.string(row.name)
            writer.name("value")
            write(row.value, to: &writer)
            writer.name("origin")
            write(row.origin, row.pattern, to: &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    /// In the order of `Setting`, tables after. Lists that add up are once for each source, other values once.
    private static func rows(_ settings: Settings, _ file: String?) -> [Row] {
        let all = file.map(settings.given) ?? settings.given
        var rows: [Row] = []
        for setting in Setting.allCases {
            let given = all.filter { $0.name == setting.rawValue }
            let isAdded = setting == .ignore || setting == .extendSelect || setting == .select
            rows += (isAdded ? given[...] : given.suffix(1)).map { Row($0) }
            if given.isEmpty { rows.append(Row(setting, standard: standard(setting, settings))) }
        }
        let names = Set(Setting.allCases.map(\.rawValue))
        for (index, value) in all.enumerated() where !names.contains(value.name) {
            if !all[(index + 1)...].contains(where: { $0.name == value.name }) { rows.append(Row(value)) }
        }
        if file == nil { rows += settings.perFile.flatMap(\.given).map { Row($0) } }
        return rows
    }

    /// The value where none is given; of settings that were not set the members still hold it.
    private static func standard(_ setting: Setting, _ settings: Settings) -> SettingValue? {
        switch setting {
        case .paths: .list(settings.paths([]))
        case .exclude, .ignore, .extendSelect, .fields: .list([])
        case .respectGitignore: .flag(true)
        case .profile: .text(settings.selection.profile.rawValue)
        case .failLevel: .text(settings.failLevel.rawValue)
        case .outputFormat: .text(settings.outputFormat.rawValue)
        case .stack: .text("\(settings.stack.major).\(settings.stack.minor)")
        case .attack: .text(settings.attack.rawValue)
        case .jobs: .number(Terminal.processorCount)
        case .select, .maxWarnings, .baseline, .docsURL, .versionLock: nil
        }
    }

    private static func shown(_ value: SettingValue?) -> String {
        switch value {
        case .text(let text): Printable.text(text)
        case .list(let list): list.isEmpty ? "-" : Printable.text(list.joined(separator: ", "))
        case .number(let number): String(number)
        case .flag(let flag): String(flag)
        case nil: "-"
        }
    }

    private static func write(_ value: SettingValue?, to writer: inout JSONWriter) {
        switch value {
        case .text(let text): writer.string(text)
        case .list(let list):
            writer.beginArray()
            for text in list { writer.string(text) }
            writer.endArray()
        case .number(let number): writer.integer(number)
        case .flag(let flag): writer.bool(flag)
        case nil: writer.null()
        }
    }

    private static func write(_ origin: SettingOrigin, _ pattern: String?, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("kind")
        switch origin {
        case .default: writer.string("default")
        case .file(let path, let line, let column):
            writer.string("file")
            writer.name("path")
            writer.string(path)
            writer.name("line")
            writer.integer(line)
            writer.name("column")
            writer.integer(column)
            if let pattern {
                writer.name("per_file")
                writer.string(pattern)
            }
        case .environment(let name):
            writer.string("environment")
            writer.name("name")
            writer.string(name)
        case .flag(let name):
            writer.string("flag")
            writer.name("name")
            writer.string(name)
        }
        writer.endObject()
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.utf8.count))
    }
}
