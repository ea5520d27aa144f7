import Checks
import Diagnostics
import Documents
import SourceText

/// Reads `tenet.toml`.
enum ConfigurationFile {
    static let name = "tenet.toml"
    /// Bytes; nobody writes more.
    private static let maximumBytes = 1 << 20
    private static let severityTable = "severity"
    private static let perFileTable = "per-file"

    /// Where a file may be, from a path upward, as messages name it.
    static func candidates(from path: String?) -> [String] {
        let here = FilePath.parts("")
        var start = here
        if let path, path != InputFile.standardInput {
            start = FilePath.parts(path)
            if !FolderListing.isFolder(path) { _ = start.popLast() }
        }
        return (0...start.count).reversed().map { FilePath.shown(Array(start[..<$0]), from: here) + name }
    }

    static func isFile(_ path: String) -> Bool { (try? SystemCalls.status(path))?.kind == .file }

    /// Takes in what a file says; the first thing wrong with it is thrown.
    static func read(_ path: String, into settings: inout Settings) throws(ConfigurationError) {
        let bytes: [UInt8]
        do throws(InputError) { bytes = try InputFile.readText(path, limit: maximumBytes) } catch {
            throw ConfigurationError(message: error.message)
        }
        var reader = Reader(source: SourceFile(id: SourceID(0), path: path, bytes: bytes))
        settings.file = path
        settings.beginSource()
        try reader.read(into: &settings)
    }

    private struct Reader {
        let source: SourceFile
        private let folder: String

        init(source: SourceFile) {
            self.source = source
            folder = FilePath.folder(of: source.path)
        }

        mutating func read(into settings: inout Settings) throws(ConfigurationError) {
            let parsed = DocumentReader.read(source, as: .toml)
            if let fault = parsed.findings.first(where: { $0.severity == .error }) {
                throw error(SettingError(fault.message, help: fault.help.first), at: fault.location.range)
            }
            guard let table = parsed.documents.first?.root.table else { return }
            for entry in table.entries {
                switch entry.key {
                case severityTable: try readSeverities(entry.value, into: &settings)
                case perFileTable:
                    for item in try entries(of: entry.value, perFileTable) { try readFiles(item, into: &settings) }
                default: try readSetting(entry, into: &settings)
                }
            }
        }

        private func readSetting(_ entry: Entry, into settings: inout Settings) throws(ConfigurationError) {
            guard let setting = Setting(rawValue: entry.key) else {
                throw unknown(entry, "setting", Setting.allCases.map(\.rawValue) + [severityTable, perFileTable])
            }
            let value = try value(of: entry.value, setting)
            do throws(SettingError) {
                try settings.set(setting, value, from: origin(entry.value.range), folder: folder)
            } catch {
                throw self.error(error, at: place(of: error, in: entry.value))
            }
        }

        private func readSeverities(_ node: Node, into settings: inout Settings) throws(ConfigurationError) {
            for entry in try entries(of: node, severityTable) {
                let text = try text(entry.value, entry.key)
                do throws(SettingError) {
                    try settings.setSeverity(entry.key, text, from: origin(entry.value.range))
                } catch {
                    let isOfName = Severity(rawValue: text) != nil
                    throw self.error(error, at: isOfName ? entry.keyRange : entry.value.range)
                }
            }
        }

        private func readFiles(_ entry: Entry, into settings: inout Settings) throws(ConfigurationError) {
            guard let pattern = PathPattern(entry.key) else {
                throw error(SettingError("a pattern that means no path"), at: entry.keyRange)
            }
            var files = FileSettings(pattern: pattern, folder: folder)
            for member in try entries(of: entry.value, entry.key) { try readMember(member, into: &files) }
            settings.add(files)
        }

        private func readMember(_ member: Entry, into files: inout FileSettings) throws(ConfigurationError) {
            if member.key == severityTable {
                for entry in try entries(of: member.value, severityTable) {
                    let text = try text(entry.value, entry.key)
                    files.layer.severities.append(
                        try checked(entry.value) { () throws(SettingError) in try Settings.severity(entry.key, text) })
                    note("\(severityTable).\(entry.key)", .text(text), at: entry.value, in: &files)
                }
                return
            }
            let names: [Setting] = [.profile, .ignore, .extendSelect]
            guard let setting = names.first(where: { $0.rawValue == member.key }) else {
                throw unknown(member, "member of `per-file`", names.map(\.rawValue) + [severityTable])
            }
            let value = try value(of: member.value, setting)
            try checked(member.value) { () throws(SettingError) in try files.set(setting, value) }
            note(setting.rawValue, value, at: member.value, in: &files)
        }

        private func note(_ name: String, _ value: SettingValue, at node: Node, in files: inout FileSettings) {
            files.given.append(GivenSetting(name, value, origin(node.range), pattern: files.pattern.text))
        }

        /// Gives a fault of a value its place.
        private func checked<Value>(
            _ node: Node, _ read: () throws(SettingError) -> Value
        ) throws(ConfigurationError) -> Value {
            do throws(SettingError) { return try read() } catch {
                throw self.error(error, at: place(of: error, in: node))
            }
        }

        /// A value of the shape that the setting has.
        private func value(of node: Node, _ setting: Setting) throws(ConfigurationError) -> SettingValue {
            switch (setting.shape, node.value) {
            case (.text, .string(let scalar)): return .text(scalar.text)
            case (.number, .integer(let number)): return .number(Int(clamping: number))
            case (.flag, .boolean(let flag)): return .flag(flag)
            case (.list, .array(let items)):
                var texts: [String] = []
                for item in items { texts.append(try text(item, "an item of \(setting.rawValue)")) }
                return .list(texts)
            // `attack = 19` and `stack = 8.19` are what people write first.
            case (.text, .integer), (.text, .float):
                if setting == .attack || setting == .stack { return .text(source.text(node.range)) }
                throw wrongShape(node, setting.rawValue, setting.shape)
            default: throw wrongShape(node, setting.rawValue, setting.shape)
            }
        }

        private func text(_ node: Node, _ name: String) throws(ConfigurationError) -> String {
            guard let text = node.string else { throw wrongShape(node, name, .text) }
            return text
        }

        private func entries(of node: Node, _ name: String) throws(ConfigurationError) -> [Entry] {
            guard let table = node.table else {
                throw error(SettingError("`\(name)` must be a table, not \(node.kindPhrase)"), at: node.range)
            }
            return table.entries
        }

        private func wrongShape(_ node: Node, _ name: String, _ shape: Setting.Shape) -> ConfigurationError {
            error(SettingError("`\(name)` must be \(shape.words), not \(node.kindPhrase)"), at: node.range)
        }

        private func unknown(_ entry: Entry, _ kind: String, _ names: [String]) -> ConfigurationError {
            let near = NearestName.ranked(entry.key, among: names).map { "`\($0)`" }
            let help =
                near.isEmpty
                ? "there are \(names.joined(separator: ", "))" : "did you mean \(near.joined(separator: " or "))?"
            return error(SettingError("unknown \(kind) `\(entry.key)`", help: help), at: entry.keyRange)
        }

        private func place(of fault: SettingError, in node: Node) -> ByteRange {
            guard let item = fault.item, let items = node.array, items.indices.contains(item) else { return node.range }
            return items[item].range
        }

        private func origin(_ range: ByteRange) -> SettingOrigin {
            let start = source.position(at: range.start)
            return .file(path: source.path, line: start.line, column: start.column)
        }

        private func error(_ fault: SettingError, at range: ByteRange) -> ConfigurationError {
            let start = source.position(at: range.start)
            return ConfigurationError(
                message: "\(source.path):\(start.line):\(start.column): \(fault.message)", help: fault.help)
        }
    }
}
