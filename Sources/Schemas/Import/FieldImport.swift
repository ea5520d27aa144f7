package import SourceText

/// Makes the field tables, the package tables and the stack map from the published facts.
///
/// Rows come one by one, so that no input need are in memory as a whole. Texts are made at the end: which version of a
/// package's table counts depends on the manifests and on the stack map.
package struct FieldImport {
    /// Version → fields.
    private var ecs: [String: [String: String]] = [:]
    /// `ValueList` key → values → ECS versions.
    private var values: [String: [String: Set<String>]] = [:]
    private var beats = FieldLines()
    private var beatVersions: Set<String> = []
    private var endgame = FieldLines()
    private var endgameVersions: Set<String> = []
    private var nonECS = FieldLines()
    private var endpointCustom = FieldLines()
    private var packages = PackageImport()
    private var lost = LostFields()
    /// package → what the resolution of fields must know about it.
    private var traits: [String: [String]] = [:]
    private var stacks: [StackRow] = []
    private var tags: [String] = []
    private var seen: Set<String> = []

    private struct StackRow {
        var version: String
        var isSupported: Bool
        /// Of `ecs`, `beats`, `endgame`; the wanted versions.
        var wanted: [String: String]
    }

    /// An importer that has seen no row.
    package init() {}

    /// Files without which no complete set of tables can be made.
    private static let needed: [(file: String, kind: RowLayout)] = [
        ("controlled-tags.json", .value), ("fields-beats.ndjson", .lines), ("fields-endgame.json", .value),
        ("fields-endpoint.ndjson", .lines), ("fields-integrations-newer.ndjson", .lines),
        ("fields-integrations.ndjson", .lines), ("fields-lost.ndjson", .lines), ("fields-non-ecs.json", .value),
        ("index-patterns.json", .value),
        ("integration-manifests.ndjson", .lines), ("stack-schema-map.json", .value),
    ]

    /// What a file is, reported by its name (`.gz` cut off); nil for files that this importer does not use.
    package static func kind(ofFile name: String) -> RowLayout? {
        needed.first { $0.file == name }?.kind ?? (ecsVersion(ofFile: name) == nil ? nil : .lines)
    }

    private static func ecsVersion(ofFile name: String) -> String? {
        guard name.hasPrefix("ecs-"), name.hasSuffix(".ndjson") else { return nil }
        return String(name.dropFirst(4).dropLast(7))
    }

    /// Takes a row of a file.
    package mutating func add(_ row: JSONValue, from file: String) throws(ImportError) {
        seen.insert(file)
        switch file {
        case "fields-integrations.ndjson": try packages.addTable(row, file)
        case "fields-integrations-newer.ndjson": try packages.addNewer(row, file)
        case "integration-manifests.ndjson": try packages.addManifest(row, file)
        case "fields-endpoint.ndjson":
            if row["version"]?.string == nil {
                endpointCustom.add(table: "custom", fields: TableRow.fields(row))
            } else {
                try packages.addTable(row, file)
            }
        case "fields-beats.ndjson": try addBeat(row, file)
        case "fields-lost.ndjson": try lost.add(row, file)
        case "fields-non-ecs.json":
            for member in row.members where member.name.fitsWord {
                nonECS.add(table: member.name, fields: TableRow.types(member.value))
            }
        case "fields-endgame.json":
            for member in row.members {
                endgameVersions.insert(member.name)
                endgame.add(table: "endgame", version: member.name, fields: TableRow.types(member.value))
            }
        case "index-patterns.json": addTraits(row)
        case "stack-schema-map.json":
            addStacks(row["supported"], isSupported: true)
            addStacks(row["dropped"], isSupported: false)
        case "controlled-tags.json": tags += row.strings.filter(\.fitsColumn)
        default: if let version = Self.ecsVersion(ofFile: file) { try addECS(row, version) }
        }
    }

    /// The tables, in the order of their files' names.
    package func texts() throws(ImportError) -> [SchemaText] {
        for (file, _) in Self.needed where !seen.contains(file) { throw ImportError("no \(file) among the files") }
        if ecs.isEmpty { throw ImportError("no ecs-<version>.ndjson among the files") }
        let supported = stacks.filter(\.isSupported).compactMap { StackVersion($0.version) }.sorted()
        var chosen = packages.chosenTables(for: supported)
        var beats = beats
        lost.complete(&chosen.fields)
        lost.complete(&beats)
        if let table = lost.missing(in: [chosen.fields, beats]).first {
            throw ImportError("fields-lost.ndjson: no table `\(table)`")
        }
        return [
            SchemaText("beats.txt", sorting: beats.tableLines()),
            SchemaText("fields-beats.txt", sorting: beats.lines()),
            SchemaText("fields-ecs.txt", sorting: ecsLines()),
            SchemaText("fields-endgame.txt", sorting: endgame.lines()),
            SchemaText("fields-endpoint-custom.txt", sorting: endpointCustom.lines()),
            SchemaText("fields-non-ecs.txt", sorting: nonECS.lines()),
            SchemaText("fields-packages.txt", sorting: chosen.fields.lines()),
            SchemaText("manifests.txt", packages.manifestLines()),
            SchemaText("ml-jobs.txt", sorting: packages.jobLines()),
            SchemaText("packages.txt", sorting: traits.map { "\($0)\t\($1.sorted().joined(separator: " "))" }),
            SchemaText("stacks.txt", sorting: stacks.map(stackLine)),
            SchemaText("streams.txt", sorting: chosen.streamLines),
            SchemaText("tags.txt", sorting: tags),
            SchemaText("values.txt", sorting: valueLines()),
        ]
    }

    private mutating func addECS(_ row: JSONValue, _ version: String) throws(ImportError) {
        guard let name = row["name"]?.string, let type = row["type"]?.string else {
            throw ImportError("ecs-\(version).ndjson: a field has no name or no type")
        }
        let isArray = row["normalize"]?.strings.contains("array") == true
        var fields = [name: isArray ? type + FieldTypeWord.arrayMark : type]
        for multi in row["multi_fields"]?.items ?? [] {
            guard let name = multi["flat_name"]?.string, let type = multi["type"]?.string else { continue }
            fields[name] = FieldTypeWord.multiFieldMark + type
        }
        if let type = row["object_type"]?.string { fields[OpenObject.names(below: name)] = type }
        ecs[version, default: [:]].merge(fields) { _, new in new }
        let allowed = row["allowed_values"]?.items ?? []
        addValues(ValueList.closed(name), allowed.compactMap { $0["name"]?.string }, version)
        addValues(ValueList.usual(name), row["expected_values"]?.strings ?? [], version)
        guard name == "event.category" else { return }
        for value in allowed {
            guard let category = value["name"]?.string, category.fitsWord else { continue }
            addValues(ValueList.eventTypes(category), value["expected_event_types"]?.strings ?? [], version)
        }
    }

    /// A list with a value that is not a word is omitted as a whole: half of a list would be a wrong one.
    private mutating func addValues(_ key: String, _ list: [String], _ version: String) {
        guard !list.isEmpty, list.allSatisfy(\.fitsWord) else { return }
        values[key, default: [:]][list.joined(separator: " "), default: []].insert(version)
    }

    private mutating func addBeat(_ row: JSONValue, _ file: String) throws(ImportError) {
        guard let beat = row["beat"]?.string, let version = row["version"]?.string else {
            throw ImportError("\(file): a row has no beat or no version")
        }
        beatVersions.insert(version)
        let parts = [beat, row["module"]?.string, row["dataset"]?.string].compactMap { $0 }
        beats.add(
            table: parts.joined(separator: "/"), version: version, fields: OpenObject.opened(TableRow.fields(row)))
    }

    private func ecsLines() -> [String] {
        var lines = FieldLines()
        for (version, fields) in ecs { lines.add(table: "ecs", version: version, fields: OpenObject.opened(fields)) }
        return lines.lines()
    }

    private mutating func addTraits(_ row: JSONValue) {
        for name in row["non_dataset_packages"]?.strings ?? [] { traits[name, default: []].append("non-dataset") }
        for name in row["ml_packages"]?.strings ?? [] { traits[name, default: []].append("ml") }
        for member in row["filebeat_module_fallback"]?.members ?? [] {
            traits[member.name, default: []] += member.value.strings.map { "filebeat=" + $0 }
        }
    }

    private mutating func addStacks(_ map: JSONValue?, isSupported: Bool) {
        for member in map?.members ?? [] {
            let wanted = Dictionary(
                member.value.members.compactMap { part in part.value.string.map { (part.name, $0) } },
                uniquingKeysWith: { first, _ in first })
            stacks.append(StackRow(version: member.name, isSupported: isSupported, wanted: wanted))
        }
    }

    private func stackLine(_ row: StackRow) -> String {
        let columns = [("ecs", Set(ecs.keys)), ("beats", beatVersions), ("endgame", endgameVersions)].map {
            part, here in
            guard let wanted = row.wanted[part] else { return "" }
            let table = Self.table(for: wanted, among: here)
            return table == wanted ? wanted : "\(wanted)=\(table ?? "")"
        }
        return ([row.version, row.isSupported ? "supported" : "dropped"] + columns).joined(separator: "\t")
    }

    /// The version that is in: the wanted one, else the next older one that is here, else the oldest.
    private static func table(for wanted: String, among here: Set<String>) -> String? {
        if here.contains(wanted) { return wanted }
        let known = here.compactMap { text in StackVersion(text).map { (version: $0, text: text) } }
            .sorted { $0.version < $1.version }
        guard let version = StackVersion(wanted) else { return known.last?.text }
        return known.last { $0.version <= version }?.text ?? known.first?.text
    }

    /// `name TAB versions TAB values`, a line for each different list of a name.
    private func valueLines() -> [String] {
        values.flatMap { name, lists in
            lists.map { values, versions in
                "\(name)\t\(versions == Set(ecs.keys) ? "*" : versions.sorted().joined(separator: ","))\t\(values)"
            }
        }
    }
}

/// The parts of a row that describe fields.
enum TableRow {
    /// `{name: type}` as a dictionary.
    static func types(_ value: JSONValue?) -> [String: String] {
        Dictionary(
            (value?.members ?? []).compactMap { member in member.value.string.map { (member.name, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// `fields`, `multi_fields` and `aliases` of a row, as type words.
    static func fields(_ row: JSONValue) -> [String: String] {
        var fields = types(row["fields"])
        for member in row["aliases"]?.members ?? [] {
            if let path = member.value.string, path.fitsWord { fields[member.name] = FieldTypeWord.aliasMark + path }
        }
        for (name, type) in types(row["multi_fields"]) where fields[name] == nil {
            fields[name] = FieldTypeWord.multiFieldMark + type
        }
        return fields
    }
}
