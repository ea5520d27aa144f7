/// Runs a program over events: the scratch of one thread beside the shared program.
///
/// No allocation per event once the buffers have grown.
package struct Matcher: ~Copyable {
    private let program: Program
    private var parser: EventParser
    private var fields: EventFields
    private var keys: KeyIndex
    private let tests: TestTable
    private var classes: EventClasses
    /// The class of the event at hand; -1: none.
    private var eventClass = -1
    /// Whether every unit is run on every event, to compare with those that the keys call for.
    private let checksIndex: Bool
    /// Units that were run, over all events.
    package private(set) var candidateCount: UInt64 = 0
    /// Units that an event meets though no key called for them; only where `checksIndex` looks for them, and never then.
    package private(set) var missedCount: UInt64 = 0
    /// Events that each rule was looked at for, counted only where `checksIndex`.
    package private(set) var looks: [UInt64] = []
    /// Index patterns of rules are suppressed.
    private let ignoresIndices: Bool
    /// Numbers of the rules of which the last event is an alert, ascending.
    package private(set) var matches: [Int] = []
    /// Units that an event met without being an alert: stages and the like, over all events.
    package private(set) var stageHitCount: UInt64 = 0
    /// Units that the last event meets.
    private var hitCount = 0
    private var values = ValueStack()
    /// What `keep-result` took, and the bytes of its text; nil where the last event came to none.
    package private(set) var result: JSONResult?

    private var loops: [Loop] = []
    private var indexName: [UInt8] = []
    private var indexState = IndexState.unknown
    /// For each list of patterns the answer of the event at hand: its number times two, plus whether it matches.
    private var guards: [UInt64]
    private var eventNumber: UInt64 = 0

    private enum IndexState { case unknown, none, named }

    /// A running nested loop.
    private struct Loop {
        var scope: Int
        /// The next object's cell.
        var next: UInt32
        /// The first word of the body, and the word after the loop.
        var body: Int
        var end: Int
        /// Cells in use before the loop.
        var mark: Int
    }

    package init(_ program: Program, ignoresIndices: Bool = false, checksIndex: Bool = false) {
        self.program = program
        self.ignoresIndices = ignoresIndices
        self.checksIndex = checksIndex
        let literals = LiteralTableBuilder(program, program.literalUses)
        let words = WordLayout(program)
        let index = KeyIndexBuilder(program, literals, words)
        keys = KeyIndex(index)
        tests = TestTable(program, literals)
        classes = EventClasses(program)
        parser = EventParser(maximumBytes: EventBuffer.maximumLineBytes + 64)
        fields = EventFields(program, noted: index.isNoted, words, literals)
        guards = [UInt64](repeating: 0, count: program.lists.count)
        looks = [UInt64](repeating: 0, count: checksIndex ? program.rules.count : 0)
    }

    /// Parses the line of a buffer and runs the units on it that its values call for; `matches` then says which rules it is
    /// an alert of.
    package mutating func match(_ buffer: borrowing EventBuffer, _ line: Range<Int>) -> EventError? {
        matches.removeAll(keepingCapacity: true)
        guard line.count <= EventBuffer.maximumLineBytes else { return .tooLong }
        let code = fields.load(buffer.pointer(line), line.count)
        guard code == 0 else {
            return code == EventFields.notAnObject ? .notAnObject : .notJSON(EventParser.message(code))
        }
        eventNumber &+= 1
        indexState = .unknown
        result = nil
        classify()
        lookUpKeys()
        if checksIndex { runAll() } else { runCandidates() }
        return nil
    }

    /// Finds the class of the event.
    private mutating func classify() {
        classes.begin()
        for index in 0..<classes.fieldCount {
            let slot = classes.slot(index)
            var next = fields.firstCell(slot)
            guard next != EventFields.noCell else { continue }
            classes.beginField(slot)
            while next != EventFields.noCell {
                let (place, following) = fields.cell(next)
                classes.add(fields.note(place, in: slot))
                next = following
            }
        }
        if let known = classes.find() {
            eventClass = known
            return
        }
        var truths: [Bool] = []
        for test in classes.tests { truths.append(holds(test)) }
        eventClass = classes.make(truths)
    }

    /// Marks the units that the values of the event call for.
    private mutating func lookUpKeys() {
        keys.begin()
        for index in 0..<fields.filledCount {
            let slot = fields.filledSlot(index)
            if eventClass < 0 || classes.isActive(eventClass, slot: slot) { keys.look(slot, &fields) }
        }
    }

    private mutating func runCandidates() {
        let code = program.code
        for word in 0..<keys.markCount {
            var marked = keys.take(word: word)
            if marked == 0 { continue }
            if eventClass >= 0 { marked &= classes.alive(eventClass, word: word) }
            while marked != 0 {
                candidateCount &+= 1
                let unit = 64 * word + marked.trailingZeroBitCount
                run(code.span, from: eventClass >= 0 ? classes.body(of: unit) : Int(program.units[unit].entry))
                marked &= marked - 1
            }
        }
    }

    private mutating func runAll() {
        let code = program.code
        for (index, unit) in program.units.enumerated() {
            let before = hitCount
            run(code.span, from: Int(unit.entry))
            let isAlive = eventClass < 0 || classes.alive(eventClass, word: index >> 6) >> UInt64(index & 63) & 1 == 1
            if keys.isMarked(index), isAlive {
                candidateCount &+= 1
                looks[Int(unit.rule)] &+= 1
            } else if hitCount > before {
                missedCount &+= 1
            }
        }
        for word in 0..<keys.markCount { _ = keys.take(word: word) }
    }

    /// Values that were looked up among the keys, over all events.
    package var probeCount: UInt64 { keys.probes &+ fields.literals.probes }

    /// Bytes of values that were searched for parts of patterns, over all events.
    package var scannedByteCount: UInt64 { keys.scannedBytes }

    /// Only parses a line, for comparison with `match`.
    package mutating func parse(_ buffer: borrowing EventBuffer, _ line: Range<Int>) -> Bool {
        guard line.count <= EventBuffer.maximumLineBytes else { return false }
        return parser.parse(buffer.pointer(line), count: line.count)
    }

    /// `@timestamp` of the last event as JSON, as it is written in the event; `null` where it has none.
    package mutating func appendTimestamp(to bytes: inout [UInt8]) {
        fields.appendJSON(.timestamp, asString: false, to: &bytes)
    }

    /// `_id` of the last event as a JSON string; `null` where it has none.
    package mutating func appendIdentifier(to bytes: inout [UInt8]) {
        fields.appendJSON(.identifier, asString: true, to: &bytes)
    }

    // MARK: - The machine

    /// Runs the words of one unit. The verifier has shown: every operand is in range, jumps go forward inside the unit
    /// and the loop, each loop is closed, and the words end with `end`.
    private mutating func run(_ code: Span<UInt32>, from entry: Int) {
        var place = entry
        var answer = false
        while true {
            guard let opcode = Opcode(rawValue: code[place]) else {
                preconditionFailure("the verifier knows every opcode")
            }
            switch opcode {
            case .end: return
            case .hit:
                hitCount &+= 1
                let unit = program.units[Int(code[place + 1])]
                if unit.role == .alert { matches.append(Int(unit.rule)) } else { stageHitCount &+= 1 }
                place += 2
            case .guardIndex:
                let isMet = ignoresIndices || indexFits(code[place + 1], butNot: code[place + 2])
                place = isMet ? place + 4 : Int(code[place + 3])
            case .constant:
                answer = code[place + 1] == 1
                place += 2
            case .not:
                answer.toggle()
                place += 1
            case .jump: place = Int(code[place + 1])
            case .jumpIfFalse: place = answer ? place + 2 : Int(code[place + 1])
            case .jumpIfTrue: place = answer ? Int(code[place + 1]) : place + 2
            case .nested:
                answer = false
                let scope = Int(code[place + 1])
                let first = fields.firstCell(Int(program.scopes[scope].objects))
                loops.append(
                    Loop(
                        scope: scope, next: first, body: place + 3, end: Int(code[place + 2]), mark: fields.cellCount))
                place = nextObject()
            case .nestedEnd:
                if answer {
                    place = leaveLoop()
                } else {
                    place = nextObject()
                }
            case .pushNull, .pushBoolean, .pushInteger, .pushDouble, .pushText, .pushField, .pushAnswer, .pushTruth,
                .valueNot, .valueAnd, .valueOr, .valueCompare, .valueCompute, .valueCall, .valueExists, .valueFits,
                .valueAccepts, .valueAddress, .popAnswer, .keepResult:
                compute(opcode, code, place, &answer)
                place += opcode.instruction.width
            case .jumpUnless: place = holds(code[place + 1]) ? place + 3 : Int(code[place + 2])
            case .jumpWhen: place = holds(code[place + 1]) ? Int(code[place + 2]) : place + 3
            case .test:
                answer = holds(code[place + 1])
                place += 2
            default: preconditionFailure("the verifier refuses tests in the code")
            }
        }
    }

    /// Enters the innermost loop's next object; the place to go on at.
    private mutating func nextObject() -> Int {
        guard let loop = loops.last else { preconditionFailure("a verified loop is open") }
        fields.releaseCells(to: loop.mark)
        guard loop.next != EventFields.noCell else { return leaveLoop() }
        let (object, next) = fields.cell(loop.next)
        loops[loops.count - 1].next = next
        fields.enter(loop.scope, object: object)
        return loop.body
    }

    private mutating func leaveLoop() -> Int {
        guard let loop = loops.popLast() else { preconditionFailure("a verified loop is open") }
        fields.releaseCells(to: loop.mark)
        return loop.end
    }

    // MARK: - Tests

    /// The answer of a test of the program, for the event or for the object that its slot is of.
    @inline(__always)
    private mutating func holds(_ number: UInt32) -> Bool {
        let test = tests.entry(number)
        if test.memberCount != TestTable.Entry.noMembers { return fields.hasLiteral(test, tests) }
        if test.isKept {
            if let known = tests.answer(number, of: eventNumber) { return known }
            let answer = compute(test)
            tests.keep(answer, number, of: eventNumber)
            return answer
        }
        return compute(test)
    }

    private mutating func compute(_ test: TestTable.Entry) -> Bool {
        let slot = Int(test.slot)
        switch test.opcode {
        case .exists: return fields.exists(slot)
        case .keywordEquals: return fields.equals(slot, test.first)
        case .keywordIn: return fields.isIn(slot, test.first, program.lists, program.strings)
        case .foldedIn: return fields.isInFolded(slot, test.first, program.lists, program.strings)
        case .keywordFits: return fields.fits(slot, test.first, stringsOnly: false)
        case .stringFits: return fields.fits(slot, test.first, stringsOnly: true)
        case .foldedFits: return fields.foldedFits(slot, test.first)
        case .keywordCompares:
            return fields.compares(slot, relation(test.first), test.second, stringsOnly: false, program.strings)
        case .stringCompares:
            return fields.compares(slot, relation(test.first), test.second, stringsOnly: true, program.strings)
        case .versionCompares: return fields.hasVersion(slot, relation(test.first), test.second, program.strings)
        case .wordIn: return fields.hasWord(slot, in: test.first, program.lists, program.strings)
        case .phrase:
            return fields.hasPhrase(slot, test.first, program.lists, program.phraseFallbacks, program.strings)
        case .wordFits: return fields.hasWord(slot, fitting: test.first, program.patterns, program.strings)
        case .addressIn: return fields.hasAddress(slot, in: program.addresses[Int(test.first)])
        case .integerIn: return fields.hasInteger(slot, in: program.integers[Int(test.first)])
        case .numberIn: return fields.hasNumber(slot, in: program.numbers[Int(test.first)], jsonOnly: false)
        case .jsonNumberIn: return fields.hasNumber(slot, in: program.numbers[Int(test.first)], jsonOnly: true)
        case .dateIn: return fields.hasDate(slot, in: program.dates[Int(test.first)])
        case .booleanEquals: return fields.hasBoolean(slot, test.first == 1)
        case .keywordBetween:
            return fields.lies(slot, test.first, test.second, RangeSides(rawValue: test.third), program.strings)
        case .versionBetween:
            return fields.hasVersion(slot, test.first, test.second, RangeSides(rawValue: test.third), program.strings)
        case .keywordAccepts: return fields.accepts(slot, test.first, stringsOnly: test.second == 1, program)
        case .wordAccepts: return fields.acceptsWord(slot, test.first, program)
        case .phraseNear: return fields.hasWords(slot, test.first, slop: test.second, program.lists, program.strings)
        default: preconditionFailure("the verifier lets only tests into their table")
        }
    }

    private func relation(_ word: UInt32) -> Relation {
        guard let relation = Relation(rawValue: word) else { preconditionFailure("the verifier knows every relation") }
        return relation
    }

    // MARK: - Values

    private mutating func compute(_ opcode: Opcode, _ code: Span<UInt32>, _ place: Int, _ answer: inout Bool) {
        func operand(_ index: Int) -> UInt32 { code[place + index] }
        func wide() -> UInt64 { UInt64(code[place + 1]) | UInt64(code[place + 2]) << 32 }
        switch opcode {
        case .pushNull: values.push(.null)
        case .pushBoolean: values.push(.boolean(operand(1) == 1))
        case .pushInteger: values.push(.integer(Int64(bitPattern: wide())))
        case .pushDouble: values.push(.double(Double(bitPattern: wide())))
        case .pushText: values.push(text: program.strings.bytes[program.strings.range(operand(1))])
        case .pushField:
            guard let reading = FieldReading(rawValue: operand(2)) else { return }
            values.push(fields.leastValue(Int(operand(1)), reading, &values))
        case .pushAnswer: values.push(fields.exists(Int(operand(1))) ? .boolean(answer) : .null)
        case .pushTruth: values.push(.boolean(answer))
        case .valueNot: values.negate()
        case .valueAnd: values.join(Int(operand(1)), neutral: true)
        case .valueOr: values.join(Int(operand(1)), neutral: false)
        case .valueCompare: if let relation = ValueOrder(rawValue: operand(1)) { values.compare(relation) }
        case .valueCompute: if let operation = ValueOperator(rawValue: operand(1)) { values.compute(operation) }
        case .valueCall:
            guard let function = ValueFunction(rawValue: operand(1)) else { return }
            values.call(function, Int(operand(2)), ignoresCase: operand(3) == 1)
        case .valueExists: values.testExistence()
        case .valueFits:
            let (patterns, strings) = (program.patterns, program.strings)
            let pattern = operand(1)
            values.testText(folding: operand(2) == 1) { PatternTest.fits($0, patterns, pattern, strings) }
        case .valueAccepts:
            let program = program
            let automaton = operand(1)
            values.testText(folding: false) { AutomatonTest.accepts($0, automaton, program) }
        case .valueAddress: values.testAddress(in: program.addresses[Int(operand(1))])
        case .popAnswer:
            answer = values.pop() == .boolean(true)
            values.removeAll()
        case .keepResult:
            result = values.result(values.pop())
            values.removeAll()
        default: preconditionFailure("no instruction on values")
        }
    }

    // MARK: - Indices

    /// Whether the event names no index, or one that a pattern of the first list matches and none of the second.
    private mutating func indexFits(_ list: UInt32, butNot excluded: UInt32) -> Bool {
        if indexState == .unknown { indexState = fields.indexName(into: &indexName) ? .named : .none }
        guard indexState == .named else { return true }
        let isIncluded = program.lists.range(list).isEmpty || indexFits(list)
        return isIncluded && !indexFits(excluded)
    }

    /// Whether the name matches a pattern of the list; each list is tried once an event.
    private mutating func indexFits(_ list: UInt32) -> Bool {
        let known = guards[Int(list)]
        if known >> 1 == eventNumber { return known & 1 == 1 }
        var fits = false
        for pattern in program.lists[list] where PatternTest.fits(indexName, program.patterns, pattern, program.strings)
        {
            fits = true
            break
        }
        guards[Int(list)] = eventNumber << 1 | (fits ? 1 : 0)
        return fits
    }
}

/// Why a line is not an event.
package enum EventError: Sendable, Hashable {
    /// Longer than `EventBuffer.maximumLineBytes`.
    case tooLong
    /// JSON, but no object.
    case notAnObject
    /// What the JSON parser says.
    case notJSON(String)

    /// For messages.
    package var text: String {
        switch self {
        case .tooLong: "longer than the limit of 16 MiB"
        case .notAnObject: "not a JSON object"
        case .notJSON(let message): "not valid JSON: \(message)"
        }
    }
}
