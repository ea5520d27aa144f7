import Diagnostics
import SourceText

extension YAMLTreeBuilder {
    /// Where the token of a node begins after its anchor and tag, and where the tag is.
    struct Properties {
        var tokenStart: Int
        var tag: ByteRange?
    }

    /// Finds the token of a node: libyaml's mark is that of its first property.
    func properties(of event: YAMLEvent) -> Properties {
        var place = Properties(tokenStart: event.range.start)
        guard event.anchor != nil || event.tag != nil else { return place }
        var index = event.range.start
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "&"):
                index += 1
                while index < bytes.count, isNameByte(bytes[index]) { index += 1 }
                place.tokenStart = index
            case UInt8(ascii: "!"):
                let start = index
                index += 1
                // `!<…>` may hold commas, the short forms may not.
                let stop =
                    index < bytes.count && bytes[index] == UInt8(ascii: "<") ? UInt8(ascii: ">") : UInt8(ascii: ",")
                while index < bytes.count, bytes[index] > 0x20, bytes[index] != stop { index += 1 }
                if stop == UInt8(ascii: ">"), index < bytes.count { index += 1 }
                place.tag = ByteRange(start, index)
                // An empty scalar ends where its properties end.
                place.tokenStart = index
            case 0x20, 0x09, 0x0A, 0x0D: index += 1
            case UInt8(ascii: "#"):
                while index < bytes.count, bytes[index] != 0x0A { index += 1 }
            default:
                if case .scalar = event.kind, index >= event.range.end { return place }
                place.tokenStart = index
                return place
            }
        }
        return place
    }

    /// Whether libyaml takes the byte for a part of an anchor's name.
    private func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// Bytes between the start of the line and an offset.
    func column(of offset: Int) -> Int {
        let line = source.lines.line(containing: offset)
        var start = Int(source.lines.starts[line])
        if line == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
        return max(0, offset - start)
    }

    /// The value of a plain or tagged scalar; nil for a string.
    mutating func resolve(_ scalar: YAMLEvent.Scalar, _ tag: String?, _ place: Properties) -> Node.Value? {
        guard let tag else { return CoreSchema.value(of: scalar.text) }
        guard tag.utf8.starts(with: Self.corePrefix.utf8) else {
            // `!` alone: a string whatever it looks like.
            if !tag.utf8.elementsEqual("!".utf8) { add(unknownTag(tag, place)) }
            return nil
        }
        let value = CoreSchema.value(of: scalar.text)
        switch (String(tag.dropFirst(Self.corePrefix.count)), value) {
        case ("str", _): return nil
        case ("null", .null?), ("bool", .boolean?), ("int", .integer?), ("float", .float?): return value
        case ("float", .integer(let whole)?): return .float(Double(whole))
        // An integer beyond 64 bits.
        case ("int", .float?)
        where scalar.text.utf8.allSatisfy({ $0 != UInt8(ascii: ".") && $0 | 0x20 != UInt8(ascii: "e") }):
            return value
        case ("null", _), ("bool", _), ("int", _), ("float", _), ("seq", _), ("map", _):
            add(tagDoesNotFit(tag, scalar.text, place))
            return .invalid
        default:
            add(unknownTag(tag, place))
            return nil
        }
    }

    mutating func checkCollectionTag(_ event: YAMLEvent, _ place: Properties, isMapping: Bool) {
        guard let tag = event.tag, !tag.utf8.elementsEqual("!".utf8) else { return }
        let fitting = Self.corePrefix + (isMapping ? "map" : "seq")
        if tag.utf8.elementsEqual(fitting.utf8) { return }
        let isCore = ["str", "null", "bool", "int", "float", "seq", "map"].contains { Self.corePrefix + $0 == tag }
        add(isCore ? tagDoesNotFit(tag, isMapping ? "a mapping" : "a list", place) : unknownTag(tag, place))
    }

    /// What `!!` represents.
    static let corePrefix = "tag:yaml.org,2002:"
}

// MARK: - Findings

extension YAMLTreeBuilder {
    /// Takes a finding; beyond the limit only the fact that there are more.
    mutating func add(_ finding: Diagnostic) {
        if findings.count < Self.maximumFindings {
            findings.append(finding)
        } else if findings.count == Self.maximumFindings {
            findings.append(
                limit("more than \(Self.maximumFindings) errors, the rest is not shown", at: finding.location.range, "")
            )
        }
    }

    func limit(_ message: String, at range: ByteRange, _ label: String) -> Diagnostic {
        Diagnostic("limit-exceeded", category: "syntax", .error, message, at: Label(location(range), label))
    }

    func location(_ range: ByteRange) -> Location { Location(source.id, range) }

    /// A name from the file as messages show it: not longer than a line.
    static func shown(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard scalars.count > 60 else { return text }
        return String(String.UnicodeScalarView(scalars.prefix(60))) + "…"
    }

    /// The keys that lead to the innermost collection, joined by points; empty at the top.
    private var path: String {
        frames.dropLast().compactMap { frame in frame.key.map { Self.shown($0.text) } }.joined(separator: ".")
    }

    func duplicate(_ key: PendingKey, first: ByteRange) -> Diagnostic {
        let path = self.path
        let place = path.isEmpty ? "" : " in `\(path)`"
        return Diagnostic(
            "duplicate-key", category: "syntax", .error, "key `\(Self.shown(key.text))` is defined twice\(place)",
            at: Label(location(key.range), "defined again here")
        ).label(location(first), "first defined here")
            .note("YAML forbids this: some readers keep the first value, some the last, some refuse the file")
            .help("keep one of the two")
    }

    func keyIsNoString(_ node: Node, _ text: String?) -> Diagnostic {
        let label = Label(location(node.range), "this key")
        guard let text else {
            return Diagnostic(
                "yaml-syntax", category: "syntax", .error, "\(Self.kindName(node)) cannot be a key here", at: label
            ).help("keys are strings: put the text in quotes if it is meant as one")
        }
        return Diagnostic(
            "yaml-syntax", category: "syntax", .warning,
            "key `\(Self.shown(text))` is \(Self.kindName(node)), not a string",
            at: label
        ).help("put it in quotes: `\"\(Self.shown(text))\"`")
    }

    /// The kind of a node in YAML's words, with its article.
    private static func kindName(_ node: Node) -> String {
        switch node.value {
        case .integer: "an integer"
        case .table: "a mapping"
        case .array: "a list"
        case .null: "an empty value"
        default: "a \(node.kindName)"
        }
    }

    func undefinedAlias(_ name: String, _ range: ByteRange, isOpen: Bool) -> Diagnostic {
        let message =
            isOpen
            ? "alias `*\(Self.shown(name))` is inside the value that it repeats"
            : "alias `*\(Self.shown(name))` has no anchor before it"
        return Diagnostic(
            "yaml-alias", category: "syntax", .error, message,
            at: Label(location(range), isOpen ? "repeats itself" : "nothing to repeat")
        )
        .help(
            isOpen
                ? "write the value here, or quote a string that starts with `*`"
                : "write `&\(Self.shown(name))` before the value to be repeated, or quote a string that starts with `*`"
        )
    }

    func aliasLimit(_ range: ByteRange, isTooDeep: Bool) -> Diagnostic {
        isTooDeep
            ? limit(
                "values are nested more than \(DocumentReader.maximumDepth) levels deep once aliases are expanded",
                at: range, "this alias")
            : limit(
                "aliases repeat more than \(DocumentReader.maximumAliasNodes) values in this document", at: range,
                "this alias is one too many")
    }

    /// A tag as it is written.
    private static func written(_ tag: String) -> String {
        tag.utf8.starts(with: corePrefix.utf8) ? "!!" + tag.dropFirst(corePrefix.count) : tag
    }

    func unknownTag(_ tag: String, _ place: Properties) -> Diagnostic {
        let range = place.tag ?? ByteRange(at: place.tokenStart)
        return Diagnostic(
            "yaml-tag", category: "syntax", .error, "unknown tag `\(Self.shown(Self.written(tag)))`",
            at: Label(location(range), "not a tag of YAML's core schema")
        ).help("remove the tag, or quote the value if it is a string that starts with `!`")
    }

    func tagDoesNotFit(_ tag: String, _ text: String, _ place: Properties) -> Diagnostic {
        let range = place.tag ?? ByteRange(at: place.tokenStart)
        return Diagnostic(
            "yaml-tag", category: "syntax", .error,
            "tag `\(Self.shown(Self.written(tag)))` does not match `\(Self.shown(text))`",
            at: Label(location(range), "requested here")
        ).help("remove the tag, or write a value that matches it")
    }
}
