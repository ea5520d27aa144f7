import Diagnostics
import SourceText

/// The identity of a finding that survives edits elsewhere in its file.
///
/// Made of the check's id, the rule's id (the path where there is none) and the trimmed text of the finding's line,
/// never of the line's number. Equal ones are distinguished by an ordinal, in the order of the findings.
package struct Fingerprint: Hashable, Sendable {
    /// FNV-1a over the parts, 64 bits.
    package var hash: UInt64
    /// From 1 among findings with the same hash.
    package var ordinal: Int

    /// Sixteen hex digits, a colon, the ordinal: the form that GitHub's code scanning uses.
    package var text: String {
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits + ":\(ordinal)"
    }
}

extension FindingReport {
    /// One for each finding, in their order.
    package var fingerprints: [Fingerprint] {
        var seen: [UInt64: Int] = [:]
        return findings.map { finding in
            var hash = FNV1a()
            hash.add(finding.id.utf8)
            hash.add((finding.ruleID ?? path(of: finding.location)).utf8)
            hash.add(lineText(of: finding))
            let ordinal = seen[hash.value, default: 0] + 1
            seen[hash.value] = ordinal
            return Fingerprint(hash: hash.value, ordinal: ordinal)
        }
    }

    /// The bytes of the line on which the finding begins, without spaces at its ends.
    private func lineText(of finding: Diagnostic) -> ArraySlice<UInt8> {
        guard let source = source(of: finding.location) else { return [] }
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0D }
        let number = source.line(containing: finding.location.range.start)
        let line = source[source.range(ofLine: number)].drop(while: isBlank)
        return line[..<(line.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? line.endIndex)]
    }
}

/// The hash FNV-1a with 64 bits; every part ends with a zero byte.
private struct FNV1a {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { add(byte) }
        add(UInt8(0))
    }

    private mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
}
