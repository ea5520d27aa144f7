import CLibYAML
package import SourceText

/// One event of libyaml, with its places turned into bytes of the file.
package struct YAMLEvent: Sendable {
    package enum Kind: Sendable, Hashable {
        /// Whether the document has a `---` of its own.
        case documentStart(isExplicit: Bool)
        /// Whether the document has a `...` of its own.
        case documentEnd(isExplicit: Bool)
        case alias(String)
        case scalar(Scalar)
        case sequenceStart(isFlow: Bool)
        case sequenceEnd
        case mappingStart(isFlow: Bool)
        case mappingEnd
    }

    package struct Scalar: Sendable, Hashable {
        package var text: String
        package var style: StringScalar.Style
    }

    package var kind: Kind
    /// libyaml's marks: a node's range starts at its anchor or tag; a block scalar's ends after its last line end.
    package var range: ByteRange
    package var anchor: String?
    /// Resolved (`tag:yaml.org,2002:str`, `!local`); nil where none is written.
    package var tag: String?
}

/// A fault that libyaml found: its own words, to be turned into ours by `YAMLErrorWording`.
package struct YAMLScanError: Sendable {
    package var problem: String
    /// Offset of the byte at which it gave up.
    package var offset: Int
    /// What it was reading, and from where; empty where it says nothing.
    package var context: String
    package var contextOffset: Int
}

/// Reads the events of a stretch of text. The only place that calls libyaml.
package enum YAMLEvents {
    /// Calls `body` with each event until it returns false, the text ends, or a fault is found, which is returned.
    ///
    /// `bytes` must be UTF-8 of characters that YAML allows (`YAMLText`); libyaml borrows them for the time of the call.
    package static func forEach(
        in bytes: [UInt8], range: Range<Int>, _ body: (YAMLEvent) -> Bool
    ) -> YAMLScanError? {
        let range = range.clamped(to: 0..<bytes.count)
        let marks = MarkTable(bytes, range)
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { parser.deallocate() }
        guard yaml_parser_initialize(parser) == 1 else {
            return YAMLScanError(problem: "out of memory", offset: range.lowerBound, context: "", contextOffset: 0)
        }
        defer { yaml_parser_delete(parser) }
        return bytes.withUnsafeBufferPointer { buffer in
            // An empty stretch still needs a pointer that libyaml accepts.
            let empty: [UInt8] = [0]
            return empty.withUnsafeBufferPointer { spare in
                let base = (buffer.baseAddress ?? spare.baseAddress)?.advanced(
                    by: buffer.isEmpty ? 0 : range.lowerBound)
                yaml_parser_set_input_string(parser, base, range.count)
                yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
                return run(parser, marks, body)
            }
        }
    }

    private static func run(
        _ parser: UnsafeMutablePointer<yaml_parser_t>, _ marks: MarkTable, _ body: (YAMLEvent) -> Bool
    ) -> YAMLScanError? {
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(parser, &event) == 1 else { return fault(parser, marks) }
            defer { yaml_event_delete(&event) }
            if event.type == YAML_STREAM_END_EVENT || event.type == YAML_NO_EVENT { return nil }
            guard let translated = translate(event, marks) else { continue }
            guard body(translated) else { return nil }
        }
    }

    private static func fault(_ parser: UnsafeMutablePointer<yaml_parser_t>, _ marks: MarkTable) -> YAMLScanError {
        let context = text(parser.pointee.context)
        let mark =
            parser.pointee.error == YAML_READER_ERROR
            ? marks.base + Int(clamping: parser.pointee.problem_offset)
            : marks.offset(ofScalar: Int(clamping: parser.pointee.problem_mark.index))
        return YAMLScanError(
            problem: text(parser.pointee.problem), offset: mark, context: context,
            contextOffset: context.isEmpty
                ? mark : marks.offset(ofScalar: Int(clamping: parser.pointee.context_mark.index)))
    }

    private static func translate(_ event: yaml_event_t, _ marks: MarkTable) -> YAMLEvent? {
        let range = ByteRange(
            marks.offset(ofScalar: Int(clamping: event.start_mark.index)),
            marks.offset(ofScalar: Int(clamping: event.end_mark.index)))
        switch event.type {
        case YAML_DOCUMENT_START_EVENT:
            let isExplicit = event.data.document_start.implicit == 0
            return YAMLEvent(kind: .documentStart(isExplicit: isExplicit), range: range)
        case YAML_DOCUMENT_END_EVENT:
            return YAMLEvent(kind: .documentEnd(isExplicit: event.data.document_end.implicit == 0), range: range)
        case YAML_ALIAS_EVENT:
            return YAMLEvent(kind: .alias(name(event.data.alias.anchor) ?? ""), range: range)
        case YAML_SCALAR_EVENT: return scalar(event, range)
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            return YAMLEvent(
                kind: .sequenceStart(isFlow: start.style == YAML_FLOW_SEQUENCE_STYLE), range: range,
                anchor: name(start.anchor), tag: name(start.tag))
        case YAML_SEQUENCE_END_EVENT: return YAMLEvent(kind: .sequenceEnd, range: range)
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            return YAMLEvent(
                kind: .mappingStart(isFlow: start.style == YAML_FLOW_MAPPING_STYLE), range: range,
                anchor: name(start.anchor), tag: name(start.tag))
        case YAML_MAPPING_END_EVENT: return YAMLEvent(kind: .mappingEnd, range: range)
        default: return nil
        }
    }

    private static func scalar(_ event: yaml_event_t, _ range: ByteRange) -> YAMLEvent {
        let scalar = event.data.scalar
        let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: Int(scalar.length)), as: UTF8.self)
        let style: StringScalar.Style =
            switch scalar.style {
            case YAML_SINGLE_QUOTED_SCALAR_STYLE: .yamlSingleQuoted
            case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .yamlDoubleQuoted
            case YAML_LITERAL_SCALAR_STYLE: .yamlLiteral
            case YAML_FOLDED_SCALAR_STYLE: .yamlFolded
            default: .yamlPlain
            }
        return YAMLEvent(
            kind: .scalar(YAMLEvent.Scalar(text: text, style: style)), range: range, anchor: name(scalar.anchor),
            tag: name(scalar.tag))
    }

    /// A C string of libyaml; nil for none.
    private static func name(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
}

/// Turns libyaml's marks, which count characters of its input, into bytes of the file.
struct MarkTable {
    /// Offset in the file of the first byte that libyaml sees.
    let base: Int
    private let bytes: [UInt8]
    private let end: Int
    /// Offset of every 64th character; empty where all are ASCII and a mark is an offset already.
    private let samples: [Int32]

    init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        base = range.lowerBound
        end = range.upperBound
        var samples: [Int32] = []
        if bytes[range].contains(where: { $0 >= 0x80 }) {
            var count = 0
            for index in range where bytes[index] & 0xC0 != 0x80 {
                if count & 63 == 0 { samples.append(Int32(clamping: index)) }
                count += 1
            }
        }
        self.samples = samples
    }

    /// The offset of the character with that number; one after the last gives the end.
    func offset(ofScalar number: Int) -> Int {
        guard !samples.isEmpty else { return min(base + number, end) }
        guard number >> 6 < samples.count else { return end }
        var offset = Int(samples[number >> 6])
        var rest = number & 63
        while rest > 0, offset < end {
            offset += 1
            while offset < end, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
            rest -= 1
        }
        return offset
    }
}
