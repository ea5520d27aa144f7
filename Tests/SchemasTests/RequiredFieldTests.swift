import Schemas
import Testing

@Suite struct RequiredFieldTests {
    private func field(
        _ name: String, _ patterns: [String] = [], datasets: [String] = [], integrations: [String] = []
    ) -> RequiredField {
        var selection = FieldSelection()
        selection.indexPatterns = patterns
        selection.datasets = datasets
        selection.integrations = integrations
        return FieldCatalog.builtIn.requiredField(name, selection: selection)
    }

    @Test func theFirstTableThatHoldsAnythingDecides() {
        let azure = ["azure.activitylogs"]
        let beats = ["filebeat-*"]
        #expect(
            field("event.dataset", beats, datasets: azure) == .init(name: "event.dataset", type: "keyword", isECS: true)
        )
        #expect(field("data_stream.dataset").type == "constant_keyword")
        #expect(
            field("azure.activitylogs.operation_name", beats, datasets: azure)
                == .init(name: "azure.activitylogs.operation_name", type: "keyword", isECS: false))
        // Not asked: the pattern's streams and metadata.integration.
        #expect(field("azure.activitylogs.operation_name", ["logs-azure*"], integrations: ["azure"]).type == "unknown")
        // In beats only, but the integration's table comes first and lacks it.
        #expect(field("fileset.name", beats).type == "keyword")
        #expect(field("fileset.name", beats, datasets: azure).type == "unknown")
        // An unknown package leaves the beats.
        #expect(field("fileset.name", beats, datasets: ["nothing.here"]).type == "keyword")
        #expect(field("process.name.text", beats) == .init(name: "process.name.text", type: "unknown", isECS: false))
        #expect(field("`a-b`").type == "unknown")
        #expect(field("").type == "unknown")
    }

    @Test func typesOfIntegrationsAreFamilies() {
        let network = ["endpoint.events.network"]
        #expect(field("source.bytes", datasets: network).type == "long")
        let definitions = FieldCatalog.builtIn.definitions(of: "aws.cloudtrail.resources.type")
        #expect(!definitions.isEmpty)
        #expect(field("cloud.image.id", datasets: ["aws.cloudtrail"]).isECS == false)
    }
}
