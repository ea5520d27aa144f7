package import Diagnostics
package import SourceText

extension Diagnostic {
    /// A value that a format cannot hold; the message is the reason.
    ///
    /// - Parameters:
    ///   - pointer: keys and numbers of items from the root, as in RFC 6901: `/rule/actions/0/id`.
    ///   - isByDesign: whether everything of its kind loses such a value in the format.
    package static func loss(
        _ reason: String, of pointer: String, at location: Location, isByDesign: Bool = false
    ) -> Diagnostic {
        let severity = isByDesign ? Severity.info : .warning
        var finding = Diagnostic("value-lost", category: "conversion", severity, reason, at: Label(location))
        finding.effect = .notCarriedOver
        finding.cause = .loss(pointer: pointer, isByDesign: isByDesign)
        return finding
    }

    /// The pointer of the value that a format cannot hold; nil for findings about anything else.
    package var lostPointer: String? {
        if case .loss(let pointer, _)? = cause { pointer } else { nil }
    }

    /// Whether it is a loss that everything of its kind has: a report lists it, a summary passes over it.
    package var isLossByDesign: Bool {
        if case .loss(_, let isByDesign)? = cause { isByDesign } else { false }
    }
}

extension Node {
    /// The values below the node that the syntax has no form for.
    package func losses(
        in syntax: DocumentSyntax, of source: SourceID, below pointer: String = ""
    ) -> [Diagnostic] {
        var losses: [Diagnostic] = []
        collect(syntax, source, pointer, &losses)
        return losses
    }

    /// The depth is that of the document, which its reader bounds.
    private func collect(
        _ syntax: DocumentSyntax, _ source: SourceID, _ pointer: String, _ losses: inout [Diagnostic]
    ) {
        let lose = { (reason: String) in Diagnostic.loss(reason, of: pointer, at: Location(source, range)) }
        switch value {
        case .null:
            if syntax == .toml { losses.append(lose("TOML has no null")) }
            if syntax == .json { losses.append(lose("a null member counts as absent")) }
        case .date: if syntax == .yaml { losses.append(lose("YAML has no dates: it is text now")) }
        case .float(let number): if syntax == .json, !number.isFinite { losses.append(lose("JSON has no such number")) }
        case .invalid: losses.append(lose("the value could not be read"))
        case .array(let items):
            for (index, item) in items.enumerated() { item.collect(syntax, source, "\(pointer)/\(index)", &losses) }
        case .table(let table):
            var seen: Set<[UInt8]> = []
            for entry in table.entries {
                let place = pointer + "/" + entry.key.pointerToken
                if seen.insert(Array(entry.key.utf8)).inserted {
                    entry.value.collect(syntax, source, place, &losses)
                } else {
                    losses.append(.loss("the key is defined twice", of: place, at: Location(source, entry.range)))
                }
            }
        case .string, .integer, .boolean: break
        }
    }
}
