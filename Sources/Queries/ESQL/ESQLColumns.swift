/// A column that a command of an ES|QL text makes.
package struct ESQLColumn: Sendable {
    package var name: String
    /// Where the name is in the text.
    package var range: Range<Int>
}

extension ESQLText {
    /// The columns that `EVAL`, `STATS`, `RENAME`, `DISSECT`, `GROK` and the like make, in the order of the text.
    package var computedColumns: [ESQLColumn] {
        var columns: [ESQLColumn] = []
        for command in commands {
            switch command.word {
            case "eval", "stats", "inline stats", "inlinestats", "row", "completion", "rerank":
                assignments(in: command.body, &columns)
            case "rename": renames(in: command.body, &columns)
            case "dissect", "grok": captures(in: command.body, &columns)
            case "enrich":
                if let with = word("with", in: command.body) {
                    assignments(in: with.upperBound..<command.body.upperBound, &columns)
                }
            default: continue
            }
        }
        return columns
    }

    private func assignments(in body: Range<Int>, _ columns: inout [ESQLColumn]) {
        var parts = [body]
        if let by = word("by", in: body) {
            parts = [body.lowerBound..<by.lowerBound, by.upperBound..<body.upperBound]
        }
        for item in parts.flatMap(items) {
            if let sign = assignment(in: item) { add(item.lowerBound..<sign, &columns) }
        }
    }

    private func renames(in body: Range<Int>, _ columns: inout [ESQLColumn]) {
        for item in items(body) {
            if let mark = word("as", in: item) {
                add(mark.upperBound..<item.upperBound, &columns)
            } else if let sign = assignment(in: item) {
                add(item.lowerBound..<sign, &columns)
            }
        }
    }

    /// `%{name}`, `%{+name}`, `%{?name}`, `%{name->}` and `%{PATTERN:name:type}`.
    private func captures(in body: Range<Int>, _ columns: inout [ESQLColumn]) {
        let bytes = Array(written(body).utf8)
        var index = 0
        while index + 1 < bytes.count {
            guard bytes[index] == UInt8(ascii: "%"), bytes[index + 1] == UInt8(ascii: "{") else {
                index += 1
                continue
            }
            let start = index + 2
            guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "}")) else { return }
            let parts = bytes[start..<end].split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            let part = parts.count > 1 ? parts[1] : parts.first ?? []
            let isPattern = parts.count == 1 && part.allSatisfy { !(0x61...0x7A).contains($0) }
            let name = part.drop { "{+?&*".utf8.contains($0) }.prefix {
                $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "/")
            }
            if !name.isEmpty, !isPattern {
                let place = body.lowerBound + name.startIndex
                columns.append(
                    ESQLColumn(name: String(decoding: name, as: UTF8.self), range: place..<(place + name.count)))
            }
            index = end + 1
        }
    }

    private func add(_ range: Range<Int>, _ columns: inout [ESQLColumn]) {
        let name = text(range)
        guard !name.isEmpty else { return }
        var start = range.lowerBound
        let first = name.utf8.first
        let bytes = Array(written(range).utf8)
        if let offset = bytes.firstIndex(where: { $0 == first }) { start += offset }
        let plain = name.filter { $0 != "`" }
        columns.append(ESQLColumn(name: plain, range: start..<(start + name.utf8.count)))
    }
}
