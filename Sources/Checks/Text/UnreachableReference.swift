import Diagnostics
import Rules
import SourceText

/// A link that only its author can open.
enum UnreachableReference: RuleCheck {
    static let info = CheckInfo(
        id: "unreachable-reference", category: .text, severity: .warning,
        summary: "reference points to a reserved or private host",
        rationale: """
            Hosts such as `example.com` are placeholders in examples, and addresses such as `localhost` or `10.0.0.5` \
            mean another machine in each network. A reference to such a host is useless to everybody but the author.
            """,
        examples: [
            Example(
                in: "references = [«»]",
                bad: [
                    "\"https://wiki.corp.local/key-vault\"", "\"https://example.com/key-vault\"",
                    "\"https://www.example.org?page=5\"", "\"http://localhost:8080/key-vault\"",
                    "\"https://10.0.0.5/vault\"",
                    "\"https://172.16.0.1\"", "\"https://172.31.0.1\"", "\"http://192.168.1.1/\"",
                    "\"http://127.0.0.1/\"",
                    "\"http://169.254.1.1/\"", "\"https://vault.test#purge\"", "\"HTTPS://Wiki.Internal./key-vault\"",
                    "\"https://me@wiki.lan/key-vault\"",
                    "\"https://attack.mitre.org/\", «\"https://wiki.corp.local/key-vault\"»",
                ],
                good: [
                    "\"https://learn.microsoft.com/azure/key-vault\"", "\"https://notexample.com/local\"",
                    "\"https://172.15.0.1\"", "\"https://172.32.0.1\"", "\"https://192.167.1.1\"",
                    "\"https://169.253.1.1\"",
                    "\"https://10.0.0.256\"", "\"https://10.0.5\"", "\"https://10.0.0.5.nip.io\"",
                    "\"https://11.0.0.5\"",
                    "\"https://vault.io/?back=wiki.local\"",
                ])
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for item in view.rule.references?.items ?? [] {
            guard let host = URLHost(item.value), let fault = fault(host.name) else { continue }
            findings.add(
                finding(view, at: item.range, "the reference points to \(fault)", label: "`\(host.name.prefix(80))`")
                    .help("write the URL of a page that every reader can open"))
        }
    }

    private static let reserved = ["example.com", "example.org", "example.net"]
    private static let reservedEndings = [
        ".example.com", ".example.org", ".example.net", ".example", ".test", ".invalid",
    ]
    private static let privateEndings = [".local", ".internal", ".lan", ".corp", ".home.arpa", ".localdomain"]

    private static func fault(_ host: String) -> String? {
        if reserved.contains(host) || reservedEndings.contains(where: { ByteSearch.ends(host, with: $0) }) {
            return "a reserved host"
        }
        let isPrivate =
            host == "localhost" || privateEndings.contains { ByteSearch.ends(host, with: $0) } || isPrivateAddress(host)
        return isPrivate ? "a private host" : nil
    }

    /// RFC 1918, loopback and link-local addresses.
    private static func isPrivateAddress(_ host: String) -> Bool {
        guard let last = host.utf8.last, (0x30...0x39).contains(last) else { return false }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4, let a = parts[0], let b = parts[1], parts[2] != nil, parts[3] != nil else {
            return false
        }
        return switch (a, b) {
        case (10, _), (127, _), (192, 168), (169, 254), (172, 16...31): true
        default: false
        }
    }
}

/// The host of an http or https address.
struct URLHost {
    /// In lower case, without user and port.
    var name: String

    /// nil for another text.
    init?(_ url: String) {
        guard let scheme = ["https://", "http://"].first(where: { ByteSearch.begins(url.utf8, with: $0) }) else {
            return nil
        }
        let authority = url.utf8.dropFirst(scheme.utf8.count).prefix {
            $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
        }
        let user = authority.lastIndex(of: UInt8(ascii: "@")).map { authority.index(after: $0) }
        let host = authority[(user ?? authority.startIndex)...].prefix { $0 != UInt8(ascii: ":") }
        var bytes = host.map(ByteSearch.lowered)
        while bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
        if bytes.isEmpty { return nil }
        name = String(decoding: bytes, as: UTF8.self)
    }
}
