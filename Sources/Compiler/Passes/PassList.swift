/// The rewritings of a condition between lowering and code, in their order. Each keeps the meaning for every event and is a
/// file of its own with its law.
package enum Pass: String, CaseIterable, Sendable {
    case negationsInward = "negations-inward"
    case foldConstants = "fold-constants"
    case opposites
    case joinTests = "join-tests"
    case joinRanges = "join-ranges"
    case refold = "fold-constants again"
    case cheapFirst = "cheap-first"

    /// The rewritten condition.
    func apply(_ condition: Condition, _ costs: KeyCosts) -> Condition {
        switch self {
        case .negationsInward: NegationsInward.apply(condition)
        case .foldConstants, .refold: FoldConstants.apply(condition)
        case .opposites: Opposites.apply(condition)
        case .joinTests: JoinTests.apply(condition)
        case .joinRanges: JoinRanges.apply(condition)
        case .cheapFirst: CheapFirst.apply(condition, costs)
        }
    }

    /// What the pass guarantees of its result; checked after each pass in debug builds.
    func holds(for condition: Condition) -> Bool {
        switch self {
        case .negationsInward: condition.negatesLeavesOnly
        case .foldConstants, .refold: condition.negatesLeavesOnly && condition.isFolded(isRoot: true)
        case .opposites, .joinTests, .joinRanges, .cheapFirst: condition.negatesLeavesOnly
        }
    }
}

/// How much of a program the passes took away: tests and joints of all conditions, before the first pass and after each.
package struct PassStatistics: Sendable {
    package private(set) var nodes = [Int](repeating: 0, count: Pass.allCases.count + 1)
    /// Conditions that each pass changed.
    package private(set) var changed = [Int](repeating: 0, count: Pass.allCases.count)

    package init() {}

    mutating func start(_ condition: Condition) { nodes[0] += condition.nodeCount }

    mutating func note(_ number: Int, _ condition: Condition, changed isChanged: Bool) {
        nodes[number + 1] += condition.nodeCount
        if isChanged { changed[number] += 1 }
    }
}

extension Condition {
    /// Joints, negations and tests.
    var nodeCount: Int {
        switch self {
        case .constant, .test, .computed: 1
        case .not(let part), .nested(_, let part): 1 + part.nodeCount
        case .all(let parts), .any(let parts): parts.reduce(1) { $0 + $1.nodeCount }
        }
    }

    /// Whether `not` stands before tests, loops and computed conditions only.
    fileprivate var negatesLeavesOnly: Bool {
        switch self {
        case .constant, .test, .computed: true
        case .not(.test), .not(.computed): true
        case .not(.nested(_, let part)), .nested(_, let part): part.negatesLeavesOnly
        case .not: false
        case .all(let parts), .any(let parts): parts.allSatisfy(\.negatesLeavesOnly)
        }
    }

    /// Whether no constant is below the root (but in a loop), and each joint joins two parts of another kind.
    fileprivate func isFolded(isRoot: Bool) -> Bool {
        switch self {
        case .constant(let value): isRoot || value
        case .test, .computed: true
        case .not(let part): part.isFolded(isRoot: false)
        case .nested(_, let part): part.isFolded(isRoot: true)
        case .all(let parts):
            parts.count > 1
                && parts.allSatisfy { if case .all = $0 { false } else { $0.isFolded(isRoot: false) } }
        case .any(let parts):
            parts.count > 1
                && parts.allSatisfy { if case .any = $0 { false } else { $0.isFolded(isRoot: false) } }
        }
    }
}
