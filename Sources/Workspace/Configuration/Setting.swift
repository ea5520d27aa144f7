/// The settings that a file, the environment and flags may give.
package enum Setting: String, CaseIterable, Sendable {
    case paths, exclude
    case respectGitignore = "respect-gitignore"
    case profile, select
    case extendSelect = "extend-select"
    case ignore
    case failLevel = "fail-level"
    case maxWarnings = "max-warnings"
    case baseline
    case outputFormat = "output-format"
    case docsURL = "docs-url"
    case stack, attack, fields
    case versionLock = "version-lock"
    case jobs

    /// What a value looks like.
    enum Shape: Sendable {
        case text, list, number, flag

        /// As messages say it.
        var words: String {
            switch self {
            case .text: "a string"
            case .list: "a list of strings"
            case .number: "a whole number"
            case .flag: "true or false"
            }
        }
    }

    var shape: Shape {
        switch self {
        case .paths, .exclude, .select, .extendSelect, .ignore, .fields: .list
        case .maxWarnings, .jobs: .number
        case .respectGitignore: .flag
        case .profile, .failLevel, .baseline, .outputFormat, .docsURL, .stack, .attack, .versionLock: .text
        }
    }

    /// The variable of the environment that gives it: `TENET_MAX_WARNINGS`.
    package var variable: String {
        "TENET_" + rawValue.uppercased().split(separator: "-").joined(separator: "_")
    }
}

/// The value of a setting, as its source gives it.
package enum SettingValue: Sendable, Hashable {
    case text(String)
    case list([String])
    case number(Int)
    case flag(Bool)
}

/// Where the value of a setting comes from.
package enum SettingOrigin: Sendable, Hashable {
    case `default`
    case file(path: String, line: Int, column: Int)
    case environment(String)
    case flag(String)

    /// Whether it is in a configuration file.
    var isFile: Bool { if case .file = self { true } else { false } }

    /// `tenet.toml:3`, `TENET_STACK`, `--stack`, `default`.
    package var text: String {
        switch self {
        case .default: "default"
        case .file(let path, let line, _): "\(path):\(line)"
        case .environment(let name): name
        case .flag(let name): name
        }
    }
}

/// A value that was given.
package struct GivenSetting: Sendable {
    /// Of the setting, or of an entry of a table (`severity.unknown-field`).
    package var name: String
    package var value: SettingValue
    package var origin: SettingOrigin
    /// The pattern of `per-file` that it is below.
    package var pattern: String?

    init(_ name: String, _ value: SettingValue, _ origin: SettingOrigin, pattern: String? = nil) {
        self.name = name
        self.value = value
        self.origin = origin
        self.pattern = pattern
    }
}

/// A value that a setting cannot take.
package struct SettingError: Error, Sendable {
    package var message: String
    package var help: String?
    /// The faulty item of a list.
    var item: Int?

    init(_ message: String, help: String? = nil, item: Int? = nil) {
        self.message = message
        self.help = help
        self.item = item
    }
}

/// A configuration that cannot be used: the run does not begin (exit status 3).
package struct ConfigurationError: Error, Sendable {
    /// With the place in front: `tenet.toml:3:11: unknown setting `profil``.
    package var message: String
    package var help: String?
}

/// How findings are written; one file each in Reports.
package enum FindingFormat: String, CaseIterable, Sendable {
    case full, concise, json, jsonl, sarif, github, gitlab, junit, checkstyle, rdjson
}
