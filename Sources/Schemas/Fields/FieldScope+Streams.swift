extension FieldScope {
    /// Whether the mapping of a package's data stream in scope has the field, ECS and all other lists suppressed; nil where
    /// no stream of a package is in scope.
    package func streamsMap(_ field: String) -> Bool? {
        let streams = tables.levels.filter { $0.kind == .packages }
        guard !streams.isEmpty else { return nil }
        let name = Array(field.utf8)
        if streams.contains(where: { !$0.entries(of: name).isEmpty }) { return true }
        // What is below a flattened field or an open object comes with the data.
        return find(name)?.isBelow == true
    }
}
