extension KQL {
    /// The canonical text of a tree: no parentheses that the tree does not need, tests of one field joined into a list.
    ///
    /// `parse(print(node))` gives `node` again, places aside, for every tree that `parse` makes. A string that no bare
    /// value can be (whitespace at its ends, the words `true`, `false`, `null`) is put into quotes; `?` as a wildcard,
    /// which KQL does not have, becomes `*`.
    package static func print(_ node: KQLNode) -> String {
        var printer = KQLPrinter()
        printer.write(node, within: .or)
        return String(decoding: printer.bytes, as: UTF8.self)
    }
}

private struct KQLPrinter {
    var bytes: [UInt8] = []

    /// What a node is in, from the loosest to the tightest.
    enum Level: Int {
        case or, and, not, single
    }

    mutating func write(_ node: KQLNode, within level: Level, beforeBlank: Bool = false) {
        if let field = listField(node) {
            write(field, beforeBlank: false)
            add(":(")
            write(node, within: .or, beforeBlank: false, inList: true)
            add(")")
        } else {
            write(node, within: level, beforeBlank: beforeBlank, inList: false)
        }
    }

    private mutating func write(_ node: KQLNode, within level: Level, beforeBlank: Bool, inList: Bool) {
        switch node {
        case .or(let nodes, _): join(nodes, " or ", .or, within: level, beforeBlank: beforeBlank, inList: inList)
        case .and(let nodes, _): join(nodes, " and ", .and, within: level, beforeBlank: beforeBlank, inList: inList)
        case .not(let inner, _):
            let needsParentheses = level.rawValue > Level.not.rawValue
            if needsParentheses { add("(") }
            add("not ")
            part(inner, within: .single, beforeBlank: beforeBlank && !needsParentheses, inList: inList)
            if needsParentheses { add(")") }
        case .nested(let path, let inner, _):
            write(path, beforeBlank: false)
            add(":{ ")
            write(inner, within: .or, beforeBlank: true)
            add(" }")
        case .is(let field, let value, _):
            if let field, !inList {
                write(field, beforeBlank: false)
                add(":")
            }
            write(value, beforeBlank: beforeBlank)
        case .range(let field, let comparison, let value, _):
            write(field, beforeBlank: true)
            add(" \(comparison.rawValue) ")
            write(value, beforeBlank: beforeBlank)
        }
    }

    private mutating func part(_ node: KQLNode, within level: Level, beforeBlank: Bool, inList: Bool) {
        if inList {
            write(node, within: level, beforeBlank: beforeBlank, inList: true)
        } else {
            write(node, within: level, beforeBlank: beforeBlank)
        }
    }

    private mutating func join(
        _ nodes: [KQLNode], _ word: String, _ own: Level, within level: Level, beforeBlank: Bool, inList: Bool
    ) {
        // Also a node in one of its own kind, which the level of its parts makes tighter: else the two would be one.
        let needsParentheses = level.rawValue > own.rawValue
        if needsParentheses { add("(") }
        let inner: Level = own == .or ? .and : .not
        for (index, node) in nodes.enumerated() {
            if index > 0 { add(word) }
            let isLast = index == nodes.count - 1
            let blankFollows = !isLast || (beforeBlank && !needsParentheses)
            part(node, within: inner, beforeBlank: blankFollows, inList: inList)
        }
        if needsParentheses { add(")") }
    }

    /// The field of a list that the whole node can be written as: two tests or more, all `field:value` of one field.
    private func listField(_ node: KQLNode) -> KQLValue? {
        switch node {
        case .or(let nodes, _), .and(let nodes, _):
            guard let first = nodes.first, let field = commonField(first) else { return nil }
            return nodes.allSatisfy { commonField($0)?.content == field.content } ? field : nil
        default: return nil
        }
    }

    private func commonField(_ node: KQLNode) -> KQLValue? {
        switch node {
        case .is(let field, _, _): field
        case .not(let inner, _): commonField(inner)
        case .or, .and: listField(node)
        case .nested, .range: nil
        }
    }

    private mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

    // MARK: names and values

    private mutating func write(_ value: KQLValue, beforeBlank: Bool) {
        switch value.content {
        case .boolean(let flag): add(flag ? "true" : "false")
        case .null: add("null")
        case .string(let text, let quoted):
            if quoted || !Self.canBeBare(text) { writeQuoted(text) } else { writeBare(text, beforeBlank) }
        case .wildcard(let pattern):
            var text: [UInt8] = []
            var stars: Set<Int> = []
            for part in pattern.parts {
                switch part {
                case .literal(let literal): text.append(contentsOf: literal.utf8)
                case .anyCharacters, .oneCharacter:
                    stars.insert(text.count)
                    text.append(UInt8(ascii: "*"))
                }
            }
            writeBare(text, stars: stars, beforeBlank)
        }
    }

    private static func canBeBare(_ text: String) -> Bool {
        if ["null", "true", "false"].contains(text) { return false }
        let bytes = Array(text.utf8)
        return KQLCharacters.trimmed(bytes, 0..<bytes.count) == 0..<bytes.count
    }

    private mutating func writeQuoted(_ text: String) {
        add("\"")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): add("\\\"")
            case UInt8(ascii: "\\"): add("\\\\")
            case 0x09: add("\\t")
            case 0x0A: add("\\n")
            case 0x0D: add("\\r")
            default: bytes.append(byte)
            }
        }
        add("\"")
    }

    private mutating func writeBare(_ text: String, _ beforeBlank: Bool) {
        // What `trim` leaves of a tab is the empty string.
        if text.isEmpty { add("\\t") } else { writeBare(Array(text.utf8), stars: [], beforeBlank) }
    }

    /// Escapes special characters, and the words that would be read as operators where they are.
    private mutating func writeBare(_ text: [UInt8], stars: Set<Int>, _ beforeBlank: Bool) {
        /// Whether a space is at an offset of the text, or after its end.
        func isBlank(_ index: Int) -> Bool {
            index == text.count ? beforeBlank : KQLCharacters.blankCount(text, at: index) > 0
        }
        var followsBlank = false
        for (index, byte) in text.enumerated() {
            switch byte {
            case 0x09: add("\\t")
            case 0x0A: add("\\n")
            case 0x0D: add("\\r")
            case UInt8(ascii: "*") where stars.contains(index): add("*")
            case _ where KQLCharacters.isSpecial(byte):
                add("\\")
                bytes.append(byte)
            case UInt8(ascii: "N") where KQLCharacters.hasWord("not", text, at: index) && isBlank(index + 3):
                add("\\N")
            case UInt8(ascii: "n") where KQLCharacters.hasWord("not", text, at: index) && isBlank(index + 3):
                // `\n` is a line feed.
                add("\\u006e")
            default:
                let isJoint =
                    followsBlank
                    && (KQLCharacters.hasWord("or", text, at: index) && isBlank(index + 2)
                        || KQLCharacters.hasWord("and", text, at: index) && isBlank(index + 3))
                if isJoint { add("\\") }
                bytes.append(byte)
            }
            followsBlank = byte == 0x20 || (byte == 0xA0 && index > 0 && text[index - 1] == 0xC2)
        }
    }
}
