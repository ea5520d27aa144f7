import Testing

@testable import Workspace

@Suite struct TerminalTests {
    private func colors(_ choice: ColorChoice, terminal: Bool, _ environment: [String: String]) -> Bool {
        Terminal.decidesColor(choice, isTerminal: terminal) { environment[$0] }
    }

    @Test func colourFollowsItsPrecedence() {
        #expect(colors(.auto, terminal: true, [:]))
        #expect(!colors(.auto, terminal: false, [:]))
        #expect(!colors(.auto, terminal: true, ["TERM": "dumb"]))
        #expect(!colors(.auto, terminal: true, ["NO_COLOR": "1", "FORCE_COLOR": "1"]))
        #expect(colors(.auto, terminal: true, ["NO_COLOR": ""]))
        #expect(colors(.auto, terminal: false, ["FORCE_COLOR": "1"]))
        #expect(colors(.auto, terminal: false, ["CLICOLOR_FORCE": "1"]))
        #expect(!colors(.auto, terminal: false, ["FORCE_COLOR": "0"]))
        #expect(colors(.always, terminal: false, ["NO_COLOR": "1"]))
        #expect(!colors(.never, terminal: true, ["FORCE_COLOR": "1"]))
    }

    @Test func workersGiveTheOrderOfTheItems() {
        for jobs in [1, 2, 7] {
            let squares = Parallel.map(count: 1000, jobs: jobs) { $0 * $0 }
            #expect(squares == (0..<1000).map { $0 * $0 })
            #expect(Parallel.map(count: 0, jobs: jobs) { $0 }.isEmpty)
        }
    }
}
