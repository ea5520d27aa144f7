import Queries
import Schemas
import SourceText
import Testing

@Suite struct KQLQueryDSLTests {
    private func dsl(_ text: String, _ types: [String: String]? = nil) -> String {
        let query = KQL.parse(text)
        #expect(query.issues.isEmpty, "\(text)")
        return KQL.queryDSL(query, fields: types.map(FieldMapping.init)).text
    }

    private func should(_ test: String) -> String { #"{"bool":{"should":[\#(test)],"minimum_should_match":1}}"# }

    @Test func translatesWithoutTypes() {
        #expect(dsl("") == #"{"match_all":{}}"#)
        #expect(dsl("*:*") == #"{"match_all":{}}"#)
        #expect(dsl("f:x") == should(#"{"match":{"f":"x"}}"#))
        #expect(dsl("f:\"x\"") == should(#"{"match_phrase":{"f":"x"}}"#))
        #expect(dsl("f:*") == should(#"{"exists":{"field":"f"}}"#))
        #expect(dsl("f:a-b*") == should(#"{"query_string":{"fields":["f"],"query":"a\\-b*"}}"#))
        #expect(dsl("f >= 5") == should(#"{"range":{"f":{"gte":"5"}}}"#))
        #expect(dsl("x") == #"{"multi_match":{"type":"best_fields","query":"x","lenient":true}}"#)
        #expect(dsl("not true:null") == #"{"bool":{"must_not":\#(should(#"{"match":{"true":null}}"#))}}"#)
        #expect(
            dsl("p:{ x }")
                == #"{"nested":{"path":"p","query":\#(should(#"{"match":{"p.null":"x"}}"#)),"score_mode":"none"}}"#)
    }

    @Test func translatesWithTypes() {
        let types = ["k": "keyword", "d": "date", "w": "wildcard", "n": "nested", "n.k": "keyword"]
        #expect(dsl("k:x", types) == should(#"{"term":{"k":{"value":"x"}}}"#))
        #expect(dsl("k:x*", types) == should(#"{"wildcard":{"k":{"value":"x*"}}}"#))
        #expect(dsl("w:\"x\"", types) == should(#"{"match_phrase":{"w":"x"}}"#))
        #expect(dsl("d:2024", types) == should(#"{"range":{"d":{"gte":"2024","lte":"2024"}}}"#))
        #expect(dsl("z:x", types) == should(#"{"match":{"z":"x"}}"#))
        #expect(
            dsl("*k:x", types)
                == should(
                    #"{"term":{"k":{"value":"x"}}},{"nested":{"path":"n","query":{"term":{"n.k":{"value":"x"}}},"score_mode":"none"}}"#
                ))
    }
}
