import Testing
import Values

/// The one decoder of UTF-8 against the standard library's.
@Suite struct UTF8ValidationTests {
    @Test func everyScalarIsDecoded() {
        for value in (0...0x10FFFF as ClosedRange<UInt32>) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let bytes = Array(String(scalar).utf8) + [0x41]
            let decoded = UTF8Validation.scalar(at: 0, in: bytes.span)
            #expect(decoded.isWhole && decoded.value == value && decoded.length == bytes.count - 1, "\(value)")
        }
    }

    @Test func brokenStartsAreOfTheLengthThatIsThere() {
        let cases: [(bytes: [UInt8], length: Int)] = [
            ([0x80, 0x41], 1), ([0xC0, 0x80], 1), ([0xC3], 1), ([0xC3, 0x41], 1), ([0xE0, 0x80, 0x80], 1),
            ([0xE2, 0x82], 2), ([0xE2, 0x82, 0x41], 2), ([0xED, 0xA0, 0x80], 1), ([0xF0, 0x9F, 0x98], 3),
            ([0xF4, 0x90, 0x80, 0x80], 1), ([0xF5, 0x80], 1), ([0xFF], 1),
        ]
        for (bytes, length) in cases {
            let decoded = UTF8Validation.scalar(at: 0, in: bytes.span)
            #expect(!decoded.isWhole && decoded.value == 0xFFFD && decoded.length == length, "\(bytes)")
        }
    }
}
