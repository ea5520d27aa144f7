import Diagnostics
import SourceText

/// Elasticsearch's grammar, read in one pass by descent.
///
/// This file has what the two halves share: the tokens, the brackets that are open, errors. After an error reading goes
/// on after the next `and`, `or` or closing bracket, so that further errors are found; where the typo is plain (`=` for
/// `==`) it goes on as if the right word stood there.
struct EQLParser {
    /// What is open, innermost last, and so what may end an expression.
    enum Frame: Hashable {
        /// Parentheses around an expression.
        case group
        /// The arguments of a call, or the values of a list: commas part them.
        case list
        /// The bracket of a sequence or sample.
        case stage
        /// The arguments of a pipe.
        case pipe
    }

    let text: String
    let bytes: [UInt8]
    let tokens: [EQLToken]
    var index = 0
    var issues: [Diagnostic] = []
    /// With the token that opened each.
    var open: [(frame: Frame, opener: EQLToken)] = []
    /// Set at a limit: nothing more is read.
    private(set) var isStopped = false
    private var depth = 0

    /// More errors of one query are of no use to anybody.
    private static let maximumIssues = 8

    init(_ text: String) {
        self.text = text
        var scanner = EQLScanner(text.utf8.count <= EQL.maximumBytes ? text : "")
        tokens = scanner.tokens()
        bytes = scanner.bytes
    }

    mutating func query() -> EQLQuery {
        let count = text.utf8.count
        guard count <= EQL.maximumBytes else {
            let message = "the query has \(count) bytes; the limit is \(EQL.maximumBytes)"
            let issue = Diagnostic(.limit, ByteRange(EQL.maximumBytes, count), message)
            return EQLQuery(text: text, statement: nil, issues: [issue])
        }
        let statement = statement()
        let pipes = pipes(of: statement)
        return EQLQuery(text: text, statement: statement, pipes: pipes, issues: issues)
    }

    /// The text as one expression; nil where it is none.
    mutating func bareExpression() -> EQLNode? {
        guard text.utf8.count <= EQL.maximumBytes, let node = expression(), isAtEnd, issues.isEmpty else { return nil }
        return node
    }

    // MARK: tokens

    /// The token at hand; the last one is `.end`, which is never passed.
    var token: EQLToken { tokens[min(index, tokens.count - 1)] }

    func token(after distance: Int) -> EQLToken { tokens[min(index + distance, tokens.count - 1)] }

    var isAtEnd: Bool { token.kind == .end }

    /// Where the last token that was passed ends.
    var lastEnd: Int { index > 0 ? tokens[min(index, tokens.count) - 1].range.end : 0 }

    mutating func advance(_ count: Int = 1) { index = min(index + count, tokens.count - 1) }

    func isAt(_ sign: EQLSign) -> Bool { token.kind == .sign(sign) }
    func isAt(_ word: EQLKeyword) -> Bool { token.kind == .keyword(word) }

    /// Passes the token if it is this one.
    mutating func skip(_ sign: EQLSign) -> Bool {
        guard isAt(sign) else { return false }
        advance()
        return true
    }

    mutating func skip(_ word: EQLKeyword) -> Bool {
        guard isAt(word) else { return false }
        advance()
        return true
    }

    /// The text of the query between two of its offsets.
    func source(_ range: ByteRange) -> String { String(decoding: bytes[range.start..<range.end], as: UTF8.self) }

    /// Whether the next token follows without anything between.
    func isAdjacent(_ distance: Int) -> Bool {
        token(after: distance).range.start == token(after: distance - 1).range.end
    }

    // MARK: nesting

    /// One level deeper; false at the limit, and then nothing more is read.
    mutating func enter() -> Bool {
        guard depth < EQL.maximumDepth else {
            let message = "the query is nested more than \(EQL.maximumDepth) levels deep"
            issues.append(Diagnostic(.limit, token.range, message))
            stop()
            return false
        }
        depth += 1
        return true
    }

    mutating func leave() { depth -= 1 }

    private mutating func stop() {
        isStopped = true
        index = tokens.count - 1
    }

    /// Whether the token ends the expression that is being read.
    var isAtTerminator: Bool {
        switch token.kind {
        case .end: true
        case .sign(.closeParenthesis): open.last?.frame == .group || open.last?.frame == .list
        case .sign(.comma): open.last?.frame == .list || open.last?.frame == .pipe
        case .sign(.closeBracket): open.last?.frame == .stage
        case .sign(.pipe): open.isEmpty || open.last?.frame == .pipe
        default: false
        }
    }

    // MARK: errors

    /// Records an error after which reading goes on at the token at hand.
    mutating func note(_ issue: Diagnostic) {
        guard !isStopped else { return }
        issues.append(issue)
        if issues.count >= Self.maximumIssues { stop() }
    }

    /// Records that something else was expected here, and moves to where reading can go on.
    mutating func fail(_ expected: String, help: String? = nil) {
        note(EQLDiagnostics.unexpected(expected, help: help, in: self))
        recover()
    }

    /// Moves to the next connective, to a bracket that closes an open one or opens a stage, or to the end.
    mutating func recover() {
        var depth = 0
        while !isAtEnd {
            switch token.kind {
            case .sign(.openParenthesis): depth += 1
            case .sign(.openBracket), .sign(.missing):
                if depth == 0, open.contains(where: { $0.frame == .stage }) { return }
                depth += 1
            case .sign(.closeParenthesis), .sign(.closeBracket):
                if depth == 0, closesOpen { return }
                depth = max(0, depth - 1)
            case .keyword(.and), .keyword(.or), .sign(.comma):
                if depth == 0, token.kind != .sign(.comma) || isAtTerminator { return }
            case .sign(.pipe), .keyword(.until):
                if depth == 0, open.isEmpty || token.kind == .sign(.pipe) { return }
            default: break
            }
            advance()
        }
    }

    /// Whether the bracket at hand closes any that is open.
    var closesOpen: Bool {
        open.contains { entry in
            switch entry.frame {
            case .group, .list: isAt(.closeParenthesis)
            case .stage: isAt(.closeBracket)
            case .pipe: false
            }
        }
    }
}
