package import Schemas
import SourceText

extension EQL {
    /// The clauses of a filter as an expression, for those that look at how clauses bear on each other; not for running it.
    ///
    /// Tests of one field against constants become tests. What needs a script (functions, arithmetic, field against field)
    /// or a regular expression becomes a part that is like nothing but itself, so that the shape stays and nothing is
    /// concluded from it. The category is one more condition, on the field that the rule has for it.
    package static func clauses(
        of filter: EQLFilter, fields: some FieldLookup, in text: String, categoryField: String = "event.category"
    ) -> Expr {
        let bytes = Array(text.utf8)
        var lowering = EQLLowering(fields: fields) { .likeNothingElse($0, in: bytes) }
        lowering.lower(filter, categoryField)
        return lowering.expr
    }
}

extension FieldTest {
    /// A part that is like itself only: its text stands where a name with wildcards would.
    fileprivate static func likeNothingElse(_ node: EQLNode, in text: [UInt8]) -> FieldTest {
        let range = node.range
        let bytes = text[min(range.start, text.count)..<min(max(range.start, range.end), text.count)]
        let words = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0.isNewline || $0 == "\t" }
        let selector = FieldSelector.matching(WildcardText([.literal(words.joined(separator: " "))]))
        return FieldTest(selector, types: [], .exists)
    }
}
