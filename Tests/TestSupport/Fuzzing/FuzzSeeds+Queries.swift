import Queries
import SourceText

extension FuzzSeeds {
    /// The KQL of our rules and of the corpus in Lucene's words, and queries with what KQL has not.
    static func lucene() -> [[UInt8]] {
        let own = [
            "a:b AND c:(d OR e*) AND NOT f:[1 TO 5}", #"/a[b-c]+\/d/ OR t:"quick fox"~3^2 OR k:foo~1"#,
            #"+a:b -c:d (e OR NOT f)^0.5 \*:g _exists_:h i:>=5 "j k" l?m* *:*"#,
        ]
        return queries("kuery").compactMap { translated($0, to: .lucene) } + own.map { Array($0.utf8) }
    }

    /// The KQL of our rules and of the corpus as queries of Elasticsearch, and clauses that these have not.
    static func dsl() -> [[UInt8]] {
        let own = [
            #"{"bool":{"must":[{"match":{"a":{"query":"b c","operator":"and"}}}],"should":[{"fuzzy":{"k":"foo"}},{"prefix":{"k":{"value":"a","case_insensitive":true}}}],"minimum_should_match":"50%"}}"#,
            #"{"query_string":{"query":"a:b AND c:[1 TO 5] OR \"d e\"~2","fields":["m","n*"],"default_operator":"AND"}}"#,
            #"{"dis_max":{"queries":[{"regexp":{"k":"a.*"}},{"match_phrase":{"t":{"query":"a b","slop":2}}},{"terms":{"n":[1,2,3]}}]}}"#,
            #"{"nested":{"path":"o","query":{"bool":{"must_not":{"range":{"o.n":{"gt":1,"lte":9}}}}}}}"#,
        ]
        return queries("kuery").compactMap { translated($0, to: .dsl) } + own.map { Array($0.utf8) }
    }

    private static func translated(_ query: [UInt8], to target: QueryLanguage) -> [UInt8]? {
        let source = SourceQuery.kql(KQL.parse(String(decoding: query, as: UTF8.self)))
        return switch source.translated(to: target, fields: nil).output {
        case .text(let text)?: Array(text.utf8)
        case .json(let json)?: Array(json.text.utf8)
        case nil: nil
        }
    }
}
