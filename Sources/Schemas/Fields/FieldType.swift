/// An Elasticsearch field type, as far as queries tell them apart.
package enum FieldType: String, Sendable, CaseIterable {
    case keyword, wildcard, text, ip, long, integer, short, byte, double, float, date, boolean
    case flattened, object, nested, version, binary, histogram, alias, array, completion
    case constantKeyword = "constant_keyword"
    case matchOnlyText = "match_only_text"
    case annotatedText = "annotated_text"
    case searchAsYouType = "search_as_you_type"
    case unsignedLong = "unsigned_long"
    case tokenCount = "token_count"
    case halfFloat = "half_float"
    case scaledFloat = "scaled_float"
    case dateNanos = "date_nanos"
    case longRange = "long_range"
    case integerRange = "integer_range"
    case doubleRange = "double_range"
    case floatRange = "float_range"
    case dateRange = "date_range"
    case ipRange = "ip_range"
    case geoPoint = "geo_point"
    case geoShape = "geo_shape"
    case denseVector = "dense_vector"
    /// A type that a table names and this list does not.
    case other

    /// The type of that name; `annotated-text` and unknown names are understood too.
    package init(name: String) {
        self = FieldType(rawValue: name) ?? (name == "annotated-text" ? .annotatedText : .other)
    }

    /// What a value of this type can be compared with (reference: schemas, type families).
    package enum Family: String, Sendable {
        case keyword, text, ip, integer, float, date, boolean, range, flattened, object, other
    }

    package var family: Family {
        switch self {
        case .keyword, .constantKeyword, .wildcard: .keyword
        case .text, .matchOnlyText, .annotatedText, .completion, .searchAsYouType: .text
        case .ip: .ip
        case .long, .integer, .short, .byte, .unsignedLong, .tokenCount: .integer
        case .double, .float, .halfFloat, .scaledFloat: .float
        case .date, .dateNanos: .date
        case .boolean: .boolean
        case .longRange, .integerRange, .doubleRange, .floatRange, .dateRange, .ipRange: .range
        case .flattened: .flattened
        case .object, .nested: .object
        case .version, .binary, .histogram, .alias, .array, .geoPoint, .geoShape, .denseVector, .other: .other
        }
    }
}
