import Schemas
import Testing

@testable import Checks

/// What "did you mean" offers for names of other catalogs.
@Suite struct SuggestionTests {
    @Test func aTimelineIsFoundByItsIdOrItsTitle() {
        let byID = TimelineTemplates.nearest(id: "91832785-286d-4ebe-b884-1a208d111a71", title: nil)
        #expect(byID?.title == "Generic Network Timeline")
        let byTitle = TimelineTemplates.nearest(id: "0", title: "Generic Proces Timeline")
        #expect(byTitle?.id == "76e52245-7519-4251-91ab-262fb1a1728c")
        #expect(TimelineTemplates.nearest(id: "0", title: "Something else entirely") == nil)
    }

    @Test func theTechniqueOfAnUnknownSubtechniqueComesFirst() {
        let matrix = AttackMatrix(.v19)
        #expect(matrix.suggestions(for: "T1190.001").first?.id == "T1190")
        #expect(matrix.technique(ofSubtechnique: "T1190") == nil)
        #expect(matrix.technique(ofSubtechnique: "T0000.001") == nil)
        #expect(matrix.object("T1190").map(matrix.hasSubtechniques) == false)
        #expect(matrix.object("T1059").map(matrix.hasSubtechniques) == true)
    }
}
