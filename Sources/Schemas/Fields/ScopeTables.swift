/// The tables that apply to a selection, strongest first (reference: schemas §1).
struct ScopeTables: Sendable {
    /// Tables of which the first that has a name decides its type.
    private(set) var levels: [TableSelection] = []
    /// Whether every pattern is one whose fields are known in full.
    private(set) var isClosed = false
    /// Whether some table replaces one that is not here: a field that it lacks may exist.
    var hasStandIns: Bool { !outdatedPackages.isEmpty }
    /// The packages whose newest table is not here.
    private(set) var outdatedPackages: Set<String> = []
    /// The patterns as they were read; those that take indices away are omitted.
    let patterns: [IndexPattern]
    /// What the stack is checked with; nil where no stack is known.
    let row: StackMap.Row?
    private let selection: FieldSelection
    /// Fields of the user's own, as the catalog has them.
    let custom: [CustomFields]

    /// Reads the patterns and finds the tables of the stack.
    init(_ selection: FieldSelection, custom: [CustomFields] = []) {
        self.selection = selection
        self.custom = custom
        patterns = selection.indexPatterns.compactMap { IndexPattern($0) }
        row = StackMap.row(for: selection.stack)
        guard let row else { return }
        for (place, file) in custom.enumerated().reversed() { add(file.tables(.every, of: patterns, .custom(place))) }
        add(
            .endpointCustom, SchemaTables.endpointCustom,
            [.init("custom", version: "", label: "endpoint custom fields")])
        add(
            .nonECS, SchemaTables.nonECS,
            patterns.map { .init($0.text, version: "", label: "non-ECS fields of \($0.text)") })
        add(.ecs, SchemaTables.ecs, [.init("ecs", version: row.ecs.table, label: "ECS \(row.ecs.table)")])
        // What the query names itself comes before what only its patterns allow.
        let named = namedStreams(row)
        add(named)
        add(.beats, SchemaTables.beats, beatTables(row))
        if patterns.contains(where: { $0.kind == .endgame }) {
            add(
                .endgame, SchemaTables.endgame,
                [.init("endgame", version: row.endgame.table, label: "Endgame \(row.endgame.table)")])
        }
        addPatternStreams(row)
        for (place, file) in custom.enumerated().reversed() { add(file.tables(.some, of: patterns, .custom(place))) }
    }

    /// The ECS version that counts.
    var ecsVersion: String? { row?.ecs.table }

    /// ECS alone, for types of required fields.
    var ecs: TableSelection {
        TableSelection(
            .ecs, SchemaTables.ecs,
            row.map { [.init("ecs", version: $0.ecs.table, label: "ECS \($0.ecs.table)")] } ?? [])
    }

    /// The streams of the data sets that the query names, packages that the manifests do not know omitted.
    var datasetStreams: TableSelection {
        let streams = row.map { row in selection.datasets.compactMap { stream(of: $0, row) } } ?? []
        let known = streams.filter { IntegrationManifest.builtIn.hasPackage($0.package) }
        return TableSelection(.packages, SchemaTables.packages, known.map(\.table))
    }

    /// The root fields and named modules of the beats among the patterns.
    ///
    /// `isStrict`: only patterns with `beat-*` count, and only the beat's own root, as detection-rules has it.
    func beats(isStrict: Bool) -> TableSelection {
        TableSelection(.beats, SchemaTables.beats, row.map { beatTables($0, isStrict: isStrict) } ?? [])
    }

    /// The Endgame table, if a pattern names it.
    var endgame: TableSelection {
        let isNamed = patterns.contains { $0.text == "endgame-*" }
        return TableSelection(
            .endgame, SchemaTables.endgame,
            row.map { isNamed ? [.init("endgame", version: $0.endgame.table, label: "Endgame")] : [] } ?? [])
    }

    private mutating func add(
        _ kind: TableSelection.Kind, _ file: SortedTable, _ tables: [TableSelection.Table]
    ) {
        add(TableSelection(kind, file, tables))
    }

    private mutating func add(_ selection: TableSelection) {
        if !selection.tables.isEmpty { levels.append(selection) }
    }

    private mutating func add(_ streams: [StreamTable.Stream]) {
        for stream in streams where stream.isStandIn { outdatedPackages.insert(stream.package) }
        add(.packages, SchemaTables.packages, streams.map(\.table))
    }

    private func stream(of dataset: String, _ row: StackMap.Row) -> StreamTable.Stream? {
        StreamTable.stream(dataset: dataset, stackText: row.stackText)
    }

    /// Streams of the data sets that the query compares with, and of packages that only `metadata.integration` names.
    private func namedStreams(_ row: StackMap.Row) -> [StreamTable.Stream] {
        var streams = selection.datasets.compactMap { stream(of: $0, row) }
        for package in selection.integrations {
            let traits = PackageTraits(package: package)
            let isNamed = selection.datasets.contains { $0 == package || $0.hasPrefix(package + ".") }
            let counts = selection.everyIntegrationCounts || traits.isNonDataset
            guard traits.isMachineLearning || counts && !isNamed else { continue }
            streams += StreamTable.streams(package: package, stackText: row.stackText)
        }
        return streams
    }

    /// Modules that the query names: by `event.module`, else by the first part of its data sets.
    private var modules: [String] {
        if !selection.modules.isEmpty { return selection.modules }
        return selection.datasets.compactMap { dataset in
            dataset.contains(".") ? dataset.split(separator: ".").first.map(String.init) : nil
        }
    }

    /// `isStrict`: as detection-rules has it, see `beats(isStrict:)`; there and with
    /// `FieldSelection.onlyNamedModulesCount` a query that names no module of a Beat has its root fields only. A Beat's
    /// index template has the fields of all its modules, so elsewhere all of them count then.
    private func beatTables(_ row: StackMap.Row, isStrict: Bool = false) -> [TableSelection.Table] {
        var tables: [TableSelection.Table] = []
        for pattern in patterns {
            guard case .beat(let beat) = pattern.kind, !isStrict || pattern.text.contains("beat-*") else { continue }
            var names = [beat]
            // What every shipper adds.
            if !isStrict { names.append("libbeat") }
            let named = modules.flatMap { Self.moduleTables(beat, $0) }
            tables += (names + named).map { Self.beatTable($0, row) }
            if named.isEmpty, !isStrict, !selection.onlyNamedModulesCount {
                // Of two tables of one name the first counts, so the modules come before.
                tables =
                    Self.everyModule.answer(Beat(name: beat, version: row.beats.table)) {
                        let group = "\(beat) \(row.beats.table) and its modules"
                        let modules = SchemaTables.beatTables.lines(withPrefix: Array("\(beat)/".utf8)).map { line in
                            SchemaTables.beatTables.text(SchemaTables.beatTables.column(0, of: line))
                        }
                        return ([beat] + modules).map { Self.beatTable($0, row, group: group) }
                    } + tables
            }
        }
        return tables
    }

    private struct Beat: Hashable {
        var name: String
        var version: String
    }

    private static let everyModule = Memo<Beat, [TableSelection.Table]>(most: 64)

    private static func beatTable(
        _ name: String, _ row: StackMap.Row, group: String? = nil
    ) -> TableSelection.Table {
        var words = name.split(separator: "/").map(String.init)
        words.insert(row.beats.table, at: min(1, words.count))
        return .init(name, version: row.beats.table, label: words.joined(separator: " "), group: group)
    }

    /// The tables of a module of a beat; empty for a module that the beat does not have.
    static func moduleTables(_ beat: String, _ module: String) -> [String] {
        let file = SchemaTables.beatTables
        let name = "\(beat)/\(module)"
        let own = file.line(named: Array(name.utf8)).map { _ in name }
        return [own].compactMap { $0 }
            + file.lines(withPrefix: Array("\(name)/".utf8)).map { file.text(file.column(0, of: $0)) }
    }

    /// Streams that the names of the indices allow, and whether the patterns can hold anything else.
    private mutating func addPatternStreams(_ row: StackMap.Row) {
        var streams: [StreamTable.Stream] = []
        var stands: [String] = []
        isClosed = !patterns.isEmpty
        for pattern in patterns {
            let isDescribed = custom.contains { $0.describes(pattern) }
            switch pattern.kind {
            case .dataset(let dataset):
                if let stream = stream(of: dataset, row) {
                    streams.append(stream)
                } else {
                    stands += standIns(for: Self.package(of: dataset))
                    if !isDescribed { isClosed = false }
                }
            case .datasets(let prefix):
                let found = StreamTable.streams(datasetPrefix: prefix, stackText: row.stackText)
                streams += found
                let package = Self.package(of: prefix)
                if found.isEmpty { stands += standIns(for: package) }
                // `logs-ti_*` reaches packages that no table describes.
                if !isDescribed, found.isEmpty || !StreamTable.hasTables(package: package) { isClosed = false }
            case .open: if !isDescribed { isClosed = false }
            case .beat, .endgame: break
            }
        }
        add(streams)
        add(.beats, SchemaTables.beats, stands.map { Self.beatTable($0, row) })
    }

    static func package(of dataset: String) -> String { String(dataset.prefix { $0 != "." }) }

    /// Tables of filebeat's modules for a package that has none of its own.
    private func standIns(for package: String) -> [String] {
        PackageTraits(package: package).filebeatModules.flatMap { Self.moduleTables("filebeat", $0) }
    }
}
