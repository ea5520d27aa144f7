import Diagnostics
import Documents
import SourceText

/// Puts the blocks of a rule's ATT&CK entries into the order of a conversion's result.
struct ThreatLayout {
    private let blocks: ThreatBlocks
    private let conversion: ThreatConversion
    private let source: SourceFile
    private let comments: [ByteRange]
    private let lineEnd: String
    /// Blocks that are in the result already: of a second use the comments are omitted.
    private var used: Set<ThreatBlocks.Part> = []
    private var pieces: [(text: String, gap: String)] = []

    init(
        _ blocks: ThreatBlocks, _ conversion: ThreatConversion, comments: [ByteRange], in source: SourceFile
    ) {
        self.blocks = blocks
        self.conversion = conversion
        self.source = source
        self.comments = comments
        let first = source.bytes.firstIndex(of: UInt8(ascii: "\n")) ?? 0
        lineEnd = first > 0 && source.bytes[first - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
    }

    /// The one edit that lays all entries out anew; nil where a text cannot be written. `changes` gives the edits of an object.
    mutating func edit(
        _ result: [ThreatConversion.Tactic], changes: (ThreatConversion.Object) -> [Edit]?
    ) -> Edit? {
        var added = -1
        for block in blocks.blocks {
            switch block.part {
            case .other: put(block, [])
            case .entry(let index):
                added += 1
                for tactic in result where tactic.entry == added {
                    guard put(tactic, fallback: index, changes) else { return nil }
                }
            case .object: continue
            }
        }
        let lost = blocks.blocks.filter { !used.contains($0.part) }.flatMap { comments(of: $0) }
        var text = lost.map { $0 + lineEnd }.joined()
        for (index, piece) in pieces.enumerated() {
            text += piece.text + (index + 1 < pieces.count ? piece.gap : "")
        }
        return pieces.isEmpty ? nil : Edit(blocks.range, text)
    }

    /// One entry: its own keys, its techniques and its tactic. `fallback` is the entry that its keys are copied from where
    /// its tactic has none of its own.
    private mutating func put(
        _ tactic: ThreatConversion.Tactic, fallback: Int, _ changes: (ThreatConversion.Object) -> [Edit]?
    ) -> Bool {
        let origin = tactic.object.origin.flatMap { entry(ofTactic: $0) } ?? fallback
        guard let head = block(.entry(origin)) else { return false }
        put(head, [])
        if blocks.tacticFirst[origin], !put(tactic.object, origin, "tactic", changes) { return false }
        for technique in tactic.techniques.map({ conversion.techniques[$0] }) {
            guard put(technique.object, origin, "technique", changes) else { return false }
            for sub in technique.subtechniques {
                guard put(sub, origin, "subtechnique", changes) else { return false }
            }
        }
        return blocks.tacticFirst[origin] || put(tactic.object, origin, "tactic", changes)
    }

    /// One object, from the block that stated it, else made like the one beside it.
    private mutating func put(
        _ object: ThreatConversion.Object, _ entry: Int, _ level: String,
        _ changes: (ThreatConversion.Object) -> [Edit]?
    ) -> Bool {
        guard let origin = object.origin, let block = block(.object(origin)) else { return make(object, entry, level) }
        guard var edits = changes(object) else { return false }
        if level != "tactic" { edits += headerEdits(block, level) }
        put(block, edits)
        return true
    }

    private mutating func put(_ block: ThreatBlocks.Block, _ edits: [Edit]) {
        let start = block.range.start
        let moved = edits.map { Edit(ByteRange($0.range.start - start, $0.range.end - start), $0.replacement) }
        let bytes = Array(source.bytes[start..<block.range.end])
        var text = String(decoding: (try? TextEdits.apply(moved, to: bytes)) ?? bytes, as: UTF8.self)
        if case .other = block.part {
        } else if !used.insert(block.part).inserted {
            text = text.split(separator: "\n", omittingEmptySubsequences: false)
                .filter { $0.first { $0 != " " && $0 != "\t" } != "#" }.joined(separator: "\n")
        }
        let gap = block.gap.map { source.text($0) } ?? ""
        pieces.append((text, gap.isEmpty ? lineEnd + lineEnd : gap))
        used.insert(block.part)
    }

    /// An object that no block states: a tactic that is new, or the technique of a sub-technique.
    private mutating func make(_ object: ThreatConversion.Object, _ entry: Int, _ level: String) -> Bool {
        let texts = [object.id, object.name, object.reference]
        guard texts.allSatisfy({ ScalarEdits.isWritable($0, in: .tomlBasic) }), let header = header(entry, level) else {
            return false
        }
        let lines = [header] + zip(["id", "name", "reference"], texts).map { "\($0) = \"\($1)\"" }
        pieces.append((lines.joined(separator: lineEnd), lineEnd + lineEnd))
        return true
    }

    /// `[[rule.threat.technique]]` as the entry's own header has the names before it.
    private func header(_ entry: Int, _ level: String) -> String? {
        guard let block = block(.entry(entry)) else { return nil }
        let line = headerLine(block)
        guard line.hasPrefix("[["), let end = line.firstRange(of: "]]") else { return nil }
        let path = line[..<end.lowerBound].dropFirst(2)
        switch level {
        case "tactic": return "[\(path).tactic]"
        case "technique": return "[[\(path).technique]]"
        default: return "[[\(path).technique.subtechnique]]"
        }
    }

    /// A technique that becomes a sub-technique, or the other way round, gets the other header.
    private func headerEdits(_ block: ThreatBlocks.Block, _ level: String) -> [Edit] {
        let line = headerLine(block)
        let isSub = line.contains("subtechnique")
        guard isSub != (level == "subtechnique"),
            let header = line.firstRange(of: isSub ? ".subtechnique" : "technique")
        else {
            return []
        }
        let start = block.header + leadingBlanks(block)
        let offset = { (index: String.Index) in line.utf8.distance(from: line.startIndex, to: index) }
        let range = ByteRange(start + offset(header.lowerBound), start + offset(header.upperBound))
        return [Edit(range, isSub ? "" : "technique.subtechnique")]
    }

    private func leadingBlanks(_ block: ThreatBlocks.Block) -> Int {
        source.bytes[block.header...].prefix { $0 == 0x20 || $0 == 0x09 }.count
    }

    private func headerLine(_ block: ThreatBlocks.Block) -> String {
        let start = block.header + leadingBlanks(block)
        return source.text(
            ByteRange(start, source.lines.range(ofLine: source.lines.line(containing: start), in: source.bytes).end))
    }

    private func block(_ part: ThreatBlocks.Part) -> ThreatBlocks.Block? {
        blocks.blocks.first { $0.part == part }
    }

    /// The entry whose tactic has that number: the last entry's block before it.
    private func entry(ofTactic number: Int) -> Int? {
        var entry: Int?
        for block in blocks.blocks {
            if case .entry(let index) = block.part { entry = index }
            if block.part == .object(number) { return entry }
        }
        return nil
    }

    /// The comments of a block that the result has no place for.
    private func comments(of block: ThreatBlocks.Block) -> [String] {
        comments.filter { $0.start >= block.range.start && $0.end <= block.range.end }.map { source.text($0) }
    }
}
