import Diagnostics
import Documents
import SourceText

extension FieldSource {
    /// Why a file of field definitions cannot be used, at its place in the file.
    static func error(_ message: String, at range: ByteRange) -> Diagnostic {
        Diagnostic("field-source", category: "schema", .error, message, at: Label(Location(.unplaced, range)))
            .effect(.textBroken)
    }
}

/// Gathers the fields of one source, whatever form they come in.
struct FieldCollector {
    /// Names of one source. Elasticsearch allows an index 1,000 unless it is reported otherwise; more come from events whose
    /// keys are data.
    static let mostFields = 100_000
    /// Bytes of a name.
    static let longestName = 2_048

    /// Of each field its definition; `line` is still the offset of the byte that defines it.
    private(set) var fields: [String: CustomFields.Field] = [:]
    /// What a user should know: what was omitted, and where the source contradicts itself.
    private(set) var notes: [String] = []
    private var unfit = 0
    private var told: Set<String> = []

    /// Takes a definition. A name that is there already with another type keeps both.
    mutating func add(_ field: CustomFields.Field, at range: ByteRange) throws(Diagnostic) {
        guard CustomFields.isName(field.name), field.name.utf8.count <= Self.longestName else {
            unfit += 1
            return
        }
        guard var known = fields[field.name] else {
            guard fields.count < Self.mostFields else {
                throw FieldSource.error(
                    "more than \(Self.mostFields.grouped) fields (are values used as names?)", at: range)
            }
            var field = field
            field.line = range.start
            fields[field.name] = field
            return
        }
        let types = Set(known.types).union(field.types)
        if types.count > known.types.count || field.aliasTarget != known.aliasTarget, told.insert(field.name).inserted {
            notes.append("`\(field.name)` is \(Self.words(known)) in one place and \(Self.words(field)) in another")
        }
        known.types = types.sorted()
        known.isMultiField = known.isMultiField && field.isMultiField
        known.isRuntime = known.isRuntime && field.isRuntime
        known.isArray = known.isArray && field.isArray
        if field.aliasTarget == nil { known.aliasTarget = nil }
        if known.types.count > 1 { known.types.removeAll { $0 == "alias" } }
        fields[field.name] = known
    }

    /// Takes a plain definition.
    mutating func add(_ name: String, _ type: String, at range: ByteRange) throws(Diagnostic) {
        try add(CustomFields.Field(name: name, types: [type]), at: range)
    }

    /// Notes something, once.
    mutating func note(_ text: String) {
        if told.insert(text).inserted { notes.append(text) }
    }

    /// All notes, with the count of names that no table can hold.
    var allNotes: [String] {
        unfit == 0
            ? notes
            : notes + ["\(unfit.grouped) names contain spaces or control characters, or are too long, and are omitted"]
    }

    private static func words(_ field: CustomFields.Field) -> String {
        field.aliasTarget.map { "an alias of `\($0)`" } ?? field.types.map { "`\($0)`" }.joined(separator: " and ")
    }
}

extension Node {
    /// The texts of a list of texts, or of one text.
    var texts: [String] { string.map { [$0] } ?? (array ?? []).compactMap(\.string) }
}
