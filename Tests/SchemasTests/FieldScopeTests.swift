import Schemas
import Testing

@Suite struct FieldScopeTests {
    private func scope(
        _ patterns: [String], datasets: [String] = [], modules: [String] = [], integrations: [String] = [],
        stack: StackVersion = .newest
    ) -> FieldScope {
        var selection = FieldSelection(stack: stack)
        selection.indexPatterns = patterns
        selection.datasets = datasets
        selection.modules = modules
        selection.integrations = integrations
        return FieldCatalog.builtIn.scope(selection)
    }

    @Test func patternsSayWhichFieldsCanLieBehindThem() {
        let cases: [(pattern: String, kind: IndexPattern.Kind)] = [
            ("logs-azure.activitylogs-*", .dataset("azure.activitylogs")),
            ("logs-azure.activitylogs-default", .dataset("azure.activitylogs")),
            ("logs-azure.activitylogs", .dataset("azure.activitylogs")),
            ("remote:logs-azure.activitylogs-*", .dataset("azure.activitylogs")),
            ("*::logs-azure.activitylogs-*", .dataset("azure.activitylogs")),
            ("logs-azure*", .datasets(prefix: "azure")), ("logs-azure.*", .datasets(prefix: "azure.")),
            ("logs-azure.*-*", .datasets(prefix: "azure.")), ("metrics-azure.?onitor-*", .datasets(prefix: "azure.")),
            ("logs-*", .open), ("logs-*.alerts-*", .open), ("*", .open), ("", .open), ("logs-", .open),
            ("my-index", .open),
            ("filebeat-*", .beat("filebeat")), ("filebeat-8.*", .beat("filebeat")), ("filebeat*", .open),
            ("winlogbeat-*", .beat("winlogbeat")), ("functionbeat-*", .open), ("endgame-*", .endgame),
            (".alerts-security.*", .open), ("apm-*-transaction*", .open), ("<logs-{now/d}-a:b>", .open),
        ]
        for (pattern, kind) in cases { #expect(IndexPattern(pattern)?.kind == kind, "\(pattern)") }
        #expect(IndexPattern("-logs-azure*") == nil)
    }

    @Test func everyPatternOfSeveralCountsAndADoubleOneOnce() {
        let open = scope(["logs-azure.activitylogs-*", "logs-*"])
        #expect(!open.isClosed)
        let closed = scope(["filebeat-*", "logs-azure*", "filebeat-*"])
        #expect(closed.isClosed)
        #expect(closed.types(of: "azure.activitylogs.operation_nam").isEmpty)
        #expect(closed.sources.contains { $0.contains("filebeat") })
    }

    @Test func typesFollowTheTablesInTheirOrder() {
        let azure = scope(["filebeat-*", "logs-azure*"], datasets: ["azure.activitylogs"])
        let cases: [(field: String, types: [FieldType], source: String)] = [
            ("azure.activitylogs.operation_name", [.keyword], "azure 1.13.0 activitylogs"),
            ("event.category", [.keyword], "ECS 9.5.0"), ("source.ip", [.ip], "ECS 9.5.0"),
            ("process.name.text", [.text], "endpoint custom fields"), ("user.name.text", [.matchOnlyText], "ECS 9.5.0"),
            ("process.command_line", [.wildcard], "ECS 9.5.0"),
            ("process.Ext.ancestry", [.keyword], "endpoint custom fields"),
            ("process.env_vars", [.keyword], "ECS 9.5.0"),
        ]
        for (field, types, source) in cases {
            #expect(azure.types(of: field) == types, "\(field)")
            #expect(azure.definition(of: field)?.source == source, "\(field)")
        }
        for unknown in [
            "", ".", "a..b", "azure.activitylogs.operation_nam", "source", "source.ip.x", "source.ip\t", "*",
        ] {
            #expect(azure.types(of: unknown).isEmpty, "\(unknown)")
            #expect(azure.definition(of: unknown) == nil, "\(unknown)")
        }
        #expect(azure.definition(of: "event.outcome")?.allowedValues == ["failure", "success", "unknown"])
    }

    @Test func nonECSListsCountForTheExactPatternOnly() {
        func lists(_ pattern: String) -> [String] { scope([pattern]).sources.filter { $0.hasPrefix("non-ECS") } }
        #expect(lists("logs-aws.cloudtrail-*") == ["non-ECS fields of logs-aws.cloudtrail-*"])
        #expect(lists("remote:logs-aws.cloudtrail-*") == ["non-ECS fields of logs-aws.cloudtrail-*"])
        #expect(!lists("logs-aws.cloudtrail*").contains("non-ECS fields of logs-aws.cloudtrail-*"))
        // A list is above ECS and the packages.
        let listed = FieldCatalog.builtIn.definitions(of: "azure.platformlogs.identity.claim.upn")
        #expect(listed.contains { $0.source == "non-ECS fields of logs-azure.platformlogs-*" })
    }

    @Test func allModulesOfABeatCountUnlessTheQueryNamesSome() {
        let field = "azure.auditlogs.operation_name"
        #expect(scope(["filebeat-*"]).types(of: field) == [.keyword])
        #expect(scope(["filebeat-*"], modules: ["aws"]).types(of: field).isEmpty)
        // A module that the Beat does not have says nothing of those that it has.
        #expect(scope(["filebeat-*"], modules: ["nothing"]).types(of: field) == [.keyword])
        #expect(scope(["winlogbeat-*"]).types(of: field).isEmpty)
        #expect(scope(["filebeat-*"]).types(of: "azure.auditlogs.operation_nam").isEmpty)
        #expect(scope(["filebeat-*"]).sources.contains { $0.hasSuffix("and its modules") })
        var strict = FieldSelection()
        strict.indexPatterns = ["filebeat-*"]
        strict.onlyNamedModulesCount = true
        #expect(FieldCatalog.builtIn.scope(strict).types(of: field).isEmpty)
        #expect(scope(["filebeat-*"], modules: ["azure"]).types(of: field) == [.keyword])
        #expect(scope(["filebeat-*"], datasets: ["azure.auditlogs"]).types(of: field) == [.keyword])
        #expect(
            scope(["filebeat-*"], datasets: ["azure.auditlogs"], modules: ["aws"]).definition(of: field)?.source
                == "azure 1.13.0 auditlogs")
    }

    @Test func packagesWithoutDataSetsComeFromTheRulesMetadata() {
        #expect(scope(["logs-*"], integrations: ["windows"]).sources.contains { $0.hasPrefix("windows ") })
        #expect(
            scope(["logs-*"], datasets: ["windows.sysmon_operational"], integrations: ["windows"]).sources.count {
                $0.hasPrefix("windows ")
            } == 1)
        #expect(scope(["logs-*"], integrations: ["azure"]).sources.allSatisfy { !$0.hasPrefix("azure ") })
        #expect(scope([]).types(of: "process.Ext.ancestry") == [.keyword])
    }

    @Test func aliasesHaveTheTypeOfTheirTarget() {
        let scope = scope(["winlogbeat-*"])
        let definition = scope.definition(of: "event.dataset")
        #expect(definition != nil)
        let auditbeat = self.scope(["auditbeat-*"], modules: ["auditd"])
        #expect(auditbeat.definition(of: "process.cwd")?.aliasTarget == "process.working_directory")
        #expect(auditbeat.types(of: "process.cwd") == [.keyword])
    }

    @Test func subFieldsOfOpenFieldsAreKnown() {
        let aws = scope(["logs-aws.cloudtrail-*"])
        let below = "aws.cloudtrail.flattened.request_parameters.a.b.c"
        #expect(aws.types(of: below) == [.flattened])
        #expect(aws.definition(of: below)?.name == "aws.cloudtrail.flattened.request_parameters")
        #expect(aws.types(of: "labels.team") == [.keyword])
        let o365 = scope(["logs-o365.audit-*"])
        #expect(o365.types(of: "o365.audit.Parameters.Identity") == [.keyword])
        #expect(o365.types(of: "o365.audit.SenderEntity.Name") == [.other])
        let azure = scope(["logs-azure.auditlogs-*"])
        #expect(azure.types(of: "azure.auditlogs.properties.target_resources.0.display_name") == [.keyword])
        #expect(azure.types(of: "azure.auditlogs.properties.target_resources.0.display_nam").isEmpty)
        // The fields below these objects are listed, so others are mistakes.
        #expect(aws.types(of: "dns.answers.dat").isEmpty)
        #expect(aws.types(of: String(repeating: "a.", count: 5000)).isEmpty)
    }

    /// Objects that are open though fields below them are listed.
    @Test func objectsDeclaredOpenAcceptAnyNameBelow() {
        let cases: [(pattern: String, field: String, type: FieldType)] = [
            ("winlogbeat-*", "winlog.event_data.SubStatus", .keyword),
            ("winlogbeat-*", "winlog.user_data.Anything.Below", .keyword),
            ("logs-system.system*", "winlog.event_data.ImagePath", .keyword),
            ("logs-windows.forwarded*", "winlog.event_data.Foo", .keyword),
            ("filebeat-*", "kubernetes.labels.app.kubernetes.io/name", .keyword),
            ("auditbeat-*", "kubernetes.annotations.a", .keyword),
            ("filebeat-*", "docker.container.labels.team", .keyword), ("filebeat-*", "container.labels.team", .keyword),
            ("filebeat-*", "fields.team", .keyword), ("packetbeat-*", "http.request.headers.host", .keyword),
            ("logs-kubernetes.audit_logs-*", "kubernetes.audit.annotations.a", .text),
            // What a table lists keeps its type.
            ("logs-kubernetes.audit_logs-*", "kubernetes.audit.annotations.authorization_k8s_io/decision", .keyword),
        ]
        for (pattern, field, type) in cases { #expect(scope([pattern]).types(of: field) == [type], "\(field)") }
        let closed: [(pattern: String, field: String)] = [
            ("winlogbeat-*", "winlog.chanel"), ("winlogbeat-*", "winlog.event_dat.SubStatus"),
            // A field that holds values has none below it.
            ("winlogbeat-*", "winlog.event_data.TargetUserName.keyword"),
            ("logs-endpoint.events.process-*", "process.Ext.relative_file_creation_tim"),
            ("filebeat-*", "labls.env"),
        ]
        for (pattern, field) in closed { #expect(scope([pattern]).types(of: field).isEmpty, "\(field)") }
        #expect(scope(["filebeat-*"]).suggestions(for: "labls.env") == ["labels.env"])
        #expect(FieldCatalog.builtIn.knows("winlog.event_data.SubStatus"))
        #expect(!FieldCatalog.builtIn.knows("winlog.event_dat.SubStatus"))
        #expect(FieldCatalog.builtIn.openAncestor(of: "kubernetes.labels.a.b") == "kubernetes.labels")
    }

    @Test func fieldsThatThePublishedTablesLackAreAdded() {
        let cases: [(pattern: String, field: String, type: FieldType)] = [
            ("packetbeat-*", "mysql.affected_rows", .long), ("auditbeat-*", "system.audit.package.name", .keyword),
            ("filebeat-*", "kubernetes.pod.ip", .ip), ("winlogbeat-*", "kubernetes.pod.name", .keyword),
        ]
        for (pattern, field, type) in cases { #expect(scope([pattern]).types(of: field) == [type], "\(field)") }
        #expect(scope(["winlogbeat-*"]).types(of: "mysql.affected_rows").isEmpty)
    }

    @Test func aCorrectionIsNearAndOfTheSamePackage() {
        let catalog = FieldCatalog.builtIn
        let cases: [(wrong: String, name: String, isCorrection: Bool)] = [
            ("user.nam", "user.name", true), ("usr.name", "user.name", true),
            ("procss.command_line", "process.command_line", true),
            ("o365.audit.Operatin", "o365.audit.Operation", true), ("src_ip", "source.ip", false),
            // Another package's name, however near.
            ("mysql.query", "mssql.query", false), ("azure.name", "aws.name", false),
            ("process.pid", "process.parent.pid", false),
        ]
        for (wrong, name, isCorrection) in cases {
            #expect(catalog.isCorrection(name, of: wrong) == isCorrection, "\(wrong)")
        }
    }

    @Test func wildcardNamesFindAllThatFit() {
        let scope = scope(["logs-endpoint.events.*"])
        let hashes = scope.fields(matching: "dll.hash.*", limit: 100)
        #expect(hashes.contains("dll.hash.sha256"))
        #expect(hashes == hashes.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        #expect(Set(hashes).count == hashes.count)
        #expect(scope.fields(matching: "dll.hash.*", limit: 2) == Array(hashes.prefix(2)))
        #expect(scope.fields(matching: "*.command_line", limit: 100).contains("process.parent.command_line"))
        #expect(scope.fields(matching: "nothing.*", limit: 100).isEmpty)
        #expect(scope.fields(matching: "*", limit: 5).count == 5)
        #expect(scope.fields(matching: "*", limit: 0).isEmpty)
        #expect(scope.fields(matching: "source.ip", limit: 5) == ["source.ip"])
        for name in scope.fields(matching: "process.*", limit: 10_000) {
            #expect(!scope.types(of: name).isEmpty, "\(name)")
        }
        let aws = self.scope(["logs-aws.cloudtrail-*"])
        let below = "aws.cloudtrail.flattened.request_parameters.zz*"
        #expect(aws.fields(matching: below, limit: 5) == [below])
    }

    @Test func nestedAncestors() {
        let scope = scope(["logs-*"])
        #expect(scope.nestedPath(of: "threat.enrichments.indicator.ip") == "threat.enrichments")
        #expect(scope.nestedPath(of: "threat.enrichments") == nil)
        #expect(scope.nestedPath(of: "process.Ext.code_signature.status") == "process.Ext.code_signature")
        #expect(scope.nestedPath(of: "source.ip") == nil)
        #expect(scope.nestedPath(of: "") == nil)
    }

    @Test func scopesAreClosedWhereEveryFieldIsKnown() {
        let cases: [(patterns: [String], isClosed: Bool)] = [
            (["logs-azure*"], true), (["filebeat-*", "logs-azure.activitylogs-*"], true), (["winlogbeat-*"], true),
            (["logs-endpoint.events.process-*"], true), (["logs-*"], false), ([], false), (["my-index-*"], false),
            (["logs-azure*", "logs-*"], false), (["logs-apache.access-*"], false), (["logs-ti_*"], false),
            (["logs-azure.newstream-*"], false), ([".alerts-security.*"], false), (["endgame-*"], true),
        ]
        for (patterns, isClosed) in cases { #expect(scope(patterns).isClosed == isClosed, "\(patterns)") }
    }

    @Test func standInsAreTold() {
        #expect(scope(["logs-azure*"]).hasStandIns)
        #expect(!scope(["logs-endpoint.events.process-*"]).hasStandIns)
        #expect(!scope(["winlogbeat-*", "logs-*"]).hasStandIns)
    }

    /// The slow sibling splits every line of the file.
    @Test func aSelectionSaysWhatTheLinesSay() throws {
        let file = SchemaTables.packages
        var random = SplitMix(seed: 3)
        let lines = file.lines().map { file.text($0.range).split(separator: "\t").map(String.init) }
        let streams = SchemaTables.streams.lines().map { line in
            (
                dataset: SchemaTables.streams.text(SchemaTables.streams.column(0, of: line)),
                table: "\(SchemaTables.streams.text(SchemaTables.streams.column(1, of: line)))/"
                    + SchemaTables.streams.text(SchemaTables.streams.column(2, of: line)),
                version: SchemaTables.streams.text(SchemaTables.streams.column(3, of: line))
            )
        }
        for _ in 0..<40 {
            let chosen = (0...Int(random.next() % 4)).map { _ in streams[Int(random.next() % UInt64(streams.count))] }
            let scope = scope([], datasets: chosen.map(\.dataset))
            for _ in 0..<25 {
                let line = lines[Int(random.next() % UInt64(lines.count))]
                guard FieldCatalog.builtIn.definitions(of: line[0]).allSatisfy({ $0.source.hasPrefix("package") }),
                    !line[0].contains("*")
                else { continue }
                var expected: [String] = []
                for index in stride(from: 1, to: line.count - 1, by: 2) {
                    let words = line[index + 1].split(separator: " ").map { $0.split(separator: "@").map(String.init) }
                    let isChosen = chosen.contains { stream in
                        words.contains { word in
                            word[0] == stream.table
                                && (word.count == 1 || word[1].split(separator: ",").contains { $0 == stream.version })
                        }
                    }
                    if isChosen { expected.append(line[index].filter { $0 != "+" }) }
                }
                guard expected.allSatisfy({ !$0.hasPrefix("alias") }), !expected.isEmpty else { continue }
                #expect(scope.types(of: line[0]).map(\.rawValue) == expected, "\(line[0]) \(chosen)")
            }
        }
    }

    @Test func noPatternOrNameTraps() {
        var random = SplitMix(seed: 11)
        let pieces = [
            "logs-", "-", "*", "?", ".", ":", "azure", "filebeat", "\u{0}", "é", "\t", "\n", "x", "@", "<", "event",
            " ",
        ]
        func text() -> String {
            (0..<Int(random.next() % 8)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
        }
        for _ in 0..<300 {
            let scope = scope([text(), text()], datasets: [text()], modules: [text()], integrations: [text()])
            let name = text()
            let types = scope.types(of: name)
            #expect(types.isEmpty == (scope.definition(of: name) == nil))
            _ = scope.nestedPath(of: name)
            _ = scope.canHold(dataset: name)
            #expect(scope.fields(matching: name, limit: 3).count <= 3)
            _ = FieldCatalog.builtIn.requiredField(name, selection: scope.selection)
            _ = IntegrationManifest.builtIn.related(package: name, dataStream: text(), stack: .newest)
        }
        for _ in 0..<3 { _ = scope([text()]).suggestions(for: text() + text()) }
    }

    @Test func stacksChooseTheVersions() {
        #expect(scope(["logs-*"], stack: StackVersion(8, 19)).sources.contains("ECS 8.17.0"))
        #expect(scope(["logs-*"], stack: StackVersion(9, 3)).sources.contains("ECS 8.17.0"))
        #expect(scope(["logs-*"], stack: StackVersion(9, 4, 2)).sources.contains("ECS 9.4.0"))
        #expect(scope(["logs-*"], stack: StackVersion(7, 0)).sources.contains("ECS 8.17.0"))
        #expect(scope(["logs-*"], stack: StackVersion(99, 0)).sources.contains("ECS 9.5.0"))
        #expect(scope(["filebeat-*"], stack: StackVersion(8, 19)).sources.contains("filebeat 8.18.3 and its modules"))
        let endpoint = ["logs-endpoint.events.process-*"]
        #expect(scope(endpoint, stack: StackVersion(8, 19)).sources.contains("endpoint 8.19.3 process"))
        #expect(scope(endpoint).sources.contains("endpoint 9.5.0 process"))
        // Left ECS with 9.x.
        #expect(!scope([], stack: StackVersion(8, 19)).types(of: "process.pgid").isEmpty)
        #expect(scope([]).types(of: "process.pgid").isEmpty)
    }

    @Test func dataSetsThatPatternsCanHold() {
        let cases: [(patterns: [String], dataset: String, holds: Bool)] = [
            (["logs-azure*"], "azure.activitylogs", true), (["logs-aws.cloudtrail-*"], "azure.activitylogs", false),
            (["filebeat-*"], "azure.activitylogs", true), (["winlogbeat-*"], "azure.activitylogs", false),
            (["filebeat-*"], "my.own", true), (["auditbeat-*"], "process", true), ([], "azure.activitylogs", true),
            (["logs-*"], "azure.activitylogs", true), (["my-index"], "azure.activitylogs", true),
            (["logs-azure.activitylogs-*", "logs-aws*"], "azure.activitylogs", true),
            (["logs-endpoint.events.*"], "endpoint.events.process", true),
            (["logs-endpoint.events.file*"], "endpoint.events.process", false),
        ]
        for (patterns, dataset, holds) in cases {
            #expect(scope(patterns).canHold(dataset: dataset) == holds, "\(patterns) \(dataset)")
        }
    }

    @Test func nearestNames() {
        let azure = scope(["filebeat-*", "logs-azure*"], datasets: ["azure.activitylogs"])
        let cases: [(wrong: String, first: String)] = [
            ("src_ip", "source.ip"), ("sourec.ip", "source.ip"), ("Source.IP", "source.ip"),
            ("azure.activitylogs.operation_nam", "azure.activitylogs.operation_name"),
            ("azure.activitylogs.operationname", "azure.activitylogs.operation_name"),
            ("proces.name", "process.name"), ("event.catgeory", "event.category"),
        ]
        for (wrong, first) in cases { #expect(azure.suggestions(for: wrong).first == first, "\(wrong)") }
        #expect(azure.suggestions(for: "sourec.ip").count == 1)
        #expect(azure.suggestions(for: "operation_name").contains("azure.activitylogs.operation_name"))
        #expect(azure.suggestions(for: "zzzzzzzzzzzzzzzzzzzz").isEmpty)
        #expect(azure.suggestions(for: "").isEmpty)
        #expect(azure.suggestions(for: String(repeating: "a", count: 100_000)).isEmpty)
        #expect(azure.suggestions(for: "sourec.ip", limit: 0).isEmpty)
        #expect(azure.suggestions(for: "process.nmae.x", limit: 2).count <= 2)
        for name in azure.suggestions(for: "host.nam") { #expect(!azure.types(of: name).isEmpty) }
    }
}
