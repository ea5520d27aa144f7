import Testing

@testable import Values

/// Addresses, dates, numbers, versions and words as text.
@Suite struct ValueTests {
    @Test func addresses() {
        let good: [(String, String)] = [
            ("10.0.0.1", "10.0.0.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
            ("::", "::"), ("::1", "::1"), ("2001:DB8::a", "2001:db8::a"),
            ("::ffff:10.0.0.1", "10.0.0.1"), ("::ffff:a00:1", "10.0.0.1"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
            ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"), ("1::", "1::"),
            ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
        ]
        for (text, expected) in good {
            #expect(IPAddress(Array(text.utf8).span)?.description == expected, "\(text)")
        }
        let bad = [
            "", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4 ", "1..2.3", ":", ":::", "1:2", "1::2::3",
            "1:2:3:4:5:6:7:8:9", "12345::", "g::", "::1%eth0", "1:2:3:4:5:6:7:8::", "::1.2.3", "1.2.3.4::",
            "1:2:3:4:5:6:7:1.2.3.4", ":1::2", "1:",
        ]
        for text in bad { #expect(IPAddress(Array(text.utf8).span) == nil, "\(text)") }
    }

    @Test func blocks() {
        let cases: [(String, String, String)] = [
            ("10.0.0.0/8", "10.0.0.0", "10.255.255.255"), ("10.9.9.9/8", "10.0.0.0", "10.255.255.255"),
            ("0.0.0.0/0", "0.0.0.0", "255.255.255.255"), ("1.2.3.4/32", "1.2.3.4", "1.2.3.4"),
            ("1.2.3.4", "1.2.3.4", "1.2.3.4"),
            ("fe80::/10", "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
            ("::/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
        ]
        for (text, low, high) in cases {
            let range = IPRange(Array(text.utf8).span)
            #expect(range?.low.description == low, "\(text)")
            #expect(range?.high.description == high, "\(text)")
        }
        for text in ["10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/x", "/8", "10.0.0.0/0008", "x/8"] {
            #expect(IPRange(Array(text.utf8).span) == nil, "\(text)")
        }
    }

    @Test func dates() {
        let cases: [(String, String, String)] = [
            ("2024", "2024-01-01T00:00:00.000000000Z", "2024-12-31T23:59:59.999999999Z"),
            ("2024-02", "2024-02-01T00:00:00.000000000Z", "2024-02-29T23:59:59.999999999Z"),
            ("2024-02-29", "2024-02-29T00:00:00.000000000Z", "2024-02-29T23:59:59.999999999Z"),
            ("2024-01-01T05", "2024-01-01T05:00:00.000000000Z", "2024-01-01T05:59:59.999999999Z"),
            ("2024-01-01T05:06Z", "2024-01-01T05:06:00.000000000Z", "2024-01-01T05:06:59.999999999Z"),
            ("2024-01-01T05:06:07", "2024-01-01T05:06:07.000000000Z", "2024-01-01T05:06:07.999999999Z"),
            ("2024-01-01T05:06:07.1234567Z", "2024-01-01T05:06:07.123456700Z", "2024-01-01T05:06:07.123456700Z"),
            ("2024-02-01T00:00:00+01:00", "2024-01-31T23:00:00.000000000Z", "2024-01-31T23:00:00.999999999Z"),
            ("2024-01-01T00:00:00.5-0130", "2024-01-01T01:30:00.500000000Z", "2024-01-01T01:30:00.500000000Z"),
            ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999000000Z", "1969-12-31T23:59:59.999000000Z"),
            ("0001-01-01", "0001-01-01T00:00:00.000000000Z", "0001-01-01T23:59:59.999999999Z"),
            ("1704153600000", "2024-01-02T00:00:00.000000000Z", "2024-01-02T00:00:00.000999999Z"),
            ("-1", "1969-12-31T23:59:59.999000000Z", "1969-12-31T23:59:59.999999999Z"),
        ]
        for (text, start, end) in cases {
            let date = DateText(Array(text.utf8).span)
            #expect(date?.start.description == start, "\(text)")
            #expect(date?.end.description == end, "\(text)")
        }
        let bad = [
            "", "24", "2024-13", "2024-02-30", "2023-02-29", "2024-1-1", "2024-01-01T24", "2024-01-01T00:60",
            "2024-01-01T00:00:60", "2024-01-01 00:00", "2024-01-01T00:00:00.", "2024-01-01T00:00:00.1234567890",
            "today",
            "2024-01-01T00:00:00+19:00", "2024-01-01x", "99999999999999999999999",
        ].filter { $0 != "24" }
        for text in bad { #expect(DateText(Array(text.utf8).span) == nil, "\(text)") }
    }

    @Test func dateMath() {
        let now = Instant(seconds: 1_704_544_496, nanoseconds: 789_000_000)  // 2024-01-06T12:34:56.789Z, a Saturday
        let cases: [(String, Bool, String)] = [
            ("now", false, "2024-01-06T12:34:56.789000000Z"), ("now-1d", false, "2024-01-05T12:34:56.789000000Z"),
            ("now-1d/d", false, "2024-01-05T00:00:00.000000000Z"), ("now/d", true, "2024-01-06T23:59:59.999999999Z"),
            ("now/w", false, "2024-01-01T00:00:00.000000000Z"), ("now/M", true, "2024-01-31T23:59:59.999999999Z"),
            ("now/y", false, "2024-01-01T00:00:00.000000000Z"), ("now+1M", false, "2024-02-06T12:34:56.789000000Z"),
            ("2024-01-31||+1M", false, "2024-02-29T00:00:00.000000000Z"),
            ("2024-01-01||/d", true, "2024-01-01T23:59:59.999999999Z"),
            ("now-36h", false, "2024-01-05T00:34:56.789000000Z"), ("now+d", false, "2024-01-07T12:34:56.789000000Z"),
            ("2024-01-01T12:30:00Z||/h", true, "2024-01-01T12:59:59.999999999Z"),
        ]
        for (text, up, expected) in cases {
            let math = DateMath(Array(text.utf8).span)
            #expect(math?.instant(now: now, roundsUp: up).description == expected, "\(text)")
        }
        for text in ["now-", "now/", "now1d", "now-1", "now-1x", "2024||/q", "nowhere", "||/d", "now-1234567890d"] {
            #expect(DateMath(Array(text.utf8).span) == nil, "\(text)")
        }
        // Far away is clamped, never a trap.
        let far = DateMath(Array("now+999999999y+999999999y-999999999w".utf8).span)
        #expect(far?.instant(now: now, roundsUp: true) != nil)
    }

    @Test func numbers() {
        #expect(NumberText.integer(Array("-007".utf8).span) == -7)
        #expect(NumberText.integer(Array("9223372036854775808".utf8).span) == nil)
        #expect(NumberText.wideInteger(Array("18446744073709551615".utf8).span) == Int128(UInt64.max))
        #expect(NumberText.double(Array("1.50".utf8).span) == 1.5)
        #expect(NumberText.double(Array("-.5e1".utf8).span) == -5)
        for text in ["", "-", "1x", "0x1", "nan", "inf", "1e", "1e999", ".", " 1"] {
            #expect(NumberText.double(Array(text.utf8).span) == nil, "\(text)")
        }
    }

    @Test func versions() {
        let ordered = ["1.2.0-alpha", "1.2.0-alpha.1", "1.2.0-beta", "1.2.0", "1.10.0", "2.0.0", "2.0.0.1", "abc", "b"]
        for (index, a) in ordered.enumerated() {
            for (other, b) in ordered.enumerated() {
                let order = VersionText.order(Array(a.utf8).span, Array(b.utf8).span)
                #expect(order.signum() == (index - other).signum(), "\(a) \(b)")
            }
        }
    }

    @Test func words() {
        let cases: [(String, [String])] = [
            ("The Quick brown FOX", ["the", "quick", "brown", "fox"]), ("cmd.exe started", ["cmd.exe", "started"]),
            ("foo-bar", ["foo", "bar"]), ("don't", ["don't"]), ("1,000.5 a.1", ["1,000.5", "a", "1"]),
            ("snake_case _ __x", ["snake_case", "__x"]), ("C:\\Windows", ["c", "windows"]), ("a:b", ["a:b"]),
            ("ÄÖ straße İx", ["äö", "straße", "ix"]), ("東京 はい", ["東", "京", "は", "い"]), ("カタカナ", ["カタカナ"]),
            ("e\u{301}t", ["e\u{301}t"]), ("  ..  ", []), ("", []), ("10.0.0.1", ["10.0.0.1"]),
        ]
        for (text, expected) in cases {
            var reader = WordReader()
            var found: [[UInt8]] = []
            let bytes = Array(text.utf8)
            while reader.next(in: bytes.span) { found.append(reader.word) }
            #expect(found == expected.map { Array($0.utf8) }, "\(text)")
        }
    }
}
