import Synchronization

/// Answers that are kept, because the rules of a set ask the same questions over and over.
package final class Memo<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
    private let known = Mutex<[Question: Answer]>([:])
    private let most: Int

    /// Keeps at most so many answers: more come only from broken or generated files, and then it begins anew.
    package init(most: Int) { self.most = most }

    /// The answer; `make` gives the same one each time and may ask this memo other questions.
    package func answer(_ question: Question, _ make: () -> Answer) -> Answer {
        if let answer = known.withLock({ $0[question] }) { return answer }
        let made = make()
        return known.withLock { known in
            if let answer = known[question] { return answer }
            if known.count >= most { known.removeAll(keepingCapacity: true) }
            known[question] = made
            return made
        }
    }
}
