/// The data streams of integration packages: which table describes each for a stack.
enum StreamTable {
    /// A data stream with the table that counts for one stack.
    final class Stream: Sendable {
        let dataset: String
        let package: String
        let stream: String
        /// Of the package whose table it is.
        let version: String
        /// Whether the stack uses a version that has no table here, so that the newest one is in.
        let isStandIn: Bool

        /// As the words of the field table name it.
        let table: TableSelection.Table

        init(dataset: String, package: String, stream: String, version: String, isStandIn: Bool) {
            self.dataset = dataset
            self.package = package
            self.stream = stream
            self.version = version
            self.isStandIn = isStandIn
            table = TableSelection.Table(
                "\(package)/\(stream)", version: version, label: "\(package) \(version) \(stream)")
        }
    }

    private static var table: SortedTable { SchemaTables.streams }

    /// The stream of that data set; nil where no table describes it.
    static func stream(dataset: String, stackText: String) -> Stream? {
        table.line(named: Array(dataset.utf8)).map { stream($0, stackText) }
    }

    /// The streams whose data set begins so.
    static func streams(datasetPrefix: String, stackText: String) -> [Stream] {
        answers.answer(Question(prefix: datasetPrefix, stack: stackText)) {
            table.lines(withPrefix: Array(datasetPrefix.utf8)).map { stream($0, stackText) }
        }
    }

    private struct Question: Hashable {
        var prefix: String
        var stack: String
    }

    private static let answers = Memo<Question, [Stream]>(most: 1_024)

    /// The streams of a package.
    static func streams(package: String, stackText: String) -> [Stream] {
        streams(datasetPrefix: package + ".", stackText: stackText).filter { $0.package == package }
    }

    /// Whether any stream of the package has a table.
    static func hasTables(package: String) -> Bool { hasStreams(datasetPrefix: package + ".") }

    /// Whether any stream's data set begins so.
    static func hasStreams(datasetPrefix: String) -> Bool {
        let prefix = Array(datasetPrefix.utf8)
        guard let line = table.line(at: table.lowerBound(prefix)) else { return false }
        return table.line(line, hasPrefix: prefix)
    }

    /// `data set TAB package TAB stream TAB newest version [TAB stack=version]…`
    private static func stream(_ line: TableLine, _ stackText: String) -> Stream {
        var version = table.text(table.column(3, of: line))
        var isStandIn = true
        var start = table.column(3, of: line).upperBound + 1
        while start < line.end {
            let end = table.columnEnd(start, in: line)
            let parts = table.text(start..<end).split(separator: "=", maxSplits: 1)
            if parts.count == 2, parts[0] == stackText {
                version = String(parts[1])
                isStandIn = false
            }
            start = end + 1
        }
        return Stream(
            dataset: table.text(table.column(0, of: line)), package: table.text(table.column(1, of: line)),
            stream: table.text(table.column(2, of: line)), version: version, isStandIn: isStandIn)
    }
}

/// What the resolution of fields must know about some packages (`packages.txt`).
package struct PackageTraits: Sendable {
    /// Its events carry no data set that a query could name, so `metadata.integration` names it.
    package let isNonDataset: Bool
    /// A package of machine learning jobs.
    package let isMachineLearning: Bool
    /// Modules of filebeat that are in where no table of the package is here.
    let filebeatModules: [String]

    /// What the table says of a package; nothing for most.
    package init(package: String) {
        let table = SchemaTables.packageTraits
        let words = table.line(named: Array(package.utf8)).map { table.pieces(table.column(1, of: $0)) } ?? []
        isNonDataset = words.contains("non-dataset")
        isMachineLearning = words.contains("ml")
        filebeatModules = words.filter { $0.hasPrefix("filebeat=") }.map { String($0.dropFirst(9)) }
    }
}
