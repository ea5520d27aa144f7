import Checks
import Schemas

/// The settings of each folder, read once until one of their files changes.
struct FolderSettings: Sendable {
    /// What one configuration file gives.
    struct Group: Sendable {
        var settings: Settings
        var context: CheckContext
    }

    /// The groups of a list of files.
    struct Groups: Sendable {
        var settings: [Group] = []
        /// The group of each file.
        var places: [Int] = []
        var errors: [ConfigurationError] = []
    }

    /// By the configuration file; empty for folders without one.
    private var known: [String: Result<Group, ConfigurationError>] = [:]
    /// The configuration file of each folder.
    private var files: [String: String] = [:]
    private var watch: FileWatch?

    /// Forgets everything where a file of the settings changed, or one appeared; whether that is so.
    mutating func refresh() -> Bool {
        guard let watch, watch.hasChanged else { return false }
        self = FolderSettings()
        return true
    }

    /// The settings of files, by their nearest configuration file upward.
    mutating func groups(_ paths: [String], _ options: Linter.Options) -> Groups {
        var groups = Groups()
        var places: [String: Int] = [:]
        var watched: Set<String> = []
        for path in paths {
            let folder = FilePath.folder(of: path)
            let candidates = ConfigurationFile.candidates(from: path)
            let file = files[folder] ?? candidates.first(where: ConfigurationFile.isFile) ?? ""
            files[folder] = file
            watched.formUnion(candidates)
            if let place = places[file] {
                groups.places.append(place)
                continue
            }
            let result = known[file] ?? Self.read(from: path, options)
            known[file] = result
            places[file] = groups.settings.count
            groups.places.append(groups.settings.count)
            switch result {
            case .success(let group):
                groups.settings.append(group)
                watched.formUnion(group.settings.sourceFiles)
            case .failure(let error):
                groups.errors.append(error)
                groups.settings.append(Group(settings: Settings(), context: options.context))
            }
        }
        watch = FileWatch(watched.sorted())
        return groups
    }

    private static func read(
        from path: String, _ options: Linter.Options
    ) -> Result<Group, ConfigurationError> {
        do throws(ConfigurationError) {
            let settings = try Settings.read(from: path)
            do throws(InputError) {
                var context = try settings.context
                for path in settings.fields { context.fields.append(try FieldSource.load(path).fields) }
                return .success(Group(settings: settings, context: context))
            } catch {
                return .failure(ConfigurationError(message: error.message, help: error.help))
            }
        } catch {
            return .failure(error)
        }
    }
}
