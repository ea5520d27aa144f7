import Rules
package import SourceText

/// `actions` as the API accepts them.
package enum ActionMembers {
    /// The API object of a rule with more actions after its own; one that the rule has already is not repeated.
    package static func adding(_ more: [JSONValue], to json: JSONValue) -> JSONValue {
        guard case .object(let members) = json, case .array(let added) = withThrottle(.array(more)).sorted else {
            return json
        }
        var all: [JSONValue] = []
        if case .array(let own)? = json["actions"] { all = own }
        for action in added where !all.contains(where: action.equalsIgnoringOrder) { all.append(action) }
        let actions = JSONValue.Member("actions", .array(all))
        // The name is before those of all other members.
        return .object([actions] + members.filter { $0.name != actions.name })
    }

    /// The frequency of an action must say its throttle, if only that there is none; Kibana's own actions have neither.
    static func withThrottle(_ actions: JSONValue) -> JSONValue {
        guard case .array(let items) = actions else { return actions }
        return .array(
            items.map { item in
                guard case .object(let members) = item, case .string(let type)? = item["action_type_id"],
                    !RuleShape.isSystemAction(type), case .object(let frequency)? = item["frequency"],
                    item["frequency"]?["throttle"] == nil
                else { return item }
                var action = APIObject(members)
                action["frequency"] = .object(frequency + [JSONValue.Member("throttle", .null)])
                return action.json
            })
    }
}
