import Elastic
import SourceText
import Testing

@Suite struct ContentHashTests {
    /// Computed with Python: `sha256(b64encode(json.dumps(value, sort_keys=True).encode())).hexdigest()`.
    @Test func hashesAsPythonDoes() {
        let value = JSONValue.object([
            .init("b", .array([.integer(1), .double(2.5), .null, .bool(true)])),
            .init("a", .string("é\n\u{1F600}\"\\/\u{7F}")), .init("é", .object([])),
        ])
        #expect(ContentHash.text(of: value) == "5e1a22be3eea0f573217bce04f852b1e5a4001de7aeacf87e803a74108ccb969")
        #expect(ContentHash.text(of: .object([])) == "a135823e1f3518ee22848a79f5427d8cee0bfb85fbc6b4e6eda61f883c057c9e")
    }
}
