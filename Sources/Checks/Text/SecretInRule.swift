import Diagnostics
import Documents
import Rules
import SourceText

/// A key or a token that gives access.
enum SecretInRule: RuleCheck {
    static let info = CheckInfo(
        id: "secret-in-rule", category: .text, severity: .warning,
        summary: "file contains what looks like a key, a token or a password",
        rationale: """
            Queries and notes are pasted from terminals and logs, sometimes together with the key of an account. Everybody \
            who reads the repository, or the rule in Kibana, can use it. Deleting it is not enough, because it remains in \
            the history: it must be revoked.

            Only whole keys of well-known forms are reported; patterns that match keys, and the example keys of vendors' \
            documentation, are not.
            """,
        examples: [
            Example(
                in: "note = \"Query with «» for the state.\"",
                bad: [
                    "AKIAQ3EGT5LMZ2RPW7XD", "authentication, «ASIA\("ABCDEFGH1ABCDEFG")»",
                    "ghp_\("a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8")",
                    "xoxb-\("123456789012-123456789012-AbCdEfGhIjKl")", "npm_\("a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8")",
                    "sk_live_\("a1B2c3D4e5F6g7H8i9J0")", "AIza\("SyA1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q")",
                    // A web token; the shortest parts that count.
                    "eyJhbGciOi.eyJzdWIiOi.\("dozjgNryP4J3jVmNHl0w")",
                ],
                good: [
                    "AKIAIOSFODNN7EXAMPLE", "AKIAYOURKEY123456789", "AKIAXXXX5LMZ2RPW7XD1", "AKIAQWERTZUIOPASDFGH",
                    "AKIAq3egt5lmz2rpw7xd", "AKIAABCDEFG1ABCDEFG1", "AKIAQ3EGT5LMZ2RPW7X", "AKIA*",
                    "ghp_[A-Za-z0-9]{36}", "eyJhbGciOi.eyJzdWIiOi", "eyJhbGciOi.eyJzdWIiO.dozjgNryP4J3jVmNHl0w",
                    "eyJhbGciOi.eyJzdWIiOi.dozjgNryP4J3jVmNHl0", "eyJhbGciOi.dozjgNryP4J3.dozjgNryP4J3jVmNHl0w",
                ]),
            Example(
                in: "note = \"«»\"",
                bad: [
                    "«-----BEGIN PRIVATE KEY-----»\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj",
                    "«-----BEGIN RSA PRIVATE KEY-----»\\r\\n  ABCDEFGHIJK/ABCDEFGHIJK/ABCDEFGHIJK/ABCD",
                ],
                good: [
                    "-----BEGIN PUBLIC KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj",
                    "-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwgg=",
                    "-----BEGIN PRIVATE KEY-----\\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                    "-----BEGIN PRIVATE KEY----- is the first line of a key of an older form.",
                ]),
            // At the end of a file.
            Example(
                in: ExamplePair.text(id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "Vault Purged") + "# «»",
                bad: "eyJhbGciOi.eyJzdWIiOi.\("dozjgNryP4J3jVmNHl0w")", good: "-----BEGIN PRIVATE KEY-----",
                syntax: .yaml,
                isWhole: true),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.isFirst else { return }
        let bytes = view.source.bytes
        var start = 0
        // Shorter words are not keys, so their bytes need not be compared one by one.
        while start + shortestWord <= bytes.count {
            var gap = start + shortestWord - 1
            while gap >= start, isKeyByte(bytes[gap]) { gap -= 1 }
            if gap >= start {
                start = gap + 1
                continue
            }
            var end = start + shortestWord
            while end < bytes.count, isKeyByte(bytes[end]) { end += 1 }
            if let found = secret(bytes, start, end) {
                findings.add(
                    finding(view, at: found.range, "this looks like \(found.name)")
                        .help("revoke it where it was issued, then remove it from the file"))
                if findings.isFull { return }
            }
            start = end + 1
        }
    }

    private static let shortestWord = 10

    private struct Shape {
        var prefix: [UInt8]
        var name: String
        /// Bytes of the whole key.
        var length: ClosedRange<Int>

        init(_ prefix: String, _ name: String, _ length: ClosedRange<Int>) {
            self.prefix = Array(prefix.utf8)
            self.name = name
            self.length = length
        }
    }

    private static let shapes = [
        Shape("AKIA", "an AWS access key ID", 20...20), Shape("ASIA", "an AWS access key ID", 20...20),
        Shape("ghp_", "a GitHub token", 40...40), Shape("gho_", "a GitHub token", 40...40),
        Shape("ghu_", "a GitHub token", 40...40), Shape("ghs_", "a GitHub token", 40...40),
        Shape("ghr_", "a GitHub token", 40...80), Shape("github_pat_", "a GitHub token", 80...100),
        Shape("glpat-", "a GitLab token", 26...60), Shape("xoxb-", "a Slack token", 40...120),
        Shape("xoxp-", "a Slack token", 40...120), Shape("xoxa-", "a Slack token", 40...120),
        Shape("AIza", "a Google API key", 39...39), Shape("npm_", "an npm token", 40...40),
        Shape("sk_live_", "a Stripe key", 28...120), Shape("essu_", "an Elastic Cloud API key", 40...200),
    ]

    /// Letters, digits, underscore and hyphen: what keys are made of.
    private static func isKeyByte(_ byte: UInt8) -> Bool {
        // A bit for each byte below 0x80, because every byte of every rule is tested.
        let bits: UInt64 = byte < 0x40 ? 0x03FF_2000_0000_0000 : byte < 0x80 ? 0x07FF_FFFE_87FF_FFFE : 0
        return bits >> UInt64(byte & 0x3F) & 1 == 1
    }

    private static func secret(_ bytes: [UInt8], _ start: Int, _ end: Int) -> (range: ByteRange, name: String)? {
        let word = bytes[start..<end]
        switch word.first {
        case UInt8(ascii: "-"): return privateKey(bytes, start, end)
        case UInt8(ascii: "e"): return webToken(bytes, start, end)
        case UInt8(ascii: "A"), UInt8(ascii: "g"), UInt8(ascii: "x"), UInt8(ascii: "n"), UInt8(ascii: "s"): break
        default: return nil
        }
        guard let shape = shapes.first(where: { word.starts(with: $0.prefix) }), shape.length.contains(word.count),
            isRandom(word.dropFirst(shape.prefix.count))
        else { return nil }
        if shape.length == 20...20, !word.allSatisfy({ (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }) {
            return nil
        }
        return (ByteRange(start, end), shape.name)
    }

    /// Whether it varies as random text does and is not an example: placeholders repeat a few characters.
    private static func isRandom(_ rest: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: rest, as: UTF8.self).uppercased()
        return Set(rest).count >= 9 && !text.contains("EXAMPLE") && !text.contains("XXXX")
            && !text.contains("YOUR") && rest.contains { (0x30...0x39).contains($0) }
    }

    /// `-----BEGIN … PRIVATE KEY-----` with a key after it, whose lines may be broken by escapes.
    private static func privateKey(_ bytes: [UInt8], _ start: Int, _ end: Int) -> (range: ByteRange, name: String)? {
        let ending = Array("PRIVATE KEY-----".utf8)
        guard bytes[start..<end].elementsEqual("-----BEGIN".utf8) else { return nil }
        let header = bytes[end..<min(end + 40, bytes.count)]
        guard let dashes = header.indices.first(where: { bytes[$0...].starts(with: "-----".utf8) }),
            bytes[..<(dashes + 5)].suffix(ending.count).elementsEqual(ending)
        else { return nil }
        var body = dashes + 5
        while body < bytes.count, bytes[body] <= 0x20 || "\\nr".utf8.contains(bytes[body]) { body += 1 }
        let key = bytes[body..<min(body + 40, bytes.count)]
        guard key.count == 40, Set(key).count >= 12,
            key.allSatisfy({ isKeyByte($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") })
        else { return nil }
        return (ByteRange(start, dashes + 5), "a private key")
    }

    /// Three parts in base64 with dots between; header and claims are JSON objects, so both begin with `eyJ`.
    private static func webToken(_ bytes: [UInt8], _ start: Int, _ end: Int) -> (range: ByteRange, name: String)? {
        func part(_ from: Int) -> Int {
            var index = from
            while index < bytes.count, isKeyByte(bytes[index]) { index += 1 }
            return index
        }
        guard bytes[start..<end].starts(with: "eyJ".utf8), end + 1 < bytes.count, bytes[end] == UInt8(ascii: "."),
            bytes[(end + 1)...].starts(with: "eyJ".utf8)
        else { return nil }
        let second = part(end + 1)
        guard second - end > 10, second + 1 < bytes.count, bytes[second] == UInt8(ascii: ".") else { return nil }
        let third = part(second + 1)
        return third - second > 20 ? (ByteRange(start, third), "a JSON web token") : nil
    }
}
