/// Where settings come from, weakest first.
extension Settings {
    /// The variable that names the configuration file.
    package static let fileVariable = "TENET_CONFIG"

    /// What flags give: the settings with the flags that gave them.
    package typealias Flags = [(setting: Setting, value: SettingValue, flag: String)]

    /// The settings of a run.
    ///
    /// - Parameters:
    ///   - start: the first path of the run; the nearest `tenet.toml` upward from it is read, nil: from the working
    ///     directory.
    ///   - file: the configuration file, where it is named.
    ///   - flags: what the command line gives.
    ///   - environment: the variables; those of settings begin with `TENET_`.
    package static func read(
        from start: String?, file: String? = nil, flags: Flags = [],
        environment: (String) -> String? = Terminal.environment
    ) throws(ConfigurationError) -> Settings {
        var settings = Settings()
        let named = file ?? environment(fileVariable).flatMap { $0.isEmpty ? nil : $0 }
        settings.candidates = named.map { [$0] } ?? ConfigurationFile.candidates(from: start)
        if let path = named ?? settings.candidates.first(where: ConfigurationFile.isFile) {
            try ConfigurationFile.read(path, into: &settings)
        } else {
            settings.beginSource()
        }
        settings.beginSource()
        for setting in Setting.allCases {
            guard let text = environment(setting.variable), !text.isEmpty else { continue }
            do throws(SettingError) {
                let value = try value(ofVariable: text, setting)
                try settings.set(setting, value, from: .environment(setting.variable))
            } catch {
                throw ConfigurationError(message: "\(setting.variable): \(error.message)", help: error.help)
            }
        }
        settings.beginSource()
        for (setting, value, flag) in flags {
            do throws(SettingError) { try settings.set(setting, value, from: .flag(flag)) } catch {
                throw ConfigurationError(message: "\(error.message) in `\(flag)`", help: error.help)
            }
        }
        return settings
    }

    /// The value of a variable; lists are separated with commas.
    private static func value(ofVariable text: String, _ setting: Setting) throws(SettingError) -> SettingValue {
        switch setting.shape {
        case .text: return .text(text)
        case .list: return .list(list(text))
        case .number:
            guard let number = Int(text) else { throw wrong(text, setting) }
            return .number(number)
        case .flag:
            switch text {
            case "true", "1": return .flag(true)
            case "false", "0": return .flag(false)
            default: throw wrong(text, setting)
            }
        }
    }

    /// The words of a list that is separated with commas.
    package static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { part in
            let word = part.drop { $0 == " " }
            return String(
                word.prefix(upTo: word.lastIndex { $0 != " " }.map { word.index(after: $0) } ?? word.startIndex))
        }.filter { !$0.isEmpty }
    }

    private static func wrong(_ text: String, _ setting: Setting) -> SettingError {
        SettingError("`\(setting.rawValue)` must be \(setting.shape.words), not `\(text)`")
    }

    /// The paths of a run: those that are given, else those of the settings, else `rules/` beside the configuration file.
    package func paths(_ given: [String]) -> [String] {
        if !given.isEmpty { return given }
        if !paths.isEmpty { return paths }
        return [FilePath.join(file.map(FilePath.folder(of:)) ?? "", RuleFiles.defaultFolder)]
    }
}
