/// How data streams of packages are called.
enum StreamName {
    /// Streams of the endpoint package whose data set has `events` between package and stream.
    private static let endpointEvents: Set<String> = [
        "api", "device", "file", "library", "network", "process", "registry", "security",
    ]

    /// The data set of a package's stream, as `data_stream.dataset` and the index name hold it.
    static func dataset(package: String, stream: String) -> String {
        guard package == "endpoint" else { return "\(package).\(stream)" }
        if endpointEvents.contains(stream) { return "endpoint.events.\(stream)" }
        return stream == "collection" ? "endpoint.diagnostic.collection" : "endpoint.\(stream)"
    }
}
