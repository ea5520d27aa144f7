package import Machine
import Values

/// A program with every instruction, for tests of the file format and damage.
package enum SampleProgram {
    package static func make() -> Program {
        var builder = ProgramBuilder()
        builder.beginRule(
            ProgramRule(
                id: "one", name: "Öne \"rule\"", severity: "low", riskScore: 21, kind: .event,
                threat: ["T1552", "T1552.001"]))
        builder.beginUnit()
        var end = ProgramBuilder.Label()
        let included = builder.patterns([[.literal(Array("logs-".utf8)), .anyCharacters]])
        let excluded = builder.patterns([[.literal(Array("logs-x".utf8)), .anyCharacters]])
        builder.emit(.guardIndex, included, excluded, to: &end)
        text(&builder, &end)
        builder.emit(.jumpIfFalse, to: &end)
        builder.emitHit()
        builder.place(end)
        builder.emit(.end)
        builder.beginRule(
            ProgramRule(id: "two", name: "", severity: "high", riskScore: -1, kind: .sequence, threat: []))
        builder.beginUnit(.stage, stage: 1)
        computed(&builder)
        builder.emit(.end)
        builder.beginUnit(.stage)
        var other = ProgramBuilder.Label()
        values(&builder, &other)
        loops(&builder, &other)
        builder.emitHit()
        builder.place(other)
        builder.emit(.end)
        return builder.finish()
    }

    private static func computed(_ builder: inout ProgramBuilder) {
        let name = builder.slot(.values, "a.b")
        builder.emit(.pushField, name, FieldReading.plain.rawValue)
        builder.emit(.pushInteger, 1, 0)
        builder.emit(.valueCompute, ValueOperator.add.rawValue)
        builder.emit(.pushDouble, 0, 0x3FF0_0000)
        builder.emit(.valueCompare, ValueOrder.less.rawValue)
        builder.emit(.pushText, builder.string("x"))
        builder.emit(.pushNull)
        builder.emit(.valueCall, ValueFunction.startsWith.rawValue, 2, 1)
        builder.emit(.valueNot)
        builder.emit(.test, builder.test(.exists, name))
        builder.emit(.pushAnswer, name)
        builder.emit(.valueAnd, 3)
        builder.emit(.pushTruth)
        builder.emit(.valueExists)
        builder.emit(.pushBoolean, 1)
        builder.emit(.valueOr, 3)
        builder.emit(.popAnswer)
        for opcode in [Opcode.valueFits, .valueAccepts, .valueAddress] {
            builder.emit(.pushText, builder.string("y"))
            switch opcode {
            case .valueFits: builder.emit(.valueFits, builder.pattern([.anyCharacters]), 0)
            case .valueAccepts:
                let automaton = builder.automaton(
                    starts: [0], classes: [0], classCount: 1, transitions: [1], accepts: [true])
                builder.emit(.valueAccepts, automaton)
            default:
                let address = IPAddress(bits: 1)
                builder.emit(.valueAddress, builder.addresses(IPRange(address, address)))
            }
            builder.emit(.keepResult)
        }
    }

    private static func text(_ builder: inout ProgramBuilder, _ end: inout ProgramBuilder.Label) {
        let name = builder.slot(.values, "a.b")
        let pattern = builder.pattern([.anyCharacters, .literal(Array("ex".utf8)), .oneCharacter])
        builder.emit(.test, builder.test(.exists, name))
        builder.emit(.jumpIfFalse, to: &end)
        builder.emit(.test, builder.test(.keywordEquals, name, builder.string("cmd.exe")))
        builder.emit(
            .test, builder.test(.keywordIn, name, builder.set([Array("b".utf8), Array("a".utf8), Array("b".utf8), []])))
        builder.emit(.test, builder.test(.keywordFits, name, pattern))
        builder.emit(.test, builder.test(.keywordCompares, name, Relation.less.rawValue, builder.string("x")))
        builder.emit(.test, builder.test(.stringFits, builder.slot(.leaves, ""), pattern))
        builder.emit(
            .test,
            builder.test(.stringCompares, builder.slot(matching: [.anyCharacters]), Relation.greaterOrEqual.rawValue, 0)
        )
        builder.emit(.test, builder.test(.foldedFits, name, pattern))
        builder.emit(.test, builder.test(.wordIn, name, builder.set([Array("word".utf8)])))
        builder.emit(
            .test, builder.test(.phrase, name, builder.list([Array("a".utf8), Array("b".utf8), Array("a".utf8)])))
        builder.emit(.test, builder.test(.wordFits, name, pattern))
        builder.emit(.test, builder.test(.versionCompares, name, Relation.greater.rawValue, builder.string("1.2.3")))
        automata(&builder, name)
        let folded = builder.test(.foldedIn, name, builder.set([Array("a".utf8)]))
        builder.emit(.jumpWhen, folded, to: &end)
        builder.emit(.jumpUnless, folded, to: &end)
        builder.emit(.not)
        builder.emit(.constant, 1)
    }

    private static func automata(_ builder: inout ProgramBuilder, _ name: UInt32) {
        // Texts of letters `a`.
        let automaton = builder.automaton(
            starts: [0, 0x61, 0x62], classes: [0, 1, 0], classCount: 2, transitions: [0, 1], accepts: [true])
        builder.emit(.test, builder.test(.keywordAccepts, name, automaton, 1))
        builder.emit(.test, builder.test(.wordAccepts, name, automaton))
        builder.emit(.test, builder.test(.phraseNear, name, builder.list([Array("a".utf8), Array("b".utf8)]), 2))
        let sides = RangeSides([.low, .stringsOnly]).rawValue
        builder.emit(.test, builder.test(.keywordBetween, name, builder.string("a"), builder.string("c"), sides))
        builder.emit(
            .test,
            builder.test(.versionBetween, name, builder.string("1.2"), builder.string("1.3"), RangeSides.high.rawValue))
    }

    private static func values(_ builder: inout ProgramBuilder, _ end: inout ProgramBuilder.Label) {
        let slot = builder.slot(.values, "n")
        let address = IPAddress(bits: 0xFFFF_0A00_0001)
        builder.emit(.test, builder.test(.addressIn, slot, builder.addresses(IPRange(address, address))))
        builder.emit(.test, builder.test(.integerIn, slot, builder.integers(IntegerRange(-5, Int128(UInt64.max)))))
        builder.emit(.test, builder.test(.numberIn, slot, builder.numbers(NumberRange(-1.5, .infinity))))
        builder.emit(.test, builder.test(.jsonNumberIn, slot, builder.numbers(NumberRange(0, 1))))
        let steps = [DateStep(count: -1, unit: .day), DateStep(count: nil, unit: .week)]
        let bound = RelativeBound(steps: steps, roundsUp: true, adjustment: .endOfMillisecond)
        let range = DateRange(low: .instant(Instant(seconds: -1, nanoseconds: 5)), high: .relative(bound))
        builder.emit(.test, builder.test(.dateIn, slot, builder.dates(range)))
        builder.emit(.test, builder.test(.dateIn, slot, builder.dates(DateRange(low: .open, high: .open))))
        builder.emit(.test, builder.test(.booleanEquals, slot, 0))
        builder.emit(.jumpIfTrue, to: &end)
        builder.emit(.jump, to: &end)
    }

    private static func loops(_ builder: inout ProgramBuilder, _ end: inout ProgramBuilder.Label) {
        let outer = builder.beginNested("o")
        builder.emit(.test, builder.test(.exists, builder.slot(.values, "x")))
        var skip = ProgramBuilder.Label()
        builder.emit(.jumpIfFalse, to: &skip)
        let inner = builder.beginNested("i.j")
        builder.emit(.test, builder.test(.keywordEquals, builder.slot(.values, "y"), builder.string("z")))
        builder.endNested(inner)
        builder.place(skip)
        builder.endNested(outer)
        builder.emit(.jumpIfFalse, to: &end)
    }

    /// Events that touch each slot of the program in some way.
    package static let events = [
        #"{"a":{"b":"cmd.exe"},"n":[1,"10.0.0.1",2.5,true,"2024-01-01"],"@timestamp":"2024-01-02T00:00:00Z"}"#,
        #"{"a.b":["word a b a",7,-3,18446744073709551615,1e300,false,null,{"c":1}],"_index":"logs-y"}"#,
        #"{"o":[{"x":1,"i":{"j":[{"y":"z"},{"y":"q"}]}},{"x":null},5,[{"x":2}]],"n":1704067200000}"#,
        #"{"data_stream":{"type":"logs","dataset":"x","namespace":"y"},"a":{"b":""},"o":{"x":{}}}"#,
        "{}",
    ]
}
