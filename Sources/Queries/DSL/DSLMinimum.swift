/// `minimum_should_match`: a number or a share of the clauses, or several of them by how many clauses there are.
///
/// Source: the forms that Elasticsearch's reference lists (`2`, `-1`, `75%`, `-25%`, `3<90%`, `2<-25% 9<-3`).
package struct DSLMinimum: Sendable, Hashable {
    enum Amount: Sendable, Hashable {
        case count(Int)
        case percent(Int)
    }

    struct Step: Sendable, Hashable {
        /// Up to so many clauses what is before holds.
        var bound: Int
        var amount: Amount
    }

    private var base: Amount?
    private var steps: [Step] = []

    /// nil where the text is none of the forms.
    package init?(_ text: String) {
        let parts = Self.words(text)
        guard parts.contains(where: { $0.contains("<") }) else {
            guard parts.count == 1, let amount = Self.amount(parts[0][...]) else { return nil }
            base = amount
            return
        }
        for part in parts {
            guard let sign = part.firstIndex(of: "<"), let bound = Int(part[..<sign]),
                let amount = Self.amount(part[part.index(after: sign)...])
            else { return nil }
            steps.append(Step(bound: bound, amount: amount))
        }
    }

    /// Words between spaces; spaces around `<` separate nothing.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var isOpen = false
        for piece in text.split(separator: " ") {
            if isOpen || piece.hasPrefix("<"), let last = words.popLast() {
                words.append(last + piece)
            } else {
                words.append(String(piece))
            }
            isOpen = piece.hasSuffix("<")
        }
        return words
    }

    private static func amount(_ text: Substring) -> Amount? {
        if text.hasSuffix("%") { return Int(text.dropLast()).flatMap { abs($0) <= 1_000 ? .percent($0) : nil } }
        return Int(text).flatMap { abs($0) <= 1_000_000 ? .count($0) : nil }
    }

    /// How many of `count` clauses have to hold.
    package func required(of count: Int) -> Int {
        if let base { return Self.required(base, of: count) }
        var result = count
        for step in steps {
            if count <= step.bound { return result }
            result = Self.required(step.amount, of: count)
        }
        return result
    }

    private static func required(_ amount: Amount, of count: Int) -> Int {
        switch amount {
        case .count(let number): max(0, number < 0 ? count + number : number)
        // A share is rounded towards zero, also one that may be missing.
        case .percent(let share): max(0, share < 0 ? count + count * share / 100 : count * share / 100)
        }
    }
}
