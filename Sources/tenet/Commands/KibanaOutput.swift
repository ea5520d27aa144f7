import Elastic
import Reports
import SourceText
import Workspace

/// Where converted rules go: standard output, a file, several files or a folder.
struct KibanaOutput {
    private let format: KibanaConversion.Format
    /// nil: standard output.
    private let path: String?

    init(_ format: KibanaConversion.Format, _ path: String?) {
        self.format = format
        self.path = path == InputFile.standardInput ? nil : path
    }

    func deliver(
        _ result: RuleConverter.Result, _ limits: KibanaImportFile.Limits, to session: inout Session
    ) throws(UsageError) {
        switch format {
        case .kibana: write(result.outputs.map(\.bytes), result, to: &session)
        case .ndjson: deliverImportFiles(result, limits, to: &session)
        case .asset: try deliverAssets(result, to: &session)
        }
    }

    // MARK: import files

    private func deliverImportFiles(
        _ result: RuleConverter.Result, _ limits: KibanaImportFile.Limits, to session: inout Session
    ) {
        let most = "at most \(limits.objects.grouped) rules and \(limits.bytes.grouped) bytes"
        for file in result.outputs where file.isOverLimit {
            session.warning(
                "one rule with what it names is \(file.bytes.count.grouped) bytes",
                help: "Kibana accepts \(most) a file, unless its settings say otherwise")
        }
        guard let path else {
            if result.outputs.count > 1 {
                session.warning(
                    "this is too much for one import file: Kibana accepts \(most)",
                    help: "`-o FILE.ndjson` writes \(result.outputs.count) files; here they follow each other")
            }
            for file in result.outputs { session.output.write(file.bytes) }
            return
        }
        if !path.lowercased().hasSuffix(".ndjson") {
            session.warning("Kibana's import accepts only files whose names end in .ndjson, and this one is \(path)")
        }
        let names = result.outputs.indices.map { Self.name(path, number: $0 + 1) }
        for (name, file) in zip(names, result.outputs) where !session.deliver(file.bytes, to: name) { return }
        session.note("wrote \(SummaryLine.counted(result.ruleCount, "rule")) to \(names.joined(separator: ", "))")
        if names.count > 1 { session.note("Kibana accepts \(most) a file: import each of the \(names.count)") }
    }

    /// `x.ndjson`, `x-2.ndjson`, `x-3.ndjson`.
    private static func name(_ path: String, number: Int) -> String {
        guard number > 1 else { return path }
        let folder = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        guard let dot = path[folder...].lastIndex(of: "."), dot > folder else { return "\(path)-\(number)" }
        return "\(path[..<dot])-\(number)\(path[dot...])"
    }

    // MARK: assets

    private func deliverAssets(_ result: RuleConverter.Result, to session: inout Session) throws(UsageError) {
        let assets = result.outputs
        guard let path else {
            if assets.count == 1 { return session.output.write(assets[0].bytes) }
            for asset in assets { session.output.write(asset.line) }
            return
        }
        if path.hasSuffix(".json"), !FolderListing.isFolder(path) {
            guard assets.count < 2 else {
                throw UsageError(
                    "a file holds one asset, and there are \(assets.count)",
                    help: "name a folder for them with `-o FOLDER`")
            }
            return write(assets.map(\.bytes), result, to: &session)
        }
        do throws(OutputError) {
            try FolderListing.make(path)
            for asset in assets { try AtomicFile.write(asset.bytes, to: "\(path)/\(asset.name).json") }
            session.note("wrote \(SummaryLine.counted(result.ruleCount, "rule")) to \(path)")
        } catch {
            session.error(error)
        }
    }

    /// One text to the one place.
    private func write(_ texts: [[UInt8]], _ result: RuleConverter.Result, to session: inout Session) {
        var text: [UInt8] = []
        text.reserveCapacity(texts.reduce(0) { $0 + $1.count })
        for part in texts { text += part }
        if session.deliver(text, to: path), let path {
            session.note("wrote \(SummaryLine.counted(result.ruleCount, "rule")) to \(path)")
        }
    }
}
