extension FieldCatalog {
    /// Whether anything is known of the indices that a pattern means: a data stream or a package of that name, a shipper,
    /// a hand-kept list, the stack's own indices, or fields of the user's own.
    ///
    /// True also for patterns that mean indices of any kind (`logs-*`, `*`), for date math and for those that take
    /// indices away. False is what a misspelled pattern gives, an index of the user's own that nothing describes, and a
    /// package of which the manifests hold nothing.
    package func knows(indexPattern: String) -> Bool {
        guard let pattern = IndexPattern(indexPattern), !pattern.text.hasPrefix("<") else { return true }
        if isListed(pattern) { return true }
        switch pattern.kind {
        case .beat, .endgame: return true
        case .dataset(let dataset):
            return SchemaTables.streams.line(named: Array(dataset.utf8)) != nil
                || IntegrationManifest.builtIn.hasPackage(ScopeTables.package(of: dataset))
        case .datasets(let prefix):
            return StreamTable.hasStreams(datasetPrefix: prefix)
                || IntegrationManifest.builtIn.hasPackage(
                    prefix: ScopeTables.package(of: prefix), isWhole: prefix.contains("."))
        case .open: return Self.isStackIndex(pattern.text)
        }
    }

    /// Whether a hand-kept list or the user's own fields are for such indices.
    private func isListed(_ pattern: IndexPattern) -> Bool {
        SchemaTables.nonECSPatterns.contains { listed in
            // A list for `metrics-*` says nothing of a data stream below it.
            PatternOverlap.covers(pattern.text, listed)
                || PatternOverlap.covers(listed, pattern.text) && IndexPattern(listed)?.kind != .open
        }
            || custom.contains { $0.names(pattern) }
    }

    /// `.alerts-security.alerts-default`, `logs-*`, `*:*`: indices of the stack, or of any kind.
    private static func isStackIndex(_ text: String) -> Bool {
        let literal = text.prefix { $0 != "*" }
        if literal.isEmpty || text.hasPrefix(".") { return true }
        // `filebeat*` has all that `filebeat-*` has.
        if literal.utf8.count < text.utf8.count {
            if "endgame-".hasPrefix(literal) { return true }
            if SchemaTables.beatTables.lines(withPrefix: Array(literal.utf8)).contains(where: { _ in true }) {
                return true
            }
        }
        return IndexPattern.streamTypes.contains { $0.hasPrefix(literal) || literal == $0 }
    }
}
