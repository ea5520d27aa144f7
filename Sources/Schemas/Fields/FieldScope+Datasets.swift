extension FieldScope {
    /// Whether a value of `event.dataset` can occur in the selection's index patterns; true where nothing is known.
    package func canHold(dataset: String) -> Bool {
        tables.patterns.isEmpty || tables.patterns.contains { Self.canHold(dataset, $0) }
    }

    private static func canHold(_ dataset: String, _ pattern: IndexPattern) -> Bool {
        switch pattern.kind {
        case .open, .endgame: true
        // What has no package's name in front need not be the name of its stream.
        case .dataset(let name): name == dataset || !dataset.utf8.contains(UInt8(ascii: "."))
        case .datasets(let prefix): dataset.hasPrefix(prefix) || !dataset.utf8.contains(UInt8(ascii: "."))
        case .beat(let beat): canHold(dataset, beat: beat)
        }
    }

    /// A shipper writes the data sets of its modules, and whatever its inputs are reported to write; data sets of
    /// packages that it has no module for are written by Elastic Agent only.
    private static func canHold(_ dataset: String, beat: String) -> Bool {
        guard let dot = dataset.utf8.firstIndex(of: UInt8(ascii: ".")) else { return true }
        let module = String(dataset[..<dot])
        return !ScopeTables.moduleTables(beat, module).isEmpty || !IntegrationManifest.builtIn.hasPackage(module)
    }
}
