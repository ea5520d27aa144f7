import Queries
import Testing

@Suite struct ESQLDatasetsTests {
    @Test(arguments: [
        (#"from logs-* | where event.dataset == "azure.signinlogs""#, ["azure.signinlogs"]),
        (
            #"where data_stream.dataset in ("aws.cloudtrail", "gcp.audit") and event.dataset=="o365.audit""#,
            ["aws.cloudtrail", "gcp.audit", "o365.audit"]
        ),
        (#"where event.dataset IN ("a.b")"#, []), (#"where event.dataset == "one" or event.dataset == "a.b.c""#, []),
        (#"where event.dataset != "a.b" and event.dataset like "a.*""#, []), ("event.dataset in (", []),
        ("event.dataset ==", []), ("event.dataset == \"", []), ("", []),
    ])
    func namesWhatIsComparedAsText(query: String, names: [String]) { #expect(ESQLDatasets.names(in: query) == names) }
}
