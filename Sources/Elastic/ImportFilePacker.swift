import Rules
import SourceText

/// Puts rules and what belongs to them into as few import files as limits allow, in the order of the rules.
struct ImportFilePacker {
    /// A file that is being filled.
    private struct Open {
        var rules: [[UInt8]] = []
        /// Places in `objects`.
        var objects: Set<Int> = []
        var counts = KibanaImportFile.Counts()
        var bytes = 0
    }

    private let objects: [KibanaImportFile.Object]
    private let lines: [[UInt8]]
    private let limits: KibanaImportFile.Limits
    /// More than any line of counts has.
    private static let trailerRoom = 1024
    /// The places of what belongs together, by the name that rules have for it.
    private var groups: [String: [Int]] = [:]
    private var isPlaced: Set<Int> = []
    private var open = Open()
    private var closed: [KibanaImportFile.File] = []

    /// Objects that are repeated go in once: files that were exported one by one repeat what their rules share.
    init(_ all: [KibanaImportFile.Object], _ limits: KibanaImportFile.Limits) {
        self.limits = limits
        var seen: Set<[UInt8]> = []
        var objects: [KibanaImportFile.Object] = []
        var lines: [[UInt8]] = []
        for object in KibanaImportFile.unique(all) where object.owner != nil {
            let line = Array(object.value.text.utf8)
            if seen.insert(line).inserted {
                objects.append(object)
                lines.append(line)
            }
        }
        self.objects = objects
        self.lines = lines
        for (index, object) in objects.enumerated() { groups[object.owner ?? "", default: []].append(index) }
    }

    mutating func add(_ rule: KibanaImportFile.RuleLine) {
        add(rule.bytes, Set(rule.owners.flatMap { groups[$0] ?? [] }))
    }

    /// What no rule has asked for.
    mutating func addOthers() {
        for index in objects.indices where !isPlaced.contains(index) {
            add(nil, Set(groups[objects[index].owner ?? ""] ?? [index]))
        }
    }

    /// All files, the one that is being filled with them.
    var files: [KibanaImportFile.File] {
        closed.isEmpty || open.counts.all > 0 ? closed + [closedFile] : closed
    }

    private mutating func add(_ rule: [UInt8]?, _ needed: Set<Int>) {
        if open.counts.all > 0, !fits(adding(rule, needed, to: open)) {
            closed.append(closedFile)
            open = Open()
        }
        open = adding(rule, needed, to: open)
        if let rule { open.rules.append(rule) }
        isPlaced.formUnion(needed)
    }

    /// The sizes of a file with a rule more; the rule's own line is not put in.
    private func adding(_ rule: [UInt8]?, _ needed: Set<Int>, to file: Open) -> Open {
        var file = file
        if let rule {
            file.counts.rules += 1
            file.bytes += rule.count + 1
        }
        for index in needed where file.objects.insert(index).inserted {
            file.counts.add(objects[index].kind)
            file.bytes += lines[index].count + 1
        }
        return file
    }

    private func fits(_ file: Open) -> Bool {
        file.counts.rules <= limits.objects && file.counts.exceptions <= limits.objects
            && file.bytes <= limits.bytes &- Self.trailerRoom
    }

    private var closedFile: KibanaImportFile.File {
        var bytes: [UInt8] = []
        func append(_ line: [UInt8]) {
            bytes += line
            bytes.append(UInt8(ascii: "\n"))
        }
        open.rules.forEach(append)
        let places = open.objects.sorted()
        for isConnector in [false, true] {
            for place in places where (objects[place].kind == .connector) == isConnector { append(lines[place]) }
        }
        append(Array(KibanaImportFile.trailer(open.counts).text.utf8))
        return KibanaImportFile.File(
            bytes: bytes, ruleCount: open.counts.rules, objectCount: open.objects.count, isOverLimit: !fits(open))
    }
}
