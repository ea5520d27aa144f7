package import Diagnostics
package import Documents
import Elastic
import Rules
import SourceText

/// Writes rules as rule files, in TOML or YAML.
package enum RuleFileWriter {
    package enum Format: String, Sendable, CaseIterable {
        case toml, yaml

        fileprivate var syntax: DocumentSyntax { self == .toml ? .toml : .yaml }
    }

    /// A file to be written.
    package struct File: Sendable {
        package var name: String
        package var bytes: [UInt8]
    }

    package struct Output: Sendable {
        /// One a rule, in the order of the paths.
        package var files: [File] = []
        /// Of an export: what is no rule.
        package var bundle: RuleBundle?
        package var losses: [FileLoss] = []
        /// Of files that are left out.
        package var faults: [Diagnostic] = []
    }

    /// The rules of all files. Rule files keep their names and comments; a rule of an export is called by its name.
    package static func files(_ loaded: LoadedRules, as format: Format) -> Output {
        var output = Output()
        var names: Set<String> = []
        for file in loaded.files {
            output.faults += file.readingFaults
            if file.isBroken { continue }
            guard let input = file.kibana else {
                for rule in file.rules where rule.notARule == nil {
                    add(rule.document, file.source, format, &output, &names)
                }
                continue
            }
            for object in input.objects { add(object, input, file.source, format, &output, &names) }
        }
        return output
    }

    /// A document of a rule file.
    private static func add(
        _ document: Document, _ source: SourceFile, _ format: Format, _ output: inout Output, _ names: inout Set<String>
    ) {
        guard let table = WrittenTable(document, of: source) else { return }
        note(document.root.losses(in: format.syntax), source, &output)
        let stem = source.path.split(separator: "/").last.map { $0.prefix { $0 != "." } } ?? "rule"
        output.files.append(written(table, called: String(stem), format, &names))
    }

    /// An object of Kibana.
    private static func add(
        _ object: KibanaInput.Object, _ input: KibanaInput, _ source: SourceFile, _ format: Format,
        _ output: inout Output, _ names: inout Set<String>
    ) {
        let root = object.document.root
        if let table = RuleFileText.table(object) {
            note(root.losses(in: format.syntax), source, &output)
            let name = table["rule"]?.table?["name"]?.string ?? table["rule"]?.table?["rule_id"]?.string
            let file = written(table, called: RuleFileName.stem(of: name ?? ""), format, &names)
            output.files.append(file)
            if input.isLines { output.bundle = RuleBundle(lines: (output.bundle?.lines ?? []) + [.rule(file.name)]) }
        } else if input.isLines, let table = WrittenValue(root).table {
            note(root.losses(in: .toml), source, &output)
            output.bundle = RuleBundle(lines: (output.bundle?.lines ?? []) + [.object(object.kind, table)])
        } else {
            note([Loss(pointer: "", range: root.range, reason: "the object is no rule")], source, &output)
        }
    }

    private static func note(_ losses: [Loss], _ source: SourceFile, _ output: inout Output) {
        output.losses += losses.map { FileLoss(source: source, loss: $0) }
    }

    private static func written(
        _ table: WrittenTable, called stem: String, _ format: Format, _ names: inout Set<String>
    ) -> File {
        var name = "\(stem).\(format.rawValue)"
        var number = 2
        while !names.insert(name).inserted {
            name = "\(stem)_\(number).\(format.rawValue)"
            number += 1
        }
        return File(name: name, bytes: bytes(table, as: format))
    }

    /// A rule file in canonical layout.
    package static func bytes(_ table: WrittenTable, as format: Format) -> [UInt8] {
        let text = format == .toml ? TOMLWriter.text(table) : YAMLWriter.text(table)
        let source = SourceFile(path: "rule.\(format.rawValue)", text: text)
        // The layout is proven to keep what the text says; where it has none the text stands as it is.
        if case .changed(let bytes) = RuleLayout.of(source) { return bytes }
        return source.bytes
    }
}
