import Diagnostics
import SourceText

/// Builds the tree from libyaml's events: places, tags, aliases, limits, keys that are twice.
///
/// Invariant: `frames` holds the open collections, outermost first, at most `DocumentReader.maximumDepth`.
struct YAMLTreeBuilder {
    /// An open collection.
    struct Frame {
        let isMapping: Bool
        let isFlow: Bool
        let start: Int
        /// Bytes before it on its line; block collections continue at this column only.
        var column = 0
        var anchor: [UInt8]?
        var items: [Node] = []
        var entries: [Entry] = []
        var key: PendingKey?
        /// Where each key is first, once there are too many to look through.
        var firstKeys: [[UInt8]: Int] = [:]
        /// Nodes inside, and levels of nesting inside.
        var nodes = 0
        var depth = 0
    }

    /// A key whose value is still to come.
    struct PendingKey {
        var text: String
        var range: ByteRange
        /// Its value is read and dropped: the key is no string.
        var isDropped = false
    }

    /// A finished node with what it costs to repeat it.
    struct Anchored {
        var node: Node
        var nodes: Int
        var depth: Int
    }

    /// More findings than this help nobody.
    static let maximumFindings = 1000

    let source: SourceFile
    /// What libyaml reads: the file's bytes, forbidden characters replaced.
    let bytes: [UInt8]
    var documents: [Document] = []
    var findings: [Diagnostic] = []
    var frames: [Frame] = []
    var root: Node?
    /// Whether a document has begun and not ended.
    var isInDocument = false
    /// The ranges in which a `#` is text, ascending.
    var opaqueRanges: [ByteRange] = []
    /// The last quoted scalar that spans lines: where a missing quote is likely.
    var lastMultilineQuote: ByteRange?
    /// Scalars whose map is only a guess; the tests hold it at 0 for real files.
    var unmappedCount = 0
    /// Set at a limit: nothing more is read.
    var isStopped = false
    /// After a fault: the number of frames that were kept; the text that follows continues the innermost.
    var resumedCount: Int?
    /// Whether the collection that the resumed text opens has been seen.
    private var hasResumed = false
    private var anchors: [[UInt8]: Anchored] = [:]
    private var aliasNodes = 0
    private var hasReportedAliasLimit = false

    init(source: SourceFile, bytes: [UInt8], findings: [Diagnostic]) {
        self.source = source
        self.bytes = bytes
        self.findings = findings
    }

    /// Takes an event; false to stop reading.
    mutating func handle(_ event: YAMLEvent) -> Bool {
        switch event.kind {
        case .documentStart: startDocument()
        case .documentEnd: if resumedCount == nil { finishDocument() }
        case .alias(let name): alias(name, event.range)
        case .scalar(let scalar): return self.scalar(scalar, event)
        case .sequenceStart(let isFlow): return open(event, isMapping: false, isFlow: isFlow)
        case .mappingStart(let isFlow): return open(event, isMapping: true, isFlow: isFlow)
        case .sequenceEnd, .mappingEnd: close(event.range)
        }
        return !isStopped
    }

    /// Makes the text that is read next continue the innermost open collection.
    mutating func resume() {
        resumedCount = frames.count
        hasResumed = false
    }

    private mutating func startDocument() {
        guard resumedCount == nil else { return }
        isInDocument = true
        anchors = [:]
        aliasNodes = 0
    }

    /// Closes what is open and keeps the document.
    mutating func finishDocument() {
        while !frames.isEmpty { closeInnermost(endingAt: nil, isBroken: true) }
        if let root { documents.append(Document(source: source.id, syntax: .yaml, root: root, comments: [])) }
        root = nil
        isInDocument = false
        resumedCount = nil
    }

    // MARK: - Collections

    private mutating func open(_ event: YAMLEvent, isMapping: Bool, isFlow: Bool) -> Bool {
        if let resumedCount, !hasResumed, frames.count == resumedCount {
            hasResumed = true
            return !isFlow && frames.last?.isMapping == isMapping
        }
        guard frames.count < DocumentReader.maximumDepth else {
            add(
                limit(
                    "values are nested more than \(DocumentReader.maximumDepth) levels deep",
                    at: ByteRange(event.range.start, event.range.start + 1), "one level too deep"))
            isStopped = true
            return false
        }
        let place = properties(of: event)
        checkCollectionTag(event, place, isMapping: isMapping)
        var frame = Frame(isMapping: isMapping, isFlow: isFlow, start: place.tokenStart)
        frame.column = column(of: place.tokenStart)
        frame.anchor = event.anchor.map { Array($0.utf8) }
        frames.append(frame)
        return true
    }

    private mutating func close(_ range: ByteRange) {
        if let resumedCount, frames.count == resumedCount { return }
        closeInnermost(endingAt: range.end, isBroken: false)
    }

    /// Closes the innermost collection. Broken flow collections become invalid: what they hold is guesswork.
    mutating func closeInnermost(endingAt end: Int?, isBroken: Bool) {
        guard var frame = frames.popLast() else { return }
        if let key = frame.key, !key.isDropped {
            frame.entries.append(Self.entry(key, Node(.invalid, ByteRange(at: key.range.end))))
        }
        let lastChild = frame.isMapping ? frame.entries.last?.range.end : frame.items.last?.range.end
        let stop = frame.isFlow ? end ?? lastChild : lastChild
        let range = ByteRange(frame.start, max(frame.start, stop ?? frame.start))
        let style: Table.Style = frame.isFlow ? .inline : frames.isEmpty ? .root : .block
        var node =
            frame.isMapping ? Node(.table(Table(frame.entries, style: style)), range) : Node(.array(frame.items), range)
        if isBroken, frame.isFlow { node = Node(.invalid, range) }
        let anchored = Anchored(node: node, nodes: frame.nodes + 1, depth: frame.depth + 1)
        if let anchor = frame.anchor, !isBroken { anchors[anchor] = anchored }
        finish(anchored)
    }

    /// Puts a finished node where it belongs.
    private mutating func finish(_ anchored: Anchored) {
        guard !frames.isEmpty else {
            if root == nil { root = anchored.node }
            return
        }
        let top = frames.count - 1
        frames[top].nodes += anchored.nodes
        frames[top].depth = max(frames[top].depth, anchored.depth)
        guard frames[top].isMapping else {
            frames[top].items.append(anchored.node)
            return
        }
        guard let key = frames[top].key else { return takeKey(anchored.node) }
        frames[top].key = nil
        if !key.isDropped { frames[top].entries.append(Self.entry(key, anchored.node)) }
    }

    private static func entry(_ key: PendingKey, _ value: Node) -> Entry {
        let range = ByteRange(key.range.start, max(key.range.end, value.range.end))
        return Entry(key: key.text, keyRange: key.range, value: value, range: range)
    }

    // MARK: - Keys

    private mutating func takeKey(_ node: Node) {
        let top = frames.count - 1
        switch node.value {
        case .string(let scalar): frames[top].key = PendingKey(text: scalar.text, range: node.range)
        case .integer, .float, .boolean, .date:
            let text = node.spelling?.text ?? ""
            add(keyIsNoString(node, text))
            frames[top].key = PendingKey(text: text, range: node.range)
        case .null, .array, .table, .invalid:
            if !node.isInvalid { add(keyIsNoString(node, nil)) }
            frames[top].key = PendingKey(text: "", range: node.range, isDropped: true)
            return
        }
        checkDuplicate(top)
    }

    private mutating func checkDuplicate(_ top: Int) {
        guard let key = frames[top].key else { return }
        let entries = frames[top].entries
        var first: Int?
        if entries.count <= 8 {
            first = entries.firstIndex { $0.key.utf8.elementsEqual(key.text.utf8) }
        } else {
            if frames[top].firstKeys.isEmpty {
                for (index, entry) in entries.enumerated() {
                    let bytes = Array(entry.key.utf8)
                    if frames[top].firstKeys[bytes] == nil { frames[top].firstKeys[bytes] = index }
                }
            }
            let bytes = Array(key.text.utf8)
            first = frames[top].firstKeys[bytes]
            if first == nil { frames[top].firstKeys[bytes] = entries.count }
        }
        if let first, first < entries.count { add(duplicate(key, first: entries[first].keyRange)) }
    }

    // MARK: - Scalars and aliases

    private mutating func scalar(_ scalar: YAMLEvent.Scalar, _ event: YAMLEvent) -> Bool {
        // Text that was to continue a collection and does not: nothing to put it into.
        if let resumedCount, !hasResumed, frames.count == resumedCount { return false }
        let place = properties(of: event)
        let token = ByteRange(min(place.tokenStart, event.range.end), event.range.end)
        noteOpaque(token, scalar.style)
        let anchored = Anchored(node: node(scalar, event.tag, place, token), nodes: 1, depth: 0)
        if let anchor = event.anchor { anchors[Array(anchor.utf8)] = anchored }
        finish(anchored)
        return true
    }

    private mutating func node(
        _ scalar: YAMLEvent.Scalar, _ tag: String?, _ place: Properties, _ token: ByteRange
    ) -> Node {
        let isPlain = scalar.style == .yamlPlain
        if isPlain, tag == nil, token.isEmpty { return Node(.null, token) }
        var map = YAMLScalarDecoder.map(of: scalar.text, style: scalar.style, token: token, in: bytes)
        if map == nil {
            unmappedCount += 1
            var coarse = StringMap(emptyAt: token.start)
            coarse.append(valueCount: scalar.text.utf8.count, source: token)
            map = coarse
        }
        let string = StringScalar(scalar.text, style: scalar.style, map: map ?? StringMap(emptyAt: token.start))
        let range = visibleRange(token, scalar.style)
        guard isPlain || tag != nil, let value = resolve(scalar, tag, place) else {
            return Node(.string(string), range)
        }
        // A null is the absence of a text, whatever its letters.
        if case .null = value { return Node(value, range) }
        return Node(value, range, spelling: isPlain ? string : nil)
    }

    private mutating func noteOpaque(_ token: ByteRange, _ style: StringScalar.Style) {
        switch style {
        case .yamlSingleQuoted, .yamlDoubleQuoted:
            opaqueRanges.append(token)
            if bytes[token.start..<token.end].contains(0x0A) { lastMultilineQuote = token }
        case .yamlLiteral, .yamlFolded:
            let start = YAMLScalarDecoder.contentStart(ofBlock: token, in: bytes)
            if start < token.end { opaqueRanges.append(ByteRange(start, token.end)) }
        default: break
        }
    }

    /// A block scalar's token reaches over its last line end and the empty lines after it; its value's range does not,
    /// so that an edit of the range leaves the line end alone.
    private func visibleRange(_ token: ByteRange, _ style: StringScalar.Style) -> ByteRange {
        guard style == .yamlLiteral || style == .yamlFolded else { return token }
        var end = token.end
        while end > token.start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D || bytes[end - 1] == 0x20 { end -= 1 }
        return ByteRange(token.start, end)
    }

    private mutating func alias(_ name: String, _ range: ByteRange) {
        let key = Array(name.utf8)
        guard let anchored = anchors[key] else {
            let isOpen = frames.contains { $0.anchor == key }
            add(undefinedAlias(name, range, isOpen: isOpen))
            return finish(Anchored(node: Node(.invalid, range), nodes: 1, depth: 0))
        }
        aliasNodes += anchored.nodes
        let isTooDeep = frames.count + anchored.depth > DocumentReader.maximumDepth
        if isTooDeep || aliasNodes > DocumentReader.maximumAliasNodes {
            if !hasReportedAliasLimit { add(aliasLimit(range, isTooDeep: isTooDeep)) }
            hasReportedAliasLimit = true
            aliasNodes -= anchored.nodes
            return finish(Anchored(node: Node(.invalid, range), nodes: 1, depth: 0))
        }
        var node = anchored.node
        node.range = range
        finish(Anchored(node: node, nodes: anchored.nodes, depth: anchored.depth))
    }
}
