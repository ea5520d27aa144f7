import Foundation
import Queries
import Schemas
import SourceText
import TestSupport
import Testing

/// The reference evaluator itself, against what Elasticsearch's own tests say of values; skipped without the shared folder.
@Suite(.enabled(if: Shared.file("oracle/eql/expr.ndjson") != nil, "no shared oracle here"))
struct ReferenceOracleTests {
    @Test func referenceComputesWhatElasticsearchDoes() throws {
        let file = try #require(Shared.file("oracle/eql/expr.ndjson"))
        var count = 0
        for row in Shared.jsonLines(file) {
            let text = try #require(row["expr"] as? String)
            let fields = try #require(row["fields"] as? [String: Any])
            let node = try #require(EQL.parseExpression(text), "\(text)")
            let json = String(decoding: try JSONSerialization.data(withJSONObject: fields), as: UTF8.self)
            let event = try #require(ReferenceEvent(json: json))
            let lowered = EQL.lowerValue(node, fields: NoFields())
            let found = ReferenceEvaluator(lowered.expr).value(event)
            #expect(found == Self.result(row["result"]), "\(text) on \(json)")
            count += 1
        }
        #expect(count > 400)
    }

    /// A number is whole or a double as JSON writes it.
    private static func result(_ value: Any?) -> ReferenceResult? {
        switch value {
        case let text as String: .text(text)
        case let number as NSNumber:
            switch CFNumberKind(number) {
            case .boolean: .boolean(number.boolValue)
            case .double: .double(number.doubleValue)
            case .whole: .whole(number.int64Value)
            }
        default: nil
        }
    }

    private enum CFNumberKind {
        case boolean, double, whole

        init(_ number: NSNumber) {
            switch UInt8(bitPattern: number.objCType.pointee) {
            case UInt8(ascii: "c"), UInt8(ascii: "B"): self = .boolean
            case UInt8(ascii: "d"), UInt8(ascii: "f"): self = .double
            default: self = .whole
            }
        }
    }
}
