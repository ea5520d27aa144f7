import Documents
package import Rules
package import Schemas
package import SourceText

/// The JSON that Kibana's API takes for a rule (reference: elastic-build).
///
/// Members are sorted by their names, at every depth. Nothing is defaulted: a member that the file lacks is absent. A
/// rule that comes from Kibana has this form already and goes back as it came. What a stack does not know and the rule
/// can do without is omitted for it; `StackNeed` says what it cannot do without.
///
/// Elastic's own build also writes `threat` and the tactic tags in the ATT&CK version of the stack. That is right for
/// rules whose files are written for one version and shipped to many stacks, so it is done only where it is asked for.
package enum KibanaRule {
    /// The API object of a rule for a stack.
    ///
    /// - Parameters:
    ///   - query: the parsed query; without it (a language that is not read, broken syntax) what is derived from a query
    ///     is absent.
    ///   - version: the rule's version, where it is known; else the file's own, if it has one.
    ///   - asElasticBuilds: whether `threat` and tactic tags follow the stack's ATT&CK version.
    package static func json(
        _ rule: Rule, query: RuleQuery?, stack: StackVersion, version: Int64? = nil, asElasticBuilds: Bool = false
    ) -> JSONValue {
        if rule.form.isKibana { return unchanged(rule, version: version, stack: stack) }
        var object = contents(of: rule, query: query, stack: stack)
        emit(&object, rule, stack: stack, asElasticBuilds: asElasticBuilds)
        if let version { object["version"] = .integer(version) }
        return fitted(object, rule, stack: stack)
    }

    /// The API object of a rule with the version that a lock gives it.
    ///
    /// A rule that is not in the lock is of version 1; a version that the file states itself wins.
    package static func json(
        _ rule: Rule, query: RuleQuery?, stack: StackVersion, lock: VersionLock, asElasticBuilds: Bool = false
    ) -> JSONValue {
        if rule.form.isKibana { return unchanged(rule, version: nil, stack: stack) }
        let baseline = contents(of: rule, query: query, stack: stack)
        var object = baseline
        emit(&object, rule, stack: stack, asElasticBuilds: asElasticBuilds)
        if object["version"] == nil {
            // A lock compares what Elastic's build ships, whatever is written here.
            var shipped = object
            if !asElasticBuilds {
                shipped = baseline
                emit(&shipped, rule, stack: stack, asElasticBuilds: true)
            }
            let content = LockedContent(baseline: forOlderStacks(baseline, rule), shipped: shipped)
            let version = RuleVersion(rule: rule, content: content, stack: stack)
            object["version"] = .integer(version.number(in: lock))
        }
        return fitted(object, rule, stack: stack)
    }

    /// Without the keys that the stack does not know and that the rule can do without: Kibana would drop them.
    private static func fitted(_ object: APIObject, _ rule: Rule, stack: StackVersion) -> JSONValue {
        guard stack < StackNeed.lastNewKey else { return object.json.sorted }
        var known = object
        known.keep { name in StackNeed.firstStack(of: name, rule.elastic.type?.value).map { $0 <= stack } ?? true }
        return known.json.sorted
    }

    /// What a lock compares of a rule file.
    static func lockedContent(_ rule: Rule, query: RuleQuery?, stack: StackVersion) -> LockedContent {
        let baseline = contents(of: rule, query: query, stack: stack)
        var shipped = baseline
        emit(&shipped, rule, stack: stack, asElasticBuilds: true)
        return LockedContent(baseline: forOlderStacks(baseline, rule), shipped: shipped)
    }

    /// The object as stacks have it that change nothing.
    private static func forOlderStacks(_ contents: APIObject, _ rule: Rule) -> APIObject {
        var object = contents
        object["threat_mappings"] = nil
        if !rule.isDeprecated { object["threat"] = object["threat"].map { ThreatMembers.withSlashes($0) } }
        return object
    }

    /// The object before the stack changes it.
    private static func contents(of rule: Rule, query: RuleQuery?, stack: StackVersion) -> APIObject {
        var object = APIObject(plainMembers(of: rule))
        if !rule.isDeprecated {
            addGuide(rule.guide, to: &object)
            if object["related_integrations"] == nil,
                let rows = RelatedIntegrations.rows(rule, query: query, stack: stack)
            {
                object["related_integrations"] = .array(rows)
            }
            if object["required_fields"] == nil, let query, query.tree.lucene == nil {
                let fields = RequiredFields.rows(rule, query: query, stack: stack)
                if !fields.isEmpty { object["required_fields"] = .array(fields) }
            }
            flattenNewTerms(&object)
        } else if let note = rule.guide.note, object["note"] != nil {
            object["note"] = .string(note)
        }
        object["actions"] = object["actions"].map(ActionMembers.withThrottle)
        object["threat"] = object["threat"].map { ThreatMembers.withTechniques($0) }
        return object
    }

    /// Of a member that occurs twice the last one, as Kibana reads it.
    private static func unchanged(_ rule: Rule, version: Int64?, stack: StackVersion) -> JSONValue {
        var object = APIObject([])
        for entry in rule.ruleEntry?.value.table?.entries ?? [] { object[entry.key] = JSONValue(entry.value) }
        if let version { object["version"] = .integer(version) }
        return fitted(object, rule, stack: stack)
    }

    /// `revision` never ships.
    private static func plainMembers(of rule: Rule) -> [JSONValue.Member] {
        guard let table = rule.ruleEntry?.value.table else { return [] }
        return RuleMembers(coerces: !rule.isDeprecated).object(table, RuleShape.rule).filter { $0.name != "revision" }
    }

    /// The object of a rule file that was made from an export: what the file says, with nothing derived or joined.
    ///
    /// Parts that only rule files have are written in the form of the API.
    package static func asWritten(_ rule: Rule) -> JSONValue {
        var object = APIObject([])
        for entry in rule.ruleEntry?.value.table?.entries ?? [] where object[entry.key] == nil {
            let value = JSONValue(WrittenValue(entry.value))
            if value != .null { object[entry.key] = value }
        }
        object["threat_mappings"] = nil
        flattenNewTerms(&object)
        object["actions"] = object["actions"].map(ActionMembers.withThrottle)
        if rule.document.root["transform"]?.table != nil, let note = rule.guide.note { object["note"] = .string(note) }
        return object.json
    }

    /// Writes what ships: the ATT&CK version of the stack where Elastic's build is asked for. `threat_mappings`, which
    /// may hold that version's own mapping, never ships.
    private static func emit(_ object: inout APIObject, _ rule: Rule, stack: StackVersion, asElasticBuilds: Bool) {
        let mappings = object["threat_mappings"]
        object["threat_mappings"] = nil
        if asElasticBuilds, stack >= AttackConversion.firstStack {
            if let own = ThreatMembers.mapping(in: mappings, framework: AttackConversion.framework, version: "19") {
                AttackConversion.replaceThreat(with: own, in: &object)
            } else {
                AttackConversion.apply(to: &object)
            }
        }
        if !rule.isDeprecated { object["threat"] = object["threat"].map { ThreatMembers.withSlashes($0) } }
    }

    private static func addGuide(_ guide: RuleGuide, to object: inout APIObject) {
        if let note = guide.note { object["note"] = .string(note) }
        if let setup = guide.setup { object["setup"] = .string(setup) }
    }

    /// The file's table becomes the API's two members; only the first window counts.
    private static func flattenNewTerms(_ object: inout APIObject) {
        guard let terms = object["new_terms"], case .object = terms else { return }
        object["new_terms"] = nil
        if case .string(let field)? = terms["field"], let value = terms["value"] { object[field] = value }
        if case .array(let windows)? = terms["history_window_start"], let start = windows.first?["value"] {
            object["history_window_start"] = start
        }
    }
}

/// The members of an object by name, in the order in which they came.
struct APIObject {
    private var members: [JSONValue.Member]

    init(_ members: [JSONValue.Member]) { self.members = members }

    subscript(name: String) -> JSONValue? {
        get { members.first { $0.name == name }?.value }
        set {
            guard let index = members.firstIndex(where: { $0.name == name }) else {
                if let newValue { members.append(JSONValue.Member(name, newValue)) }
                return
            }
            if let newValue { members[index].value = newValue } else { members.remove(at: index) }
        }
    }

    /// Takes the members away whose names do not belong.
    mutating func keep(_ belongs: (String) -> Bool) { members.removeAll { !belongs($0.name) } }

    var json: JSONValue { .object(members) }
}
