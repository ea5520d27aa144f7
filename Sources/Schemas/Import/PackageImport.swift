import SourceText

/// The tables and manifests of integration packages while they are collected.
///
/// Names are numbered, so that thousands of versions of the same tables stay small in memory.
struct PackageImport {
    private var numbers: [String: Int32] = [:]
    private var words: [String] = []
    /// package → stream → version → fields.
    private var tables: [String: [String: [String: [Field]]]] = [:]
    /// package → version → data streams that have a table; a version without an entry has no table at all.
    private var streams: [String: [String: Set<String>]] = [:]
    /// package → stream → what newer sources say.
    private var newer: [String: [String: Newer]] = [:]
    private var manifests: [String: [Manifest]] = [:]
    /// package → version → ids of its machine learning jobs.
    private var jobs: [String: [String: Set<String>]] = [:]

    private struct Field {
        var name: Int32
        var type: Int32
    }

    private struct Newer {
        /// Commits, or `fitted`.
        var sources: [String] = []
        var fields: [String: String] = [:]
    }

    private struct Manifest {
        var text: String
        var version: PackageVersion
        var stacks: StackRange
        var conditions: String
        var templates: [String]
    }

    /// What the field and the stream table are made of.
    struct Chosen {
        var fields = FieldLines()
        var streamLines: [String] = []
    }

    /// Takes the table of one version of a data stream.
    mutating func addTable(_ row: JSONValue, _ file: String) throws(ImportError) {
        guard let package = row["package"]?.string, let version = row["version"]?.string, package.fitsWord,
            PackageVersion(version) != nil
        else { throw ImportError("\(file): a row has no package or no version") }
        streams[package, default: [:]][version, default: []].formUnion([])
        let names = row["ml_jobs"]?.strings.filter(\.fitsWord) ?? []
        if !names.isEmpty { jobs[package, default: [:]][version, default: []].formUnion(names) }
        // Packages of machine learning jobs have no data stream and no fields.
        guard let stream = row["data_stream"]?.string, stream.fitsWord else { return }
        streams[package, default: [:]][version, default: []].insert(stream)
        let fields = TableRow.fields(row).map { Field(name: number($0), type: number($1)) }
        tables[package, default: [:]][stream, default: [:]][version] = fields
    }

    /// Takes fields that the newest table of a data stream lacks or has otherwise.
    mutating func addNewer(_ row: JSONValue, _ file: String) throws(ImportError) {
        guard let package = row["package"]?.string, let stream = row["data_stream"]?.string, package.fitsWord,
            stream.fitsWord, let source = row["source"]?.string
        else { throw ImportError("\(file): a row has no package, data stream or source") }
        var entry = newer[package]?[stream] ?? Newer()
        entry.sources.append(source.split(separator: "@").dropFirst().last.map(String.init) ?? "fitted")
        entry.fields.merge(TableRow.types(row["fields"])) { _, new in new }
        newer[package, default: [:]][stream] = entry
    }

    /// Takes what a package version says of the stacks it admits.
    mutating func addManifest(_ row: JSONValue, _ file: String) throws(ImportError) {
        guard let package = row["package"]?.string, let text = row["version"]?.string, package.fitsWord,
            let version = PackageVersion(text)
        else { throw ImportError("\(file): a manifest has no package or no version") }
        let conditions = row["conditions.kibana"]?.string ?? ""
        manifests[package, default: []].append(
            Manifest(
                text: text, version: version, stacks: StackRange(conditions), conditions: conditions,
                templates: (row["policy_templates"]?.strings ?? []).filter(\.fitsColumn)))
    }

    /// `package TAB version TAB stacks TAB policy templates TAB data streams`, by package, then by version. The last
    /// column is `?` where no table of that version is known.
    func manifestLines() -> [String] {
        manifests.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.flatMap { package, versions in
            versions.sorted { ($0.version, $0.text) < ($1.version, $1.text) }.map { manifest in
                let streams = streams[package]?[manifest.text]?.sorted().joined(separator: ",")
                return [
                    package, manifest.text, manifest.conditions, manifest.templates.joined(separator: ","),
                    streams ?? "?",
                ].joined(separator: "\t")
            }
        }
    }

    /// `job TAB package TAB newest version that has it [TAB first version without it]`, the last for jobs that are gone.
    func jobLines() -> [String] {
        jobs.flatMap { package, versions in
            let ascending = versions.keys.sorted { a, b in
                guard let x = PackageVersion(a), let y = PackageVersion(b) else { return a < b }
                return (x, a) < (y, b)
            }
            return Set(versions.values.joined()).compactMap { job -> String? in
                guard let last = ascending.lastIndex(where: { versions[$0]?.contains(job) ?? false }) else {
                    return nil
                }
                let columns = [job, package, ascending[last]] + ascending[(last + 1)...].prefix(1)
                return columns.joined(separator: "\t")
            }
        }
    }

    /// The tables that count for some supported stack: of each data stream the newest, and others that a stack picks.
    func chosenTables(for stacks: [StackVersion]) -> Chosen {
        var chosen = Chosen()
        for package in Set(tables.keys).union(newer.keys) {
            for stream in Set((tables[package] ?? [:]).keys).union((newer[package] ?? [:]).keys) {
                choose(package, stream, stacks, into: &chosen)
            }
        }
        return chosen
    }

    private func choose(_ package: String, _ stream: String, _ stacks: [StackVersion], into chosen: inout Chosen) {
        let versions = tables[package]?[stream] ?? [:]
        let table = "\(package)/\(stream)"
        let newest = versions.keys.max { a, b in
            guard let x = PackageVersion(a), let y = PackageVersion(b) else { return a < b }
            return (x, a) < (y, b)
        }
        var columns = [StreamName.dataset(package: package, stream: stream), package, stream]
        var newestFields = newest.map { fields(versions[$0] ?? []) } ?? [:]
        var label = newest
        if let newer = newer[package]?[stream] {
            newestFields.merge(newer.fields) { _, new in new }
            label = ([newest].compactMap { $0 } + newer.sources).joined(separator: "+")
        }
        guard let label else { return }
        columns.append(label)
        chosen.fields.add(table: table, version: label, fields: OpenObject.opened(newestFields))
        var others: Set<String> = []
        for stack in stacks {
            guard let picked = pick(package, stream, stack), versions[picked] != nil else { continue }
            columns.append("\(stack)=\(picked == newest ? label : picked)")
            if picked != newest { others.insert(picked) }
        }
        for version in others {
            chosen.fields.add(
                table: table, version: version, fields: OpenObject.opened(fields(versions[version] ?? [])))
        }
        chosen.streamLines.append(columns.joined(separator: "\t"))
    }

    /// The newest version that admits the stack and has the stream (a version without any table counts as having it).
    private func pick(_ package: String, _ stream: String, _ stack: StackVersion) -> String? {
        let descending = (manifests[package] ?? []).sorted { ($1.version, $1.text) < ($0.version, $0.text) }
        return PackageChoice.newest(for: stack, among: descending.map(\.stacks)) { place in
            streams[package]?[descending[place].text]?.contains(stream) ?? true
        }.map { descending[$0].text }
    }

    private func fields(_ table: [Field]) -> [String: String] {
        Dictionary(
            table.map { (words[Int($0.name)], words[Int($0.type)]) }, uniquingKeysWith: { first, _ in first })
    }

    private mutating func number(_ word: String) -> Int32 {
        if let number = numbers[word] { return number }
        let number = Int32(clamping: words.count)
        words.append(word)
        numbers[word] = number
        return number
    }
}
