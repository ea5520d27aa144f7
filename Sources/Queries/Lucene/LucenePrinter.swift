extension Lucene {
    /// The canonical text of a tree: no parentheses and no escapes that the tree does not need, tests of one field
    /// joined after its name. Lists are written with AND, OR and NOT where these words say what the list means, and
    /// with `+` and `-` where clauses that must hold are beside ones that may.
    ///
    /// `parse(print(node))` gives `node` again, places aside, for every tree that `parse` makes with that default
    /// operator. Where the tree is of other making and no text gives it, the text finds the same events: clauses that
    /// may hold beside ones that must are omitted (default operator AND), text that would be read as a range
    /// (`f:>1`) is quoted.
    package static func print(_ node: LuceneNode, defaultOperator: DefaultOperator = .or) -> String {
        var printer = LucenePrinter(defaultOperator: defaultOperator)
        printer.writeQuery(node)
        return String(decoding: printer.bytes, as: UTF8.self)
    }
}

struct LucenePrinter {
    let defaultOperator: Lucene.DefaultOperator
    var bytes: [UInt8] = []
    /// Parentheses that are open.
    private var depth = 0
    /// The last regular expression ends with a backslash: it is over at the last slash of the text, so there may be no
    /// further one.
    var isSlashTaken = false

    init(defaultOperator: Lucene.DefaultOperator) { self.defaultOperator = defaultOperator }

    mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

    // MARK: clauses

    /// The whole text: a list needs no parentheses here, words side by side neither.
    mutating func writeQuery(_ node: LuceneNode) {
        switch node {
        case .clauses(let clauses, nil, _) where listField(node) == nil: write(clauses, inGroup: false)
        case .test(let test) where test.field == nil && test.boost == nil:
            if case .text(let text) = test.question, let words = words(text) {
                write(words)
            } else {
                write(node, inGroup: false)
            }
        default: write(node, inGroup: false)
        }
    }

    /// A node as one clause. In a group the field is before the parentheses.
    private mutating func write(_ node: LuceneNode, inGroup: Bool) {
        switch node {
        case .test(let test): write(test, inGroup: inGroup)
        case .clauses(let clauses, let boost, _):
            let field = inGroup ? nil : listField(node)
            if let field { write(name: field.name) }
            parenthesised { $0.write(clauses, inGroup: inGroup || field != nil) }
            write(boost: boost)
        }
    }

    private mutating func parenthesised(_ inside: (inout LucenePrinter) -> Void) {
        add("(")
        depth += 1
        inside(&self)
        depth -= 1
        add(")")
    }

    private mutating func write(_ clauses: [LuceneClause], inGroup: Bool) {
        guard let first = clauses.first else { return add("*:*") }
        let hasRequired = clauses.contains { $0.occurrence == .must }
        let hasOptional = clauses.contains { $0.occurrence == .should }
        if clauses.count == 1 {
            switch first.occurrence {
            case .must: add("+")
            case .mustNot: add("NOT ")
            case .should: break
            }
            return write(first.node, inGroup: inGroup)
        }
        if !hasOptional { return join(clauses, " AND ", inGroup) }
        if !hasRequired, defaultOperator == .and || clauses.allSatisfy({ $0.occurrence == .should }) {
            return join(clauses, " OR ", inGroup)
        }
        switch defaultOperator {
        case .or: writeSigned(clauses, inGroup)
        case .and:
            if let connectives = Self.connectives(clauses) {
                for (index, clause) in clauses.enumerated() {
                    if index > 0 { add(connectives[index - 1]) }
                    write(clause, inGroup)
                }
            } else {
                write(clauses.filter { $0.occurrence != .should }, inGroup: inGroup)
            }
        }
    }

    private mutating func join(_ clauses: [LuceneClause], _ connective: String, _ inGroup: Bool) {
        for (index, clause) in clauses.enumerated() {
            if index > 0 { add(connective) }
            write(clause, inGroup)
        }
    }

    private mutating func write(_ clause: LuceneClause, _ inGroup: Bool) {
        if clause.occurrence == .mustNot { add("NOT ") }
        write(clause.node, inGroup: inGroup)
    }

    /// Each clause says for itself what it is. OR is between two that may hold, for two words are one text without.
    private mutating func writeSigned(_ clauses: [LuceneClause], _ inGroup: Bool) {
        for (index, clause) in clauses.enumerated() {
            let isOptional = clause.occurrence == .should
            if index > 0 { add(isOptional && clauses[index - 1].occurrence == .should ? " OR " : " ") }
            switch clause.occurrence {
            case .must: add("+")
            case .mustNot: add("-")
            case .should: break
            }
            write(clause.node, inGroup: inGroup)
        }
    }

    /// What is between clauses of a mixed list so that AND as the default operator makes each what it is; nil where
    /// nothing does. AND and OR decide for the clauses on both sides, the later for one that has both.
    private static func connectives(_ clauses: [LuceneClause]) -> [String]? {
        var connectives: [String] = []
        var followsOr = false
        for (index, clause) in clauses.enumerated() {
            let next = index + 1 < clauses.count ? clauses[index + 1].occurrence : nil
            let connective: String
            switch (clause.occurrence, next) {
            case (.must, nil): if followsOr { return nil } else { return connectives }
            case (.should, nil): return followsOr ? connectives : nil
            case (.mustNot, nil): return connectives
            case (.must, _): connective = " AND "
            case (.should, .must): connective = followsOr ? " " : " OR "
            case (.should, _), (.mustNot, .should): connective = " OR "
            case (.mustNot, _): connective = " AND "
            }
            connectives.append(connective)
            followsOr = connective == " OR "
        }
        return connectives
    }

    /// The field that every test of a list asks.
    private func listField(_ node: LuceneNode) -> LuceneField? {
        guard case .clauses(let clauses, _, _) = node, clauses.count > 1 else { return nil }
        return commonField(node)
    }

    private func commonField(_ node: LuceneNode) -> LuceneField? {
        switch node {
        case .test(let test):
            guard let field = test.field, field.name != "_exists_" else { return nil }
            return test.question == .exists && !Self.canPrecedeStar(field) ? nil : field
        case .clauses(let clauses, _, _):
            guard let first = clauses.first.flatMap({ commonField($0.node) }) else { return nil }
            let isCommon = clauses.allSatisfy { commonField($0.node)?.name == first.name }
            return isCommon ? first : nil
        }
    }

    /// Whether `field:*` asks if the field exists.
    private static func canPrecedeStar(_ field: LuceneField) -> Bool { field.name != "*" && !field.name.isEmpty }

    // MARK: tests

    private mutating func write(_ test: LuceneTest, inGroup: Bool) {
        if test.question == .exists, let field = test.field, !Self.canPrecedeStar(field) {
            add(field.name.isEmpty ? "_exists_:\"\"" : "_exists_:\\*")
        } else {
            if !inGroup, let field = test.field, test.question != .matchAll { write(name: field.name) }
            write(test.question, of: test.field)
        }
        write(boost: test.boost)
    }

    private mutating func write(_ question: LuceneTest.Question, of field: LuceneField?) {
        switch question {
        case .text(let text): write(text: text, of: field)
        case .phrase(let text, let slop):
            write(quoted: text)
            if slop > 0 { add("~\(slop)") }
        case .prefix(let text):
            if !text.isEmpty { write(term: text) }
            add("*")
        case .wildcard(let pattern): add(pattern)
        case .regex(let pattern):
            add("/\(pattern)/")
            isSlashTaken = pattern.utf8.last == UInt8(ascii: "\\")
        case .fuzzy(let text, let distance):
            write(term: text)
            switch distance {
            case .automatic: add("~")
            case .edits(let count): add("~\(count)")
            }
        case .range(let lower, let upper): writeRange(lower, upper, of: field)
        case .exists: add("*")
        case .matchAll: add("*:*")
        }
    }

    private mutating func write(text: String, of field: LuceneField?) {
        // Of `_exists_` a term is the name of a field, but for a sign that is alone.
        if field?.name == "_exists_", ["+", "-", "!"].contains(text) { return add(text + " ") }
        let first = text.utf8.first
        let isRange = field != nil && text.utf8.count > 1 && (first == UInt8(ascii: "<") || first == UInt8(ascii: ">"))
        if text.isEmpty || isRange { return write(quoted: text) }
        // At the deepest level there is not a room for one more pair of parentheses.
        guard depth < Lucene.maximumDepth, let words = words(text) else { return write(term: text) }
        parenthesised { $0.write(words) }
    }

    /// The words of a text that can be side by side; nil for one word, or where a space would be lost.
    private func words(_ text: String) -> [String]? {
        guard text.utf8.contains(0x20) else { return nil }
        let words = text.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
        return words.contains { $0.isEmpty } ? nil : words.map { String($0) ?? "" }
    }

    private mutating func write(_ words: [String]) {
        for (index, word) in words.enumerated() {
            if index > 0 { add(" ") }
            write(term: word)
        }
    }

    private mutating func writeRange(_ lower: LuceneBound?, _ upper: LuceneBound?, of field: LuceneField?) {
        let takesSigns = field != nil && field?.name != "_exists_"
        if takesSigns, (lower == nil) != (upper == nil), let bound = lower ?? upper, canFollowSign(bound) {
            let sign = (lower == nil ? "<" : ">") + (bound.isInclusive ? "=" : "")
            return write(term: sign + bound.text)
        }
        add(lower.map { $0.isInclusive } ?? true ? "[" : "{")
        write(side: lower)
        add(" TO ")
        write(side: upper)
        add(upper.map { $0.isInclusive } ?? true ? "]" : "}")
    }

    /// Whether `>v` or `>=v` is read as the bound: not where the value itself begins with the other half of a sign.
    private func canFollowSign(_ bound: LuceneBound) -> Bool {
        !bound.text.isEmpty && (bound.isInclusive || bound.text.utf8.first != UInt8(ascii: "=") || bound.text == "=")
    }
}
