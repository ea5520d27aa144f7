import Rules
import SourceText

/// `actions` as the API takes them.
enum ActionMembers {
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
