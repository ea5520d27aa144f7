import Schemas
import Testing

/// How often events have fields and values.
@Suite struct FieldFrequencyTests {
    private static func counted(_ patterns: [String] = []) -> FieldFrequencies {
        var counter = FieldCounter()
        for number in 0..<10 {
            counter.beginEvent()
            counter.add("event.action", Array((number < 4 ? "Start" : "stop").utf8))
            // Two values of one event count once.
            counter.add("event.action", Array("start".utf8))
            if number == 0 { counter.add("user.name", Array("root".utf8)) }
        }
        return counter.frequencies(withoutValuesOf: patterns)
    }

    @Test func valuesAreCountedOnceAnEvent() throws {
        let field = try #require(Self.counted()["event.action"])
        #expect(field.presence == 1)
        #expect(field.values.map { String(decoding: $0.text, as: UTF8.self) } == ["start", "stop"])
        #expect(field.values.map(\.share) == [1, 0.6])
    }

    @Test func privateValuesAreLeftOut() throws {
        let counted = Self.counted(["user.*"])
        #expect(try #require(counted["user.name"]).values.isEmpty)
        #expect(try #require(counted["user.name"]).presence == 0.1)
        #expect(try !#require(counted["event.action"]).values.isEmpty)
    }

    @Test func theTextFormIsReadBack() throws {
        let counted = Self.counted()
        let read = try #require(FieldFrequencies(text: counted.text))
        #expect(read.text == counted.text)
        #expect(read["event.action"]?.values.map(\.share) == [1, 0.6])
        #expect(FieldFrequencies(text: #"{"a":1}"#) == nil)
        #expect(FieldFrequencies(text: "") == nil)
    }

    @Test func theCommittedTableIsReadWhole() throws {
        let table = FieldFrequencies.builtIn
        #expect(table.fields.count > 1_000)
        #expect(try #require(table["event.category"]).presence > 0.3)
        #expect(table["user.name"]?.values.isEmpty != false)
    }
}
