/// The parameters of a clause, as Elasticsearch's reference lists them.
struct DSLShape {
    /// Those that decide what is found, read here.
    var read: [String]
    /// Those that decide nothing about what one event meets: weights, rewrites, limits of expansion.
    var idle: [String] = []
    /// Those that may change what is found and are not evaluated, with the values that change nothing.
    var foreign: [String: [String]] = [:]

    /// Every clause may have these.
    static let common = ["boost", "_name"]

    var all: [String] { (read + idle + foreign.keys.sorted() + Self.common) }

    private static let fuzzy: [String: [String]] = ["prefix_length": ["0"], "fuzzy_transpositions": ["true"]]
    private static let analysis = [
        "auto_generate_synonyms_phrase_query", "fuzzy_rewrite", "max_expansions", "lenient", "cutoff_frequency",
    ]
    private static let zero: [String: [String]] = ["zero_terms_query": ["none"], "analyzer": []]
    private static let zones = ["utc", "z", "gmt", "etc/utc", "+00:00", "-00:00"]
    private static let formats = [
        "strict_date_optional_time", "date_optional_time", "strict_date_optional_time_nanos",
        "strict_date_optional_time||epoch_millis", "epoch_millis||strict_date_optional_time",
        "strict_date_time", "date_time", "epoch_millis",
    ]

    static let bool = DSLShape(
        read: ["must", "filter", "should", "must_not", "minimum_should_match", "adjust_pure_negative"])
    static let constantScore = DSLShape(read: ["filter"])
    static let disMax = DSLShape(read: ["queries"], idle: ["tie_breaker"])
    static let boosting = DSLShape(read: ["positive"], idle: ["negative", "negative_boost"])
    static let functionScore = DSLShape(
        read: ["query"],
        idle: [
            "functions", "score_mode", "boost_mode", "max_boost", "weight", "random_score", "field_value_factor",
            "script_score", "gauss", "linear", "exp",
        ], foreign: ["min_score": []])
    static let nested = DSLShape(
        read: ["path", "query"], idle: ["score_mode", "ignore_unmapped", "inner_hits"])
    static let empty = DSLShape(read: [])
    static let exists = DSLShape(read: ["field"])
    static let ids = DSLShape(read: ["values"])
    static let term = DSLShape(read: ["value", "case_insensitive"])
    static let match = DSLShape(
        read: ["query", "operator", "fuzziness", "minimum_should_match"], idle: analysis,
        foreign: fuzzy.merging(zero) { first, _ in first })
    static let phrase = DSLShape(read: ["query", "slop"], foreign: zero)
    static let multiMatch = DSLShape(
        read: ["query", "fields", "type", "operator", "fuzziness", "minimum_should_match", "slop", "lenient"],
        idle: analysis + ["tie_breaker"], foreign: fuzzy.merging(zero) { first, _ in first })
    static let range = DSLShape(
        read: ["gt", "gte", "lt", "lte", "from", "to", "include_lower", "include_upper"],
        foreign: ["format": formats, "time_zone": zones, "relation": ["intersects"]])
    static let wildcard = DSLShape(read: ["value", "wildcard", "case_insensitive"], idle: ["rewrite"])
    static let prefix = DSLShape(read: ["value", "case_insensitive"], idle: ["rewrite"])
    static let regexp = DSLShape(
        read: ["value", "flags", "case_insensitive"], idle: ["max_determinized_states", "rewrite"],
        foreign: ["flags_value": ["65535", "255"]])
    static let fuzzyTerm = DSLShape(
        read: ["value", "fuzziness"], idle: ["max_expansions", "rewrite"],
        foreign: ["prefix_length": ["0"], "transpositions": ["true"]])
    static let queryString = DSLShape(
        read: ["query", "fields", "default_field", "default_operator"],
        idle: [
            "analyze_wildcard", "allow_leading_wildcard", "auto_generate_synonyms_phrase_query",
            "enable_position_increments", "fuzzy_max_expansions", "fuzzy_rewrite", "lenient",
            "max_determinized_states", "rewrite", "tie_breaker",
        ],
        foreign: [
            "analyzer": [], "quote_analyzer": [], "escape": ["false"], "fuzziness": ["auto"],
            "fuzzy_prefix_length": ["0"], "fuzzy_transpositions": ["true"], "minimum_should_match": [],
            "phrase_slop": ["0"], "quote_field_suffix": [], "time_zone": zones,
            "type": ["best_fields", "most_fields"],
        ])

    /// Clauses that Elasticsearch has and that one event cannot answer here, with the reason.
    static let foreignClauses: [String: String] = [
        "script": "it runs a script", "script_score": "it runs a script",
        "terms_set": "it counts by a script or a field",
        "geo_bounding_box": places, "geo_distance": places, "geo_polygon": places, "geo_shape": places,
        "geo_grid": places, "shape": places, "percolate": "it searches stored queries",
        "more_like_this": "it compares with other documents", "has_child": joins, "has_parent": joins,
        "parent_id": joins, "knn": vectors, "sparse_vector": vectors, "semantic": vectors, "text_expansion": vectors,
        "weighted_tokens": vectors, "distance_feature": scores, "rank_feature": scores, "pinned": scores,
        "rule": scores, "rule_query": scores, "wrapper": "it hides a query in Base64",
        "simple_query_string": "its syntax is not read", "intervals": words, "match_phrase_prefix": words,
        "match_bool_prefix": words, "combined_fields": words, "span_term": words, "span_multi": words,
        "span_first": words, "span_near": words, "span_or": words, "span_not": words, "span_containing": words,
        "span_within": words, "span_field_masking": words, "span_gap": words,
    ]

    private static let places = "it compares places"
    private static let joins = "it joins documents"
    private static let vectors = "it compares vectors"
    private static let scores = "it depends on scores"
    private static let words = "it needs the positions of words"

    /// Clauses that are read.
    static let clauses = [
        "bool", "boosting", "constant_score", "dis_max", "exists", "function_score", "fuzzy", "ids", "match",
        "match_all", "match_none", "match_phrase", "multi_match", "nested", "prefix", "query_string", "range",
        "regexp", "term", "terms", "wildcard",
    ]
}
