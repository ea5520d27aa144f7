/// The paths that a program asks for, by their segments: what an event's keys are looked up in.
///
/// Node n < number of scopes is the root of scope n. Each node has a hash table of its children; the seed differs
/// from run to run, so that no choice of names can make the tables slow.
struct FieldTrie: Sendable {
    struct Node {
        /// The first entry of the table of children, and its size less one; a size of 0 means no children.
        var table: UInt32 = 0
        var size: UInt32 = 0
        /// The slots of the path, or -1.
        var values: Int32 = -1
        var objects: Int32 = -1
        var leaves: Int32 = -1
        /// Which bytes the children's names begin with.
        var firstBytes = (UInt64(0), UInt64(0), UInt64(0), UInt64(0))
    }

    struct Entry {
        var hash: UInt32 = 0
        /// Of the child; -1 in a free entry.
        var node: Int32 = -1
        var nameStart: UInt32 = 0
        var nameCount: UInt32 = 0
    }

    private(set) var nodes: [Node] = []
    private(set) var entries: [Entry] = []
    private(set) var names: [UInt8] = []
    let seed: UInt64

    init() { seed = 0 }

    init(slots: [SlotEntry], scopes: [ScopeEntry], strings: StringPool) {
        seed = .random(in: .min ... .max)
        nodes = [Node](repeating: Node(), count: scopes.count)
        var children = [[(name: Range<Int>, node: Int)]](repeating: [], count: scopes.count)
        var known: [Step: Int] = [:]
        for (index, slot) in slots.enumerated() where slot.kind != .matching {
            var node = Int(slot.scope)
            let path = strings.range(slot.path)
            // The empty path is the scope's root itself.
            if !path.isEmpty {
                for segment in Self.segments(path, strings.bytes) {
                    let step = Step(node: node, name: Array(strings.bytes[segment]))
                    if let next = known[step] {
                        node = next
                        continue
                    }
                    nodes.append(Node())
                    children.append([])
                    children[node].append((segment, nodes.count - 1))
                    known[step] = nodes.count - 1
                    node = nodes.count - 1
                }
            }
            let number = Int32(truncatingIfNeeded: index)
            switch slot.kind {
            case .values: nodes[node].values = number
            case .objects: nodes[node].objects = number
            case .leaves: nodes[node].leaves = number
            case .matching: break
            }
        }
        for (node, list) in children.enumerated() where !list.isEmpty { addTable(node, list, strings.bytes) }
        // A look-up reads up to eight bytes after a name.
        names.append(contentsOf: repeatElement(0, count: 8))
    }

    private struct Step: Hashable {
        var node: Int
        var name: [UInt8]
    }

    private static func segments(_ path: Range<Int>, _ bytes: [UInt8]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = path.lowerBound
        for index in path where bytes[index] == UInt8(ascii: ".") {
            result.append(start..<index)
            start = index + 1
        }
        result.append(start..<path.upperBound)
        return result
    }

    private mutating func addTable(_ node: Int, _ children: [(name: Range<Int>, node: Int)], _ bytes: [UInt8]) {
        var size = 2
        while size < children.count * 2 { size *= 2 }
        let start = entries.count
        entries.append(contentsOf: repeatElement(Entry(), count: size))
        nodes[node].table = UInt32(truncatingIfNeeded: start)
        nodes[node].size = UInt32(truncatingIfNeeded: size)
        for child in children {
            let name = bytes[child.name]
            let padded = Array(name) + [UInt8](repeating: 0, count: 8)
            let hash = padded.withUnsafeBufferPointer { buffer in
                buffer.baseAddress.map { Self.hash($0, name.count, seed: seed) } ?? 0
            }
            var place = Int(hash) & (size - 1)
            while entries[start + place].node >= 0 { place = (place + 1) & (size - 1) }
            entries[start + place] = Entry(
                hash: hash, node: Int32(truncatingIfNeeded: child.node),
                nameStart: UInt32(truncatingIfNeeded: names.count), nameCount: UInt32(truncatingIfNeeded: name.count))
            names.append(contentsOf: name)
            if let first = name.first { Self.mark(first, &nodes[node].firstBytes) }
        }
    }

    private static func mark(_ byte: UInt8, _ set: inout (UInt64, UInt64, UInt64, UInt64)) {
        let bit = UInt64(1) << UInt64(byte & 63)
        switch byte >> 6 {
        case 0: set.0 |= bit
        case 1: set.1 |= bit
        case 2: set.2 |= bit
        default: set.3 |= bit
        }
    }

    /// Mixes eight bytes at a time.
    @inline(__always)
    static func hash(_ name: UnsafePointer<UInt8>, _ count: Int, seed: UInt64) -> UInt32 {
        var hash = seed ^ UInt64(truncatingIfNeeded: count)
        var index = 0
        while index < count {
            var word = UnsafeRawPointer(name + index).loadUnaligned(as: UInt64.self)
            if count - index < 8 { word &= (1 << UInt64((count - index) * 8)) - 1 }
            let product = (hash ^ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
            hash = product.high ^ product.low
            index += 8
        }
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }
}

/// A trie laid out for look-ups: the same nodes and entries after plain pointers, one matcher's own.
///
/// Invariants: node numbers come from the trie itself; a table has a free entry, so that probing ends.
struct FieldTable: ~Copyable {
    let nodes: UnsafeMutablePointer<FieldTrie.Node>
    /// Four words for each node: which bytes its children's names begin with.
    private let firstBytes: UnsafeMutablePointer<UInt64>
    private let entries: UnsafeMutablePointer<FieldTrie.Entry>
    private let names: UnsafeMutablePointer<UInt8>
    private let seed: UInt64

    init(_ trie: FieldTrie) {
        seed = trie.seed
        nodes = trie.nodes.copiedOut()
        entries = trie.entries.copiedOut()
        names = trie.names.copiedOut()
        firstBytes = trie.nodes
            .flatMap { [$0.firstBytes.0, $0.firstBytes.1, $0.firstBytes.2, $0.firstBytes.3] }.copiedOut()
    }

    deinit {
        nodes.deallocate()
        entries.deallocate()
        names.deallocate()
        firstBytes.deallocate()
    }

    /// Whether a child's name begins with the byte.
    @inline(__always)
    func hasChild(_ node: Int, startingWith byte: UInt8) -> Bool {
        firstBytes[4 * node + Int(byte >> 6)] >> UInt64(byte & 63) & 1 == 1
    }

    /// The child of that name, or -1. Eight bytes after the name can be read.
    @inline(__always)
    func child(of node: Int, _ name: UnsafePointer<UInt8>, _ count: Int) -> Int {
        let size = Int(nodes[node].size)
        guard size > 0 else { return -1 }
        let table = entries + Int(nodes[node].table)
        let hash = FieldTrie.hash(name, count, seed: seed)
        var place = Int(hash) & (size - 1)
        while true {
            let entry = table[place]
            if entry.node < 0 { return -1 }
            if entry.hash == hash, entry.nameCount == count, isEqual(names + Int(entry.nameStart), name, count) {
                return Int(entry.node)
            }
            place = (place + 1) & (size - 1)
        }
    }

    @inline(__always)
    private func isEqual(_ known: UnsafePointer<UInt8>, _ name: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        for index in 0..<count where known[index] != name[index] { return false }
        return true
    }
}

extension Array where Element: BitwiseCopyable {
    /// The elements in memory of their own, which whoever takes it has to free.
    func copiedOut() -> UnsafeMutablePointer<Element> {
        let pointer = UnsafeMutablePointer<Element>.allocate(capacity: Swift.max(1, count))
        for (index, item) in enumerated() { (pointer + index).initialize(to: item) }
        return pointer
    }
}
