import Schemas
import Testing

@Suite struct AttackMatrixTests {
    private let v18 = AttackMatrix(.v18)
    private let v19 = AttackMatrix(.v19)

    @Test func publishedCountsOfLiveObjects() {
        for (matrix, tactics, techniques, subtechniques) in [(v18, 14, 216, 475), (v19, 15, 222, 475)] {
            let live = matrix.objects.filter(\.isLive)
            #expect(live.count { $0.kind == .tactic } == tactics)
            #expect(live.count { $0.kind == .technique } == techniques)
            #expect(live.count { $0.kind == .subtechnique } == subtechniques)
        }
        #expect(v18.objects.count == 849)
        #expect(v19.objects.count == 873)
    }

    @Test func mobileAndICSHaveTablesOfTheirOwn() {
        let published: [(AttackMatrix, Int, Int, Int)] = [
            (AttackMatrix(.v18, .mobile), 12, 77, 47), (AttackMatrix(.v19, .mobile), 12, 77, 47),
            (AttackMatrix(.v18, .ics), 12, 83, 0), (AttackMatrix(.v19, .ics), 12, 79, 18),
        ]
        for (matrix, tactics, techniques, subtechniques) in published {
            let live = matrix.objects.filter(\.isLive)
            #expect(live.count { $0.kind == .tactic } == tactics)
            #expect(live.count { $0.kind == .technique } == techniques)
            #expect(live.count { $0.kind == .subtechnique } == subtechniques)
            for object in matrix.objects {
                #expect(AttackMatrix(matrix.version).object(object.id) == nil, "\(object.id) is of one domain")
                #expect(AttackMatrix(matrix.version).matrix(having: object.id)?.domain == matrix.domain)
            }
        }
        #expect(AttackMatrix(.v18).matrix(having: "T1552")?.domain == .enterprise)
        #expect(AttackMatrix(.v18).matrix(having: "T9999") == nil)
        #expect(AttackMatrix(.v19, .ics).successor(of: "T0803")?.id == "T1691.001")
        #expect(AttackMatrix(.v18, .mobile).title == "ATT&CK Mobile 18.1")
        #expect(AttackMatrix(.v18).title == "ATT&CK 18.1")
    }

    @Test func everyObjectIsFoundByItsIdAndNamesAreKnown() {
        let all = AttackMatrix.Domain.allCases.flatMap { [AttackMatrix(.v18, $0), AttackMatrix(.v19, $0)] }
        for matrix in all {
            for (index, object) in matrix.objects.enumerated() {
                if index.isMultiple(of: 25) {
                    #expect(matrix.objects(named: object.name.lowercased()).contains(object), "\(object.id)")
                }
                #expect(matrix.object(object.id) == object)
                #expect(matrix.object(object.id + "0") == nil || object.kind == .subtechnique)
                if let parent = object.parent { #expect(matrix.object(parent)?.kind == .technique) }
                for tactic in object.tactics { #expect(matrix.object(tactic)?.kind == .tactic) }
            }
        }
    }

    @Test func looksUp() throws {
        let object = try #require(v18.object("T1552.001"))
        #expect(object.name == "Credentials In Files")
        #expect(object.kind == .subtechnique)
        #expect(object.parent == "T1552")
        #expect(object.tactics == ["TA0006"])
        #expect(object.isLive)
        #expect(object.url == "https://attack.mitre.org/techniques/T1552/001/")
        #expect(v18.object("TA0005")?.name == "Defense Evasion")
        #expect(v19.object("TA0005")?.shortname == "stealth")
        for wrong in ["", "T", "T155", "T15520", "T1552.", "T1552.0011", "t1552", "TA0112", "\n", "T1552\t"] {
            #expect(v18.object(wrong) == nil, "\(wrong)")
        }
        #expect(v19.object("TA0112")?.order == 7)
    }

    @Test func tacticsStandInTheOrderOfTheMatrix() {
        #expect(v18.tactics.first?.id == "TA0043")
        #expect(v18.tactics.last?.id == "TA0040")
        #expect(v18.tactic(named: "credential access")?.id == "TA0006")
        #expect(v18.tactic(named: "credential-access")?.id == "TA0006")
        #expect(v18.tactic(named: "Stealth") == nil)
    }

    @Test func chainsOfRevocationsEndInTheLiveSuccessor() {
        #expect(v18.successor(of: "T1073")?.id == "T1574.001")
        #expect(v18.revocations(of: "T1073").map(\.id) == ["T1574.002", "T1574.001"])
        #expect(v18.successor(of: "T1089")?.id == "T1562.001")
        #expect(v19.successor(of: "T1089")?.id == "T1685")
        #expect(v19.successor(of: "T1656")?.id == "T1684.001")
        #expect(v18.successor(of: "T1552")?.id == "T1552")
        #expect(v18.revocations(of: "T1552").isEmpty)
        // Deprecated without successor, and unknown.
        #expect(v18.successor(of: "T1064") == nil)
        #expect(v18.successor(of: "T9999") == nil)
    }

    @Test func theMapOfTheRulesLeadsTo19() {
        #expect(AttackMatrix.mappedTo19("T1562.004") == "T1686")
        #expect(AttackMatrix.mappedTo19("T1552") == nil)
    }

    @Test func suggestsNearIds() {
        #expect(v18.suggestions(for: "T1552.010").map(\.id).contains("T1552.001"))
        #expect(v18.suggestions(for: "TA006").first?.id == "TA0006")
        #expect(v18.suggestions(for: "t1552.0001").first?.id == "T1552.001")
        #expect(v18.suggestions(for: "").isEmpty)
        #expect(v18.suggestions(for: String(repeating: "T", count: 100_000)).isEmpty)
        #expect(v18.suggestions(for: "T1552.009", limit: 0).isEmpty)
    }
}
