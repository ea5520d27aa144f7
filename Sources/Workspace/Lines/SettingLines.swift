import Checks
import Diagnostics
import Schemas
import SourceText

/// What `tenet config` shows: each setting, its value, and where it comes from.
package enum SettingLines {
    /// One value.
    private struct Row {
        var name: String
        /// nil: nothing is set, and there is no default.
        var value: SettingValue?
        var origin: SettingOrigin
    }

    /// A line a value, in columns.
    package static func text(_ settings: Settings) -> String {
        let all = rows(settings)
        let values = all.map { shown($0.value) }
        let nameWidth = all.map(\.name.utf8.count).max() ?? 0
        let valueWidth = min(40, values.map(\.utf8.count).max() ?? 0)
        var text = ""
        for (row, value) in zip(all, values) {
            text += "\(padded(row.name, nameWidth))  \(padded(value, valueWidth))  \(row.origin.text)\n"
        }
        return text
    }

    /// One JSON object: `{"version":1,"file":…,"settings":[{"name","value","origin":{"kind","path","line","column","name"}}]}`.
    package static func json(_ settings: Settings) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("version")
        writer.integer(1)
        writer.name("file")
        if let file = settings.file { writer.string(file) } else { writer.null() }
        writer.name("settings")
        writer.beginArray()
        for row in rows(settings) {
            writer.beginObject()
            writer.name("name")
            writer.string(row.name)
            writer.name("value")
            write(row.value, to: &writer)
            writer.name("origin")
            write(row.origin, to: &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    /// In the order of `Setting`, tables behind. Lists that add up stand once for each source, other values once.
    private static func rows(_ settings: Settings) -> [Row] {
        var rows: [Row] = []
        for setting in Setting.allCases {
            let given = settings.given.filter { $0.name == setting.rawValue }
            let isAdded = setting == .ignore || setting == .extendSelect || setting == .select
            for value in isAdded ? given[...] : given.suffix(1) {
                rows.append(Row(name: value.name, value: value.value, origin: value.origin))
            }
            if given.isEmpty {
                rows.append(Row(name: setting.rawValue, value: standard(setting, settings), origin: .default))
            }
        }
        let names = Set(Setting.allCases.map(\.rawValue))
        for value in settings.given where !names.contains(value.name) {
            rows.append(Row(name: value.name, value: value.value, origin: value.origin))
        }
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

    private static func write(_ origin: SettingOrigin, to writer: inout JSONWriter) {
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
