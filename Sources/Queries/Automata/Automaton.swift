/// A deterministic automaton over Unicode scalars: decides in one pass whether a whole text matches.
package struct Automaton: Hashable, Sendable {
    /// The first scalar of each run of scalars of one class, ascending from 0.
    package var starts: [UInt32]
    /// The class of each run.
    package var classes: [UInt32]
    package var classCount: Int
    /// For each state, for each class: the state that follows plus 1, or 0 where no text matches any more. State 0
    /// begins.
    package var transitions: [UInt32]
    /// Whether a text may end in the state.
    package var accepts: [Bool]

    package var stateCount: Int { accepts.count }

    /// States that one automaton may have.
    package static let maximumStates = 100_000
    /// What the states of one automaton may be made of, in all: twice what Lucene allows (`Operations.determinize`: ten
    /// times the 10,000 of `max_determinized_states`), as it counts a little otherwise.
    static let maximumParts = 200_000
}

/// Cuts all scalars into classes that no set of characters distinguishes.
struct Alphabet {
    private(set) var starts: [UInt32] = []
    private(set) var classes: [UInt32] = []
    /// A scalar of each class.
    private(set) var representatives: [UInt32] = []

    init(_ sets: [[ClosedRange<UInt32>]]) {
        var cuts: Set<UInt32> = [0]
        for range in sets.joined() {
            cuts.insert(range.lowerBound)
            cuts.insert(range.upperBound + 1)
        }
        cuts.remove(0x110000)
        var known: [[Bool]: UInt32] = [:]
        var places = [Int](repeating: 0, count: sets.count)
        for start in cuts.sorted() {
            let membership = sets.indices.map { set in
                while places[set] < sets[set].count, sets[set][places[set]].upperBound < start { places[set] += 1 }
                return places[set] < sets[set].count && sets[set][places[set]].lowerBound <= start
            }
            let number = known[membership] ?? UInt32(known.count)
            if known[membership] == nil {
                known[membership] = number
                representatives.append(start)
            }
            starts.append(start)
            classes.append(number)
        }
    }
}

extension Automaton {
    /// Follows a state machine from its first state through all classes of an alphabet; nil beyond the limit of states, or
    /// where the parts of all states are more than `maximumParts`.
    ///
    /// - Parameters:
    ///   - parts: of how many states of a nondeterministic machine a state is made.
    ///   - next: nil where no text matches any more.
    static func explored<State: Hashable>(
        from first: State, _ alphabet: Alphabet, parts: (State) -> Int = { _ in 1 }, accepts: (State) -> Bool,
        next: (State, _ scalar: UInt32) -> State?
    ) -> Automaton? {
        var numbers = [first: 0]
        var states = [first]
        var result = Automaton(
            starts: alphabet.starts, classes: alphabet.classes, classCount: alphabet.representatives.count,
            transitions: [], accepts: [])
        var place = 0
        var partCount = 0
        while place < states.count {
            let state = states[place]
            place += 1
            partCount += parts(state)
            guard partCount <= maximumParts else { return nil }
            result.accepts.append(accepts(state))
            for scalar in alphabet.representatives {
                guard let following = next(state, scalar) else {
                    result.transitions.append(0)
                    continue
                }
                if numbers[following] == nil {
                    guard states.count < maximumStates else { return nil }
                    numbers[following] = states.count
                    states.append(following)
                }
                result.transitions.append(UInt32(numbers[following] ?? 0) + 1)
            }
        }
        return result
    }
}
