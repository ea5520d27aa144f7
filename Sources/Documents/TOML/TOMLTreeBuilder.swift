import Diagnostics
import SourceText

/// Makes the tree of values from the items and finds what is defined twice.
///
/// Tables live in an arena. Members of small tables are looked for one by one; for the others one dictionary leads from
/// (table, key) to the member, so that the cost is linear in the file. What is defined again is kept beside the first definition: a fault never loses a key.
struct TOMLTreeBuilder {
    var faults: TOMLFindings
    var tables: [TableState] = []
    /// The elements of each array of tables.
    var arrays: [[Int]] = []
    private var index: [Slot: Int] = [:]
    /// Tables from the root to the one that the current header opened.
    private var path: [Int] = [0]
    /// End of the last statement.
    private var lastEnd = 0

    init(faults: TOMLFindings) { self.faults = faults }

    /// A table while it grows.
    struct TableState {
        var origin: Origin
        /// The table that holds it, and the key there; for messages.
        var parent: Int
        var key: TOMLKeyPart?
        var members: [Member] = []
        var range: ByteRange
        /// Statements of other tables follow: the range grows no more.
        var isClosed = false
    }

    /// What made a table, and so what may still be added to it.
    enum Origin {
        case root
        case header
        case arrayElement
        /// A part before the last of a header: may get a header of its own.
        case implicit
        /// A part before the last of a dotted key: headers may only go through it.
        case dotted
        /// Closed for good when its braces are.
        case inline
    }

    struct Member {
        var key: TOMLKeyPart
        var value: Value
        var range: ByteRange
        /// Look-ups find another member of the same key.
        var isShadowed = false

        enum Value {
            /// A finished value: nothing can be added to it.
            case node(Node)
            case table(Int)
            case tables(Int)
        }
    }

    /// Members up to which a table is searched without the dictionary.
    private static let smallTable = 32

    /// Where a key of a large table is looked up.
    private struct Slot: Hashable {
        var table: Int
        var key: [UInt8]
    }

    mutating func build(_ syntax: TOMLText) -> Node {
        tables = [TableState(origin: .root, parent: 0, key: nil, range: ByteRange(0, syntax.bytes.count))]
        for item in syntax.items {
            switch item.content {
            case .header(let header):
                open(header)
                lastEnd = header.range.end
            case .keyValue(let statement):
                add(statement, to: path[path.count - 1])
                lastEnd = statement.value.range.end
            case .brokenHeader:
                // A table that hangs nowhere: its keys disturb nobody.
                enter([0, makeTable(.header, in: 0, key: nil, range: ByteRange(at: lastEnd))])
            case .blank, .comment, .broken: break
            }
        }
        enter([0])
        return node(ofTable: 0)
    }

    // MARK: headers

    private mutating func open(_ header: TOMLHeader) {
        var table = 0
        var newPath = [0]
        for part in header.key.dropLast() {
            let range = ByteRange(part.range.start, header.range.end)
            table = step(through: part, of: table, origin: .implicit, range)
            newPath.append(table)
        }
        let part = header.key[header.key.count - 1]
        let opened = header.isArray ? element(part, of: table, header.range) : define(part, of: table, header.range)
        newPath.append(opened)
        enter(newPath)
    }

    /// Makes `newPath` the current one; tables that it leaves are complete.
    private mutating func enter(_ newPath: [Int]) {
        var common = 0
        while common < path.count, common < newPath.count, path[common] == newPath[common] { common += 1 }
        for table in path[common...] where table != 0 && !tables[table].isClosed {
            tables[table].isClosed = true
            tables[table].range = ByteRange(tables[table].range.start, max(lastEnd, tables[table].range.end))
        }
        path = newPath
    }

    /// The table of `[… part]`.
    private mutating func define(_ part: TOMLKeyPart, of table: Int, _ range: ByteRange) -> Int {
        guard let position = find(part, in: table) else { return addTable(.header, part, to: table, range) }
        if case .table(let existing) = tables[table].members[position].value {
            if tables[existing].origin == .implicit {
                tables[existing].origin = .header
                tables[existing].key = part
                tables[existing].range = range
                tables[existing].isClosed = false
                tables[table].members[position].key = part
                return existing
            }
            let isSame = tables[existing].origin == .header
            let name = "[\(name(of: table, part))]"
            reportAgain(
                isSame ? "table `\(name)` is defined twice" : "`\(name)` is defined already by a dotted key",
                part, tables[table].members[position], isSame ? "defined again here" : "defined again as a table here")
            // Of two headers the first stays the one that later headers mean.
            return addTable(.header, part, to: table, range, replacing: false)
        }
        reportShape(part, of: table, position, "a table")
        let isArray = isTables(tables[table].members[position].value)
        return addTable(.header, part, to: table, range, replacing: !isArray)
    }

    /// A new element of `[[… part]]`.
    private mutating func element(_ part: TOMLKeyPart, of table: Int, _ range: ByteRange) -> Int {
        if let position = find(part, in: table) {
            if case .tables(let array) = tables[table].members[position].value {
                let element = makeTable(.arrayElement, in: table, key: part, range: range)
                arrays[array].append(element)
                return element
            }
            reportShape(part, of: table, position, "an array of tables")
        }
        let element = makeTable(.arrayElement, in: table, key: part, range: range)
        arrays.append([element])
        addMember(Member(key: part, value: .tables(arrays.count - 1), range: range), to: table)
        return element
    }

    /// The table below `part`, made if it is not there: the way of headers (`origin` implicit) and dotted keys.
    private mutating func step(
        through part: TOMLKeyPart, of table: Int, origin: Origin, _ range: ByteRange
    ) -> Int {
        guard let position = find(part, in: table) else { return addTable(origin, part, to: table, range) }
        let member = tables[table].members[position]
        switch member.value {
        case .table(let existing):
            let made = tables[existing].origin
            if origin == .implicit || made == .dotted { return existing }
            if made == .implicit {
                tables[existing].origin = .dotted
                return existing
            }
            reportAgain(
                "table `[\(name(of: table, part))]` has a header of its own, so a dotted key cannot add to it", part,
                member, "added to here")
        case .tables(let array):
            if origin == .implicit, let last = arrays[array].last { return last }
            reportAgain(
                "`[[\(name(of: table, part))]]` is an array of tables, so a dotted key cannot add to it", part, member,
                "added to here")
        case .node(let node):
            guard !node.isInvalid else { break }
            let kind = node.table == nil ? TOMLWording.article(node.kindName) : "an inline table, which is closed"
            reportAgain(
                "key \(TOMLWording.quoted(part.bytes[...])) is \(kind): nothing can be put below it", part, member,
                "used as a table here")
        }
        return addTable(origin, part, to: table, range)
    }

    // MARK: keys

    /// Adds `a.b = value` below a table.
    mutating func add(_ statement: TOMLKeyValue, to table: Int) {
        var table = table
        let end = statement.value.range.end
        for (part, next) in zip(statement.key, statement.key.dropFirst()) {
            table = step(through: part, of: table, origin: .dotted, ByteRange(next.range.start, end))
        }
        let part = statement.key[statement.key.count - 1]
        let first = find(part, in: table)
        if let first {
            reportAgain(
                "key \(TOMLWording.quoted(part.bytes[...])) is defined twice \(place(table))", part,
                tables[table].members[first],
                "defined again here")
        }
        let node = node(of: statement.value)
        let member = Member(key: part, value: .node(node), range: ByteRange(part.range.start, max(end, part.range.end)))
        addMember(member, to: table, replacing: first == nil)
    }

    /// The node of a value; inline tables are built with the same rules as the others.
    private mutating func node(of value: TOMLValue) -> Node {
        switch value.content {
        case .scalar(let scalar): return Node(scalar, value.range)
        case .array(let elements):
            var nodes: [Node] = []
            nodes.reserveCapacity(elements.count)
            for element in elements { nodes.append(node(of: element)) }
            return Node(.array(nodes), value.range)
        case .inlineTable(let entries):
            let table = makeTable(.inline, in: 0, key: nil, range: value.range)
            for entry in entries { add(entry, to: table) }
            let node = node(ofTable: table)
            tables[table].members = []
            return node
        }
    }

    // MARK: the arena

    private func find(_ part: TOMLKeyPart, in table: Int) -> Int? {
        guard tables[table].members.count <= Self.smallTable else { return index[Slot(table: table, key: part.bytes)] }
        for index in tables[table].members.indices
        where !tables[table].members[index].isShadowed && tables[table].members[index].key.bytes == part.bytes {
            return index
        }
        return nil
    }

    private mutating func makeTable(_ origin: Origin, in parent: Int, key: TOMLKeyPart?, range: ByteRange) -> Int {
        // What is made within one statement does not grow with the statements after it.
        let isClosed = origin == .dotted || origin == .inline
        tables.append(TableState(origin: origin, parent: parent, key: key, range: range, isClosed: isClosed))
        return tables.count - 1
    }

    private mutating func addTable(
        _ origin: Origin, _ part: TOMLKeyPart, to table: Int, _ range: ByteRange, replacing: Bool = true
    ) -> Int {
        let made = makeTable(origin, in: table, key: part, range: range)
        addMember(Member(key: part, value: .table(made), range: range), to: table, replacing: replacing)
        return made
    }

    /// Adds a member; `replacing`: later look-ups find this one and not an earlier one of the same key.
    private mutating func addMember(_ member: Member, to table: Int, replacing: Bool = true) {
        let first = find(member.key, in: table)
        let position = tables[table].members.count
        tables[table].members.append(member)
        if let first { tables[table].members[replacing ? first : position].isShadowed = true }
        guard position >= Self.smallTable else { return }
        let isFull = position == Self.smallTable
        for place in isFull ? 0..<(position + 1) : position..<(position + 1) {
            let member = tables[table].members[place]
            if !member.isShadowed { index[Slot(table: table, key: member.key.bytes)] = place }
        }
    }

    private func isTables(_ value: Member.Value) -> Bool {
        if case .tables = value { true } else { false }
    }
}
