import Diagnostics
import Foundation
import Reports
import TestSupport
import Testing

/// Every sample in every format, compared with committed text.
@Suite struct ReportGoldenTests {
    private func failures(_ stage: String, _ render: (Sample) -> String) -> [String] {
        Sample.all.flatMap { sample in
            let file = sample.name.split(separator: " ").joined(separator: "-") + ".out.txt"
            return Golden.compare(Golden.folder(stage).appending(path: file), with: render(sample))
        }
    }

    @Test func fullFramesAreAsCommitted() {
        #expect(failures("report-full") { FullReport.text($0.report, color: false) } == [])
    }

    @Test func conciseLinesAreAsCommitted() {
        #expect(failures("report-concise") { ConciseReport.text($0.report) } == [])
    }

    @Test func jsonIsAsCommitted() {
        #expect(failures("report-json") { String(decoding: JSONReport.text($0.report), as: UTF8.self) } == [])
    }

    /// Colours are the only escape bytes, and taking them away leaves the plain text.
    @Test func coloursChangeNoText() {
        for sample in Sample.all {
            let colored = FullReport.text(sample.report, color: true)
            #expect(stripped(colored) == FullReport.text(sample.report, color: false), "\(sample.name)")
            #expect(colored.utf8.contains(0x1B))
            #expect(!FullReport.text(sample.report, color: false).utf8.contains(0x1B), "\(sample.name)")
        }
    }

    private func stripped(_ text: String) -> String {
        var bytes: [UInt8] = []
        var isSequence = false
        for byte in text.utf8 {
            if byte == 0x1B { isSequence = true } else if !isSequence { bytes.append(byte) }
            if isSequence, byte == UInt8(ascii: "m") { isSequence = false }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
