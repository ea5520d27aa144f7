import SourceText

/// The versions of the integration packages and the stacks they admit.
package struct IntegrationManifest: Sendable {
    /// The manifests that are in the binary.
    package static let builtIn = IntegrationManifest()

    private let table = SchemaTables.manifests

    private init() {}

    /// The row of `related_integrations` for a package and, where known, its data stream (reference: elastic-build §4).
    package struct Related: Sendable, Hashable {
        /// With its operator: `>=1.2.3` from stack 9.5, `^1.2.3` below.
        package var version: String
        /// Whether the data stream's name is a policy template of that very version.
        package var isPolicyTemplate: Bool

        /// A row with both its facts.
        package init(version: String, isPolicyTemplate: Bool) {
            self.version = version
            self.isPolicyTemplate = isPolicyTemplate
        }
    }

    /// Whether any version of the package is known.
    package func hasPackage(_ name: String) -> Bool {
        Self.known.answer(TextBytes(name)) {
            guard !name.isEmpty, let line = firstLine(of: name) else { return false }
            return table.equals(table.column(0, of: line), Array(name.utf8))
        }
    }

    private static let known = Memo<TextBytes, Bool>(most: 4_096)

    /// Whether any package's name begins so, or is so if `isWhole`.
    func hasPackage(prefix: String, isWhole: Bool) -> Bool {
        if isWhole { return hasPackage(prefix) }
        guard !prefix.isEmpty, let line = firstLine(of: prefix) else { return false }
        return table.line(line, hasPrefix: Array(prefix.utf8))
    }

    /// The names of all packages, sorted.
    package var packages: [String] {
        var names: [String] = []
        for line in table.lines() {
            let name = table.column(0, of: line)
            if names.last.map({ !table.equals(name, Array($0.utf8)) }) ?? true { names.append(table.text(name)) }
        }
        return names
    }

    /// The data sets of a package that some table describes; empty for packages without tables.
    package func datasets(of package: String) -> [String] {
        let streams = SchemaTables.streams
        let name = Array(package.utf8)
        return streams.lines(withPrefix: name + [UInt8(ascii: ".")])
            .filter { streams.equals(streams.column(1, of: $0), name) }
            .map { streams.text(streams.column(0, of: $0)) }
    }

    /// The least version of the highest major that admits the stack and has the data stream; nil: no version does.
    package func related(package: String, dataStream: String?, stack: StackVersion) -> Related? {
        Self.relations.answer(Question(package: package, dataStream: dataStream, stack: stack)) {
            findRelated(package, dataStream, stack)
        }
    }

    private struct Question: Hashable {
        var package: String
        var dataStream: String?
        var stack: StackVersion
    }

    private static let relations = Memo<Question, Related?>(most: 4_096)

    private func findRelated(_ package: String, _ dataStream: String?, _ stack: StackVersion) -> Related? {
        let versions = versions(of: package)
        // Versions ascend: each major is one run, and the runs are tried from the last on.
        var end = versions.count
        while end > 0 {
            var start = end - 1
            while start > 0, versions[start - 1].version.numbers.major == versions[end - 1].version.numbers.major {
                start -= 1
            }
            if let found = versions[start..<end].first(where: { admits($0.line, stack, dataStream) }) {
                let text = table.text(table.column(1, of: found.line))
                let sign = stack >= StackVersion(9, 5) ? ">=" : "^"
                let templates = table.pieces(table.column(3, of: found.line), separator: UInt8(ascii: ","))
                return Related(
                    version: sign + text, isPolicyTemplate: dataStream.map { templates.contains($0) } ?? false)
            }
            end = start
        }
        return nil
    }

    /// The version that Fleet installs on a stack, and the stacks that it admits: the newest that admits this one and has
    /// the data stream; nil: no version does.
    package func newest(package: String, dataStream: String, stack: StackVersion) -> (version: String, stacks: String)?
    {
        let lines = Array(versions(of: package).map(\.line).reversed())
        func stacks(_ line: TableLine) -> String { table.text(table.column(2, of: line)) }
        let ranges = lines.map { StackRange(stacks($0)) }
        return PackageChoice.newest(for: stack, among: ranges) { has(lines[$0], dataStream) }
            .map { (table.text(table.column(1, of: lines[$0])), stacks(lines[$0])) }
    }

    /// Whether a version of the package is in a range of versions and admits the stack; nil: no version admits it, or
    /// there is not a such package.
    package func hasVersion(in range: StackRange, package: String, stack: StackVersion) -> Bool? {
        let admitted = versions(of: package).filter { admits($0.line, stack, nil) }
        return admitted.isEmpty ? nil : admitted.contains { range.admits($0.version.numbers) }
    }

    private func admits(_ line: TableLine, _ stack: StackVersion, _ dataStream: String?) -> Bool {
        StackRange(table.text(table.column(2, of: line))).admits(stack) && has(line, dataStream)
    }

    /// A version without any table counts as having every stream.
    private func has(_ line: TableLine, _ dataStream: String?) -> Bool {
        guard let dataStream else { return true }
        let streams = table.column(4, of: line)
        return table.equals(streams, [UInt8(ascii: "?")])
            || table.pieces(streams, separator: UInt8(ascii: ",")).contains(dataStream)
    }

    private func versions(of package: String) -> [(line: TableLine, version: PackageVersion)] {
        let name = Array(package.utf8)
        guard !name.isEmpty, let first = firstLine(of: package) else { return [] }
        return table.lines(from: first.start).prefix { table.equals(table.column(0, of: $0), name) }
            .compactMap { line in
                PackageVersion(table.text(table.column(1, of: line))).map { (line, $0) }
            }
    }

    private func firstLine(of package: String) -> TableLine? {
        table.line(at: table.lowerBound(Array(package.utf8)))
    }
}
