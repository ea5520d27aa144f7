import CSchemaData

/// The tables of `schemas/`, as `CSchemaData` takes them into the binary. `schemas/README.md` says what their lines are.
///
/// Field tables: `ecs`, `packages`, `beats`, `nonECS`, `endgame`, `endpointCustom`; the others say which of them count.
package enum SchemaTables {
    package static let attack18 = SortedTable(tenet_schema_attack_18())
    package static let attack19 = SortedTable(tenet_schema_attack_19())
    package static let attackMobile18 = SortedTable(tenet_schema_attack_mobile_18())
    package static let attackMobile19 = SortedTable(tenet_schema_attack_mobile_19())
    package static let attackICS18 = SortedTable(tenet_schema_attack_ics_18())
    package static let attackICS19 = SortedTable(tenet_schema_attack_ics_19())
    package static let attack18to19 = SortedTable(tenet_schema_attack_18_to_19())
    package static let ecs = SortedTable(tenet_schema_fields_ecs())
    package static let packages = SortedTable(tenet_schema_fields_packages())
    package static let beats = SortedTable(tenet_schema_fields_beats())
    package static let beatTables = SortedTable(tenet_schema_beats())
    package static let nonECS = SortedTable(tenet_schema_fields_non_ecs())
    package static let endgame = SortedTable(tenet_schema_fields_endgame())
    package static let endpointCustom = SortedTable(tenet_schema_fields_endpoint_custom())
    package static let values = SortedTable(tenet_schema_values())
    package static let streams = SortedTable(tenet_schema_streams())
    package static let manifests = SortedTable(tenet_schema_manifests())
    package static let packageTraits = SortedTable(tenet_schema_packages())
    package static let mlJobs = SortedTable(tenet_schema_ml_jobs())
    package static let stacks = SortedTable(tenet_schema_stacks())
    package static let tags = SortedTable(tenet_schema_tags())
    /// No fact of a schema, and no part of `fingerprint`: see `FieldFrequencies`.
    package static let frequencies = SortedTable(tenet_schema_frequencies())

    /// The field tables.
    static let fields = [ecs, endpointCustom, nonECS, packages, beats, endgame]

    /// Each table with the name of its file below `schemas/`.
    package static let all: [(file: String, table: SortedTable)] = [
        ("attack-18-to-19.txt", attack18to19), ("attack-18.1.txt", attack18), ("attack-19.0.txt", attack19),
        ("attack-ics-18.1.txt", attackICS18), ("attack-ics-19.0.txt", attackICS19),
        ("attack-mobile-18.1.txt", attackMobile18), ("attack-mobile-19.0.txt", attackMobile19),
        ("beats.txt", beatTables),
        ("fields-beats.txt", beats), ("fields-ecs.txt", ecs), ("fields-endgame.txt", endgame),
        ("fields-endpoint-custom.txt", endpointCustom), ("fields-non-ecs.txt", nonECS),
        ("fields-packages.txt", packages), ("manifests.txt", manifests), ("ml-jobs.txt", mlJobs),
        ("packages.txt", packageTraits),
        ("stacks.txt", stacks), ("streams.txt", streams), ("tags.txt", tags), ("values.txt", values),
    ]

    /// The index patterns of the hand-kept lists, sorted. Read once, where it is first asked for.
    static let nonECSPatterns: [String] = {
        var patterns: Set<String> = []
        for line in nonECS.lines() {
            // Types and the tables that have them take turns after the name.
            for column in nonECS.pieces(line.range, separator: UInt8(ascii: "\t")).dropFirst(2).enumerated()
            where column.offset.isMultiple(of: 2) {
                patterns.formUnion(column.element.split(separator: " ").map(String.init))
            }
        }
        return patterns.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }()

    /// Names this state of all tables; a compiled program carries it. Never 0. Made once, of every byte.
    package static let fingerprint: UInt64 = {
        let hash = all.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { $1.table.fingerprint(after: $0) }
        return hash == 0 ? 1 : hash
    }()
}

extension SortedTable {
    fileprivate init(_ table: tenet_schema_table) {
        if let bytes = table.bytes {
            self.init(base: bytes, count: table.count)
        } else {
            self.init(owning: [])
        }
    }
}
