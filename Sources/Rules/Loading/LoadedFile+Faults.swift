package import Diagnostics
import Documents
import SourceText

/// Findings about what is not a rule.
enum NotARuleText {
    static func finding(
        _ message: String, _ source: SourceID, _ place: ByteRange, _ severity: Severity = .error
    ) -> Diagnostic {
        Diagnostic("not-a-rule", category: "structure", severity, message, at: Label(Location(source, place)))
    }
}

// What of a file is neither a rule nor anything that belongs to rules.
extension LoadedFile {
    /// Why rules of the file, or all of it, cannot be used; each finding once, in the order of the file.
    package func faults(for use: LoadedRule.Use) -> [Diagnostic] {
        collected(rules.flatMap { $0.faults(for: use) })
    }

    /// Why rules of the file, or all of it, cannot be read; each finding once, in the order of the file.
    package var readingFaults: [Diagnostic] {
        collected(rules.flatMap(\.readingFaults))
    }

    private func collected(_ ofRules: [Diagnostic]) -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        let errors = syntaxFindings.filter { $0.severity == .error }
        // Beside rules an unknown object keeps none of them from being used.
        let all = ofRules + errors + [excess].compactMap { $0 } + (rules.isEmpty ? notRules : [])
        return all.filter { seen.insert($0).inserted }.sorted(by: Diagnostic.precedes)
    }

    /// What the file is instead of a rule file, and the objects of an import file that Kibana does not know.
    package var notRules: [Diagnostic] {
        switch kind {
        case .other(let kind): [Self.finding(kind, source)]
        case .kibana: kibana.map { Self.findings($0, source, isBroken: isBroken) } ?? []
        case .ruleFile, .exceptions, .connectors, .actions: []
        }
    }

    private static func finding(_ kind: OtherInput, _ source: SourceFile) -> Diagnostic {
        let severity: Severity = kind.isOwn ? .info : kind == .hunt ? .warning : .error
        let message =
            kind == .unknown
            ? "the file does not hold a detection rule" : "the file is \(kind.name), not a detection rule"
        let finding = NotARuleText.finding(message, source.id, ByteRange(at: 0), severity)
        return kind.help.map { finding.help($0) } ?? finding
    }

    /// Objects that are reported one by one; more come only from generated files.
    private static let reportedAtMost = 5_000

    private static func findings(_ input: KibanaInput, _ source: SourceFile, isBroken: Bool) -> [Diagnostic] {
        if isBroken { return [] }
        guard let first = input.objects.first else {
            return [NotARuleText.finding("the file is empty", source.id, ByteRange(at: 0))]
        }
        let unknown = input.objects.lazy.filter { isUnknown($0.kind) }
        if unknown.count == input.objects.count {
            let subject = input.isLines ? "not a Kibana export: the first line is" : "not a rule: the file is"
            let place = ByteRange(at: first.document.root.range.start)
            return [
                NotARuleText.finding("\(subject) \(name(first))", source.id, place)
                    .help("a rule has at least `name`, `type` and `rule_id`, as Kibana's rule export writes them")
            ]
        }
        return unknown.prefix(reportedAtMost).map { object in
            NotARuleText.finding(
                "neither a rule nor an exception or connector, but \(name(object))", source.id,
                ByteRange(at: object.document.root.range.start)
            ).help("remove it from the file: Kibana refuses it")
        }
    }

    private static func isUnknown(_ kind: KibanaInput.Kind) -> Bool {
        switch kind {
        case .savedObject, .unknown: true
        case .rule, .exceptionList, .exceptionItem, .connector, .trailer: false
        }
    }

    private static func name(_ object: KibanaInput.Object) -> String {
        if case .savedObject(let type) = object.kind, !type.isEmpty {
            return "a saved object of type `\(type.prefix(60))`"
        }
        let root = object.document.root
        guard let table = root.table else { return root.array == nil ? "a \(root.kindName)" : "a list" }
        if table.entries.isEmpty { return "an object without members" }
        let keys = table.entries.prefix(3).map { "`\($0.key.prefix(40))`" }.joined(separator: ", ")
        return "an object of \(keys)\(table.entries.count > 3 ? " and others" : "")"
    }
}
