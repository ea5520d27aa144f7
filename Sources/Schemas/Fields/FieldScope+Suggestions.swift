import SourceText
import Values

extension FieldScope {
    /// Known names near a wrong one, best first (`src_ip` → `source.ip`, transpositions, same last segment).
    ///
    /// Only the nearest are given: a single name is a clear winner. Cost: one pass over the names in scope, a few where
    /// no name is near.
    package func suggestions(for field: String, limit: Int = 5) -> [String] {
        if let alias = FieldAlias.name(for: CaseFolding.lowered(field)), limit > 0, !types(of: alias).isEmpty {
            return [alias]
        }
        let near = choice.near.answer(Array(field.utf8)) {
            NearestFields.names(for: field, limit: Self.mostSuggestions) { look in
                for level in tables.levels { look(level.file) { level.contains($0) } }
            }
        }
        return Array(near.prefix(limit))
    }

    /// Kept of a search, whatever is asked for: nobody reads more.
    private static let mostSuggestions = 10
}

extension FieldCatalog {
    /// Names of any table near one that none has, best first.
    package func suggestions(for field: String, limit: Int = 5) -> [String] {
        if let alias = FieldAlias.name(for: CaseFolding.lowered(field)), limit > 0 { return [alias] }
        return NearestFields.names(for: field, limit: limit) { look in
            for file in files { look(file) { _ in true } }
        }
    }

    /// Names of any table one edit away from one that none has. Of the built-in tables each answer is kept: the rules of a
    /// set use the same names of their own over and over.
    package func typoCorrections(of field: String) -> [String] {
        guard custom.isEmpty else { return searchedCorrections(of: field) }
        return Self.corrections.answer(Array(field.utf8)) { searchedCorrections(of: field) }
    }

    private static let corrections = Memo<[UInt8], [String]>(most: 4_096)

    private func searchedCorrections(of field: String) -> [String] {
        NearestFields.corrections(of: field, limit: 5) { look in
            for file in files { look(file) { _ in true } }
        }
    }

    /// Whether a suggested name is a correction of the wrong one: at most two edits away, and of the same package. That
    /// is what the first part of a name says; one that no table has may be a typo itself.
    package func isCorrection(_ name: String, of wrong: String) -> Bool {
        let (a, b) = (CaseFolding.lowered(wrong), CaseFolding.lowered(name))
        let distance = NearestName.distance(a, b, bound: 2)
        guard distance <= 2, distance <= max(1, a.count / 4) else { return false }
        let root = wrong.prefix { $0 != "." }
        if name.prefix(while: { $0 != "." }) == root { return true }
        return !files.contains { file in
            file.line(named: Array(root.utf8)) != nil
                || file.lines(withPrefix: Array("\(root).".utf8)).contains { _ in true }
        }
    }

    /// Whether any table has the name, or an object above it that accepts any name.
    package func knows(_ field: String) -> Bool {
        let name = Array(field.utf8)
        return files.contains { $0.line(named: name) != nil } || openAncestor(of: field) != nil
    }

    /// The nearest object above a name below which some table accepts any name; nil where none does.
    package func openAncestor(of field: String) -> String? {
        var rest = field[...]
        while let dot = rest.lastIndex(of: ".") {
            rest = rest[..<dot]
            let name = Array(rest.utf8)
            let isOpen = files.contains { file in
                file.lines(withPrefix: name + Array(".*".utf8)).contains { line in
                    WildcardMatcher.matches(Array(field.utf8), pattern: file.bytes(file.column(0, of: line)))
                } || file.hasFlattened(name)
            }
            if isOpen { return String(rest) }
        }
        return nil
    }
}

extension SortedTable {
    /// Whether a field table has the name as a flattened field.
    fileprivate func hasFlattened(_ name: [UInt8]) -> Bool {
        guard let line = line(named: name) else { return false }
        return pieces(line.range, separator: UInt8(ascii: "\t")).contains { FieldTypeWord($0).name == "flattened" }
    }
}

/// A search for the names nearest to a wrong one, over several tables.
struct NearestFields {
    /// Names longer than this are not compared.
    private static let longestName = 120

    private let probe: NameProbe?
    /// The rank of the nearest name so far.
    private var best: Int
    private var found: [(rank: Int, name: [UInt8])] = []

    /// Hands each table to its argument, with the lines that count.
    typealias Tables = ((SortedTable, (TableLine) -> Bool) -> Void) -> Void

    /// `wanted` in lower case.
    private init(_ wanted: [UInt8]) {
        probe = wanted.isEmpty || wanted.count > Self.longestName ? nil : NameProbe(wanted)
        best = (probe?.worst ?? 0) + 1
    }

    /// The parts of a name that may be an object whose name is wrong.
    private static let mostParts = 4

    /// The names near a wrong one; where none is, those of open objects near what is above it, with the rest of the
    /// name (`labls.env` → `labels.env`).
    static func names(for field: String, limit: Int, _ tables: Tables) -> [String] {
        var search = NearestFields(CaseFolding.lowered(field))
        tables { file, isIncluded in search.look(in: file, isIncluded) }
        let near = search.names(limit: limit)
        return near.isEmpty ? belowObjects(field, limit, tables) : near
    }

    /// The same of names and objects at most one edit away.
    static func corrections(of field: String, limit: Int, _ tables: Tables) -> [String] {
        let near = oneEdit(from: field, limit, tables)
        return near.isEmpty ? belowObjects(field, limit, tables) : near
    }

    private static func belowObjects(_ field: String, _ limit: Int, _ tables: Tables) -> [String] {
        var objects: [[UInt8]] = []
        tables { file, isIncluded in
            for line in OpenObject.lines(of: file) where isIncluded(line) {
                objects.append(file.bytes(OpenObject.name(of: line, in: file)))
            }
        }
        var rest = field[...]
        for _ in 0..<mostParts {
            guard let dot = rest.lastIndex(of: ".") else { break }
            rest = rest[..<dot]
            var search = NearestFields(CaseFolding.lowered(String(rest)))
            for object in objects { search.take(object, atMost: 1) }
            let near = search.names(limit: limit)
            if !near.isEmpty { return near.map { $0 + field[rest.endIndex...] } }
        }
        return []
    }

    private static func oneEdit(from name: String, _ limit: Int, _ tables: Tables) -> [String] {
        let wanted = CaseFolding.lowered(name)
        var search = NearestFields(wanted)
        guard search.probe != nil else { return [] }
        tables { file, isIncluded in
            for line in OneEditSearch.lines(of: file, near: wanted) where isIncluded(line) {
                search.take(file.bytes(file.column(0, of: line)), atMost: 1)
            }
        }
        return search.names(limit: limit)
    }

    /// Takes a name that is near enough.
    private mutating func take(_ name: [UInt8], atMost edits: Int) {
        guard let rank = probe?.rank(of: name, atMost: edits) else { return }
        best = min(best, rank)
        found.append((rank, name))
    }

    /// Looks at every name of a table that `isIncluded`; asked only for names that are near enough.
    private mutating func look(in file: SortedTable, _ isIncluded: (TableLine) -> Bool) {
        guard let probe else { return }
        for line in file.lines() {
            let range = file.column(0, of: line)
            guard range.count <= Self.longestName, probe.mayBeNear(range, in: file, atMost: best + 1) else { continue }
            let name = file.bytes(range)
            // A name with a star represents others.
            if name.contains(UInt8(ascii: "*")) { continue }
            guard let rank = probe.rank(of: name, atMost: best + 1), isIncluded(line) else { continue }
            best = min(best, rank)
            found.append((rank, name))
        }
    }

    /// The nearest names, best first, each once.
    func names(limit: Int) -> [String] {
        // A near miss by one letter says more than names that are two letters away.
        let cut = best <= 1 ? best : best + 1
        let near = found.filter { $0.rank <= cut }.sorted { a, b in
            a.rank != b.rank ? a.rank < b.rank : a.name.lexicographicallyPrecedes(b.name)
        }
        var names: [String] = []
        for (_, name) in near where names.count < limit {
            let text = String(decoding: name, as: UTF8.self)
            if !names.contains(text) { names.append(text) }
        }
        return names
    }
}

/// A wrong name that others are measured against.
struct NameProbe {
    private let wanted: [UInt8]
    private let lastPart: [UInt8]
    private let letters: UInt64
    /// Distances of whole names up to here count: `max(1, length / 3)`, and never more than a few typos.
    private let bound: Int
    /// Ranks are never above this.
    let worst: Int

    /// `wanted` in lower case.
    init(_ wanted: [UInt8]) {
        self.wanted = wanted
        lastPart = Self.lastPart(wanted)
        letters = Self.letters(wanted)
        bound = max(1, min(Self.mostSlips, wanted.count / 3))
        worst = bound + 1 + Self.farthestPath
    }

    /// More typos than this in one name are not typos.
    private static let mostSlips = 5
    /// Parts that two paths with the same last part may differ in number, at most.
    private static let farthestPath = 8
    /// A last part must have so many letters to say anything.
    private static let shortestPart = 4

    /// A cheap look at a name in a table: false only where `rank` would be nil.
    func mayBeNear(_ name: Range<Int>, in file: SortedTable, atMost limit: Int) -> Bool {
        let most = min(bound, limit)
        if abs(name.count - wanted.count) <= most {
            var theirs: UInt64 = 0
            for offset in name { theirs |= Self.bit(CaseFolding.lowered(file[offset])) }
            if (theirs ^ letters).nonzeroBitCount <= 2 * most { return true }
        }
        return limit > bound && lastPart.count >= Self.shortestPart && name.count > lastPart.count
            && file[name.upperBound - lastPart.count - 1] == UInt8(ascii: ".")
            && CaseFolding.lowered(file[name.upperBound - lastPart.count]) == lastPart[0]
    }

    /// How far a name is: the distance of the whole names, or, with the same last part, after all of those by how many
    /// parts the paths differ in length. nil: further than `limit`, or not near at all.
    func rank(of name: [UInt8], atMost limit: Int) -> Int? {
        let name = CaseFolding.lowered(name)
        let most = min(bound, limit)
        if abs(name.count - wanted.count) <= most {
            let distance = NearestName.distance(wanted, name, bound: most)
            if distance <= most { return distance }
        }
        guard limit > bound, lastPart.count >= Self.shortestPart, name.count > lastPart.count,
            name.suffix(lastPart.count).elementsEqual(lastPart),
            name[name.count - lastPart.count - 1] == UInt8(ascii: ".")
        else { return nil }
        let difference = abs(name.count { $0 == UInt8(ascii: ".") } - wanted.count { $0 == UInt8(ascii: ".") })
        let rank = bound + 1 + min(difference, Self.farthestPath)
        return rank <= limit ? rank : nil
    }

    private static func lastPart(_ name: [UInt8]) -> [UInt8] {
        let dot = name.lastIndex(of: UInt8(ascii: "."))
        return Array(name[(dot.map { $0 + 1 } ?? 0)...])
    }

    /// The set of the bytes of a name: every one that only one of two names has costs at least half an edit.
    private static func letters(_ name: [UInt8]) -> UInt64 { name.reduce(0) { $0 | bit($1) } }

    private static func bit(_ byte: UInt8) -> UInt64 { 1 << UInt64(byte & 63) }
}

/// Names that other tools and habits give to ECS fields.
enum FieldAlias {
    /// The ECS name that a common other name means; `name` in lower case.
    static func name(for name: [UInt8]) -> String? { names[String(decoding: name, as: UTF8.self)] }

    private static let names: [String: String] = [
        "client_ip": "client.ip", "clientip": "client.ip", "command_line": "process.command_line",
        "commandline": "process.command_line", "computer_name": "host.name", "computername": "host.name",
        "dest_ip": "destination.ip", "dest_port": "destination.port", "destination_ip": "destination.ip",
        "destination_port": "destination.port", "destinationip": "destination.ip",
        "destinationport": "destination.port", "dns.query": "dns.question.name", "dst_ip": "destination.ip",
        "dst_port": "destination.port", "dstip": "destination.ip", "dstport": "destination.port",
        "event_id": "event.code", "eventid": "event.code", "file_name": "file.name", "file_path": "file.path",
        "filename": "file.name", "filepath": "file.path", "host_name": "host.name", "hostname": "host.name",
        "http_method": "http.request.method", "http_status": "http.response.status_code",
        "image": "process.executable", "md5": "file.hash.md5", "parent_command_line": "process.parent.command_line",
        "parent_process_name": "process.parent.name", "parentcommandline": "process.parent.command_line",
        "parentimage": "process.parent.executable", "parentprocessname": "process.parent.name",
        "pid": "process.pid", "ppid": "process.parent.pid", "process_id": "process.pid",
        "process_name": "process.name", "processid": "process.pid", "processname": "process.name",
        "queryname": "dns.question.name", "sha1": "file.hash.sha1", "sha256": "file.hash.sha256",
        "source_ip": "source.ip", "source_port": "source.port", "sourceip": "source.ip",
        "sourceport": "source.port", "src_ip": "source.ip", "src_port": "source.port", "srcip": "source.ip",
        "srcport": "source.port", "status_code": "http.response.status_code", "targetfilename": "file.path",
        "timestamp": "@timestamp", "user_agent": "user_agent.original", "user_name": "user.name",
        "useragent": "user_agent.original", "username": "user.name",
    ]
}
