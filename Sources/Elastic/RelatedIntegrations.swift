import Queries
import Rules
import Schemas
import SourceText

/// `related_integrations`: the packages that a rule's data comes from (reference: elastic-build §4).
enum RelatedIntegrations {
    /// Packages that count when the rule names them, unless a data set of theirs is in the query.
    private static let withoutDataset: Set<String> = [
        "apm", "auditd_manager", "cloud_defend", "corelight", "endpoint", "jamf_protect", "network_traffic", "pfsense",
        "system", "windows", "sentinel_one_cloud_funnel", "ti_rapid7_threat_command", "m365_defender", "panw",
        "crowdstrike",
    ]

    /// Packages of machine-learning jobs: they count wherever the rule names them, in any case of letters.
    private static let machineLearning: Set<String> = ["lmd", "dga", "ded", "problemchild", "beaconing", "pad"]

    private struct Source: Hashable {
        var package: String
        var dataStream: String?
    }

    /// The rows; empty where packages were named and none admits the stack, nil where none is named.
    static func rows(_ rule: Rule, query: RuleQuery?, stack: StackVersion) -> [JSONValue]? {
        guard let named = rule.metadata.integration?.values, !named.isEmpty, let type = rule.elastic.type?.value else {
            return nil
        }
        if type != .machineLearning {
            // The data sets decide: without a query that was read there is nothing to say.
            guard let language = rule.elastic.queryLanguage, language != .lucene, query != nil || type == .esql else {
                return nil
            }
        }
        let datasets =
            if type == .esql {
                rule.elastic.query.map { ESQLDatasets.names(in: $0.text) } ?? []
            } else {
                query?.facts.datasets.map(\.name) ?? []
            }
        let sources = sources(named: named, datasets: datasets, type: type)
        guard !sources.isEmpty else { return nil }
        var rows: [JSONValue] = []
        for source in sources {
            guard let row = row(source, stack: stack), !rows.contains(row) else { continue }
            rows.append(row)
        }
        return rows
    }

    private static func sources(named: [String], datasets: [String], type: RuleType) -> [Source] {
        var sources: [Source] = []
        for name in named {
            let isInQuery = datasets.contains { $0 == name || $0.hasPrefix(name + ".") }
            let counts =
                type == .machineLearning || machineLearning.contains(name.lowercased())
                || ((withoutDataset.contains(name) || type == .esql) && !isInQuery)
            if counts { sources.append(Source(package: name)) }
        }
        for dataset in Set(datasets).sorted(by: { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }) {
            let source = source(of: dataset)
            if IntegrationManifest.builtIn.hasPackage(source.package) { sources.append(source) }
        }
        return sources
    }

    /// `azure.activitylogs`; of the endpoint's `endpoint.events.network` only the last part is the data stream's name.
    private static func source(of dataset: String) -> Source {
        guard let dot = dataset.firstIndex(of: ".") else { return Source(package: dataset) }
        let package = String(dataset[..<dot])
        let rest = dataset[dataset.index(after: dot)...]
        let parts = rest.split(separator: ".")
        if package == "endpoint", parts.first == "events", parts.count > 1 {
            return Source(package: package, dataStream: String(parts[1]))
        }
        return Source(package: package, dataStream: String(rest))
    }

    private static func row(_ source: Source, stack: StackVersion) -> JSONValue? {
        let manifest = IntegrationManifest.builtIn
        guard let related = manifest.related(package: source.package, dataStream: source.dataStream, stack: stack)
        else { return nil }
        var members = [JSONValue.Member("package", .string(source.package))]
        if let dataStream = source.dataStream, related.isPolicyTemplate {
            members.append(JSONValue.Member("integration", .string(dataStream)))
        }
        return .object(members + [JSONValue.Member("version", .string(related.version))])
    }
}
