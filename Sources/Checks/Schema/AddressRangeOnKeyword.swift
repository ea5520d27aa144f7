import Diagnostics
import Queries
import Rules
import Schemas
import SourceText
import Values

/// A range or block of addresses on a field that compares text.
enum AddressRangeOnKeyword: RuleCheck {
    static let info = CheckInfo(
        id: "address-range-on-keyword", category: .schema, severity: .warning,
        summary: "range or block of IP addresses on a keyword field, which compares text",
        rationale: """
            Only fields of type `ip` compare addresses. A keyword field compares characters: `10.9.1.1` is not between \
            `10.0.0.0` and `10.255.255.255`, because `9` comes after `2`, and `10.0.0.0/8` equals no address. Agents \
            usually copy the address into a field of type `ip`, such as `source.ip`.
            """,
        examples: [
            Example(
                bad: """
                    index = ["winlogbeat-*"]
                    query = '''
                    event.code:4624 and winlog.event_data.IpAddress >= «10.0.0.0»
                    '''
                    """,
                good: """
                    index = ["winlogbeat-*"]
                    query = '''
                    event.code:4624 and source.ip >= 10.0.0.0
                    '''
                    """),
            Example(
                bad: """
                    index = ["winlogbeat-*"]
                    query = '''
                    event.code:4624 and not winlog.event_data.IpAddress:«"10.0.0.0/8"»
                    '''
                    """,
                good: """
                    index = ["winlogbeat-*"]
                    query = '''
                    event.code:4624 and not winlog.event_data.IpAddress:"127.0.0.1"
                    '''
                    """),
            Example(
                bad: """
                    index = ["winlogbeat-*"]
                    type = "eql"
                    language = "eql"
                    query = '''
                    any where winlog.event_data.IpAddress >= «"192.168.0.0"»
                    '''
                    """,
                good: """
                    index = ["winlogbeat-*"]
                    type = "eql"
                    language = "eql"
                    query = '''
                    any where source.ip >= "192.168.0.0"
                    '''
                    """),
            Example(
                in: """
                    index = ["filebeat-*"]
                    query = "«»"
                    """,
                bad: [
                    "crowdstrike.event.LocalIP:«10.0.0.0/8»", "crowdstrike.event.UserIp:«10.0.0.0/8»",
                    "checkpoint.peer_ip:«10.0.0.0/8»",
                ],
                good: [
                    "crowdstrike.event.LocalIP:10.0.0.1", "crowdstrike.event.RuleDescription:10.0.0.0/8",
                    "source.ip:10.0.0.0/8",
                ]),
            Example(
                in: """
                    index = ["winlogbeat-*"]
                    query = "«»"
                    """, bad: "winlog.event_data.IpAddress:[10.0.0.0 TO 10.255.255.255]",
                good: "source.ip:[10.0.0.0 TO 10.255.255.255]", on: .lucene),
            // The values of this field are blocks.
            Example(
                good: """
                    index = ["logs-aws.cloudtrail-*"]
                    query = '''
                    aws.cloudtrail.flattened.request_parameters.ipPermissions.items.ipRanges.items.cidrIp:"10.0.0.0/8"
                    '''

                    [metadata]
                    integration = ["aws"]
                    """),
            Example(
                in: """
                    # tenet: ignore-file[wrong-arguments] the agent of the older stack
                    index = ["winlogbeat-*"]
                    query = '''
                    «»
                    '''
                    """,
                good: """
                    any where cidrMatch(winlog.event_data.IpAddress, "10.0.0.0/8") and
                      winlog.event_data.IpAddress >= "10.0.0.0"
                    """, on: .eql),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        // `cidrMatch` on a keyword is another check's: Elasticsearch refuses it.
        let isRefused = view.query?.issues.contains { issue in
            if case .arguments(let function) = issue.cause { function.lowercased() == "cidrmatch" } else { false }
        }
        if isRefused == true { return }
        var seen: [String: Int] = [:]
        var results: [Diagnostic] = []
        for test in view.placedTests where results.count < Findings.limit {
            guard isText(test.test.types), let kind = kind(test) else { continue }
            let place = view.place(test.span)
            if let first = seen[test.field] {
                results[first] = results[first].label(view.location(place), "also here")
                continue
            }
            seen[test.field] = results.count
            results.append(
                finding(
                    view, at: place, "\(kind) on the keyword `\(test.field)`",
                    label: "compared as text, not as an address"
                )
                .help("test a field of type `ip` that holds the same address, such as `source.ip`"))
        }
        for result in results { findings.add(result) }
    }

    private static func isText(_ types: [FieldType]) -> Bool {
        !types.isEmpty && types.allSatisfy { $0.family == .keyword }
    }

    /// What is compared, if it can only be meant for addresses.
    private static func kind(_ test: PlacedTest) -> String? {
        switch test.test.comparison {
        case .compares(_, let literal): return isAddress(literal.text) ? "range of addresses" : nil
        case .between(let low, let high):
            return isAddress(low.literal.text) && isAddress(high.literal.text) ? "range of addresses" : nil
        case .equals(let literal):
            guard isBlock(literal.text), namesAddress(test.field) else { return nil }
            return "block of addresses"
        default: return nil
        }
    }

    private static func isAddress(_ text: String) -> Bool { IPAddress(text) != nil }

    /// `10.0.0.0/8`; `/0` is everything, and no address is compared with it.
    private static func isBlock(_ text: String) -> Bool {
        text.utf8.contains(UInt8(ascii: "/")) && IPRange(text) != nil && !text.hasSuffix("/0")
    }

    /// Whether the last part of a name says that its values are addresses, and not blocks of them.
    private static func namesAddress(_ field: String) -> Bool {
        let last = field.split(separator: ".").last.map(String.init) ?? ""
        let lower = last.lowercased()
        if ["cidr", "range", "block", "subnet", "network", "mask"].contains(where: lower.contains) { return false }
        return lower.contains("addr") || words(last).contains("ip")
    }

    /// The words of `IpAddress`, `client_ip`, `sourceIP`, in lower case.
    private static func words(_ name: String) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        var wasLower = false
        for byte in name.utf8 {
            let isUpper = (0x41...0x5A).contains(byte)
            let isLetter = isUpper || (0x61...0x7A).contains(byte)
            if !isLetter || isUpper && wasLower {
                words.append(String(decoding: word, as: UTF8.self))
                word = []
            }
            if isLetter { word.append(byte | 0x20) }
            wasLower = isLetter && !isUpper
        }
        return words + [String(decoding: word, as: UTF8.self)]
    }
}
