import ArgumentParser
import Schemas
import SourceText
import Workspace

/// `tenet attack`.
struct AttackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attack", abstract: "Look up ATT&CK objects, migrate rules, and import tables.",
        subcommands: [Show.self, AttackMigrateCommand.self, Import.self], defaultSubcommand: Show.self)

    /// `tenet attack T1552.001`.
    struct Show: Command {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show tactics and techniques by ID, name or words of the name.",
            discussion: """
                An ID or a whole name shows the object; other words list the objects whose names have all of them.

                Examples:
                  tenet attack T1552.001
                  tenet attack credential dump
                """)

        @Argument(help: "IDs (T1552.001, TA0006), names, or words of names.") var names: [String]
        @OptionGroup var global: GlobalOptions

        /// Objects with their matrices, one for each version of the domain.
        private typealias Found = [(id: String, matrices: [AttackMatrix])]

        func run(in session: inout Session) throws(UsageError) {
            let domains = AttackMatrix.Domain.allCases.map { domain in
                AttackMatrix.Version.allCases.map { AttackMatrix($0, domain) }
            }
            // `tenet attack access token manipulation` is one name.
            let whole = names.joined(separator: " ")
            if names.count > 1, show(objects(whole, domains), in: &session) { return }
            var words: [String] = []
            for name in names where !show(objects(name, domains), in: &session) {
                words += name.split(separator: " ").map(String.init)
            }
            if words.isEmpty { return }
            list(words, domains, in: &session)
        }

        private func objects(_ name: String, _ domains: [[AttackMatrix]]) -> Found {
            let id = name.uppercased()
            var found: [(id: String, matrices: [AttackMatrix])] = []
            for matrices in domains {
                if matrices.contains(where: { $0.object(id) != nil }) {
                    found.append((id, matrices))
                } else {
                    var ids: [String] = []
                    for matrix in matrices {
                        ids += matrix.objects(named: name).map(\.id).filter { !ids.contains($0) }
                    }
                    found += ids.map { ($0, matrices) }
                }
            }
            return found
        }

        /// Shows objects; false where there are none.
        private func show(_ found: Found, in session: inout Session) -> Bool {
            for (id, matrices) in found {
                for line in AttackPage.lines(of: id, in: matrices) { session.output.line(line) }
            }
            return !found.isEmpty
        }

        /// The objects with all of the words in their names: one is shown, several are listed.
        private func list(_ words: [String], _ domains: [[AttackMatrix]], in session: inout Session) {
            var found: [(object: AttackObject, matrix: AttackMatrix, matrices: [AttackMatrix])] = []
            for matrices in domains {
                // The newest version's name counts.
                for matrix in matrices.reversed() {
                    for object in matrix.objects(namedWith: words)
                    where !found.contains(where: { $0.object.id == object.id }) {
                        found.append((object, matrix, matrices))
                    }
                }
            }
            guard let first = found.first else {
                let name = words.joined(separator: " ")
                let near = AttackMatrix(.v19).suggestions(for: name).map { "\($0.id) \($0.name)" }
                return session.error(
                    "no ATT&CK object `\(name)`",
                    help: near.isEmpty ? nil : "did you mean \(near.joined(separator: ", "))?", status: .findings)
            }
            if found.count == 1 { return _ = show([(first.object.id, first.matrices)], in: &session) }
            for (object, matrix, _) in found { session.output.line(AttackPage.line(object, matrix)) }
        }
    }

    /// `tenet attack import FILES -o schemas/`.
    struct Import: Command {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Make the ATT&CK tables of schemas/ from published facts.",
            discussion: """
                Examples:
                  tenet attack import attack-enterprise-19.0.ndjson -o schemas
                  tenet attack import facts -o schemas
                """)

        @Argument(help: "Files, or folders that hold them.", completion: .file()) var paths: [String]
        @Option(name: .shortAndLong, help: "The folder to write into.", completion: .directory) var output: String
        @OptionGroup var global: GlobalOptions

        func run(in session: inout Session) throws(UsageError) {
            SchemaWriting.write(to: output, in: &session) { () throws(SchemaImport.Failure) in
                try SchemaImport.attack(paths)
            }
        }
    }
}

/// What `tenet attack` prints of an object.
enum AttackPage {
    /// One block if all versions agree, else one a version.
    static func lines(of id: String, in matrices: [AttackMatrix]) -> [String] {
        let blocks = matrices.map { matrix in (version: matrix.version.rawValue, lines: facts(id, matrix)) }
        guard let first = blocks.first, let domain = matrices.first?.domain else { return [] }
        func head(_ versions: [String]) -> String {
            "\(id) · ATT&CK \(domain.name) \(versions.joined(separator: ", "))"
        }
        if blocks.allSatisfy({ $0.lines == first.lines }) {
            return [head(blocks.map(\.version))] + first.lines.map { "  " + $0 }
        }
        return blocks.flatMap { block in [head([block.version])] + block.lines.map { "  " + $0 } }
    }

    /// One line on an object of a list.
    static func line(_ object: AttackObject, _ matrix: AttackMatrix) -> String {
        var line = object.id + String(repeating: " ", count: max(1, 11 - object.id.utf8.count)) + object.name
        if let parent = object.parent.flatMap({ matrix.object($0) }) { line += " (\(parent.name))" }
        if object.isRevoked { line += ", revoked" } else if object.isDeprecated { line += ", deprecated" }
        return line + (matrix.domain == .enterprise ? "" : ", \(matrix.domain.name)")
    }

    private static func facts(_ id: String, _ matrix: AttackMatrix) -> [String] {
        guard let object = matrix.object(id) else { return ["not in this version"] }
        var lines = ["name      \(object.name)", "kind      \(object.kind.rawValue)"]
        if let shortname = object.shortname { lines.append("shortname \(shortname)") }
        if let parent = object.parent { lines.append("parent    \(named(parent, matrix))") }
        if !object.tactics.isEmpty {
            lines.append("tactics   \(object.tactics.map { named($0, matrix) }.joined(separator: ", "))")
        }
        lines.append("url       \(object.url)")
        if object.isRevoked {
            let chain = matrix.revocations(of: id).map { named($0.id, matrix) }
            lines.append("revoked   by " + (chain.isEmpty ? "nothing" : chain.joined(separator: ", then ")))
        }
        if object.isDeprecated { lines.append("deprecated without successor") }
        return lines
    }

    private static func named(_ id: String, _ matrix: AttackMatrix) -> String {
        matrix.object(id).map { "\(id) \($0.name)" } ?? id
    }
}

/// Writes the texts that an importer makes.
enum SchemaWriting {
    /// Writes each text into the folder, which is made if it is not there, and says how large it is.
    static func write(
        to folder: String, in session: inout Session,
        _ texts: () throws(SchemaImport.Failure) -> [SchemaImport.Output]
    ) {
        do throws(SchemaImport.Failure) {
            let made = try texts()
            do throws(OutputError) {
                try FolderListing.make(folder)
                for text in made {
                    let path = folder.hasSuffix("/") ? folder + text.file : "\(folder)/\(text.file)"
                    try AtomicFile.write(text.bytes, to: path)
                    session.note("\(path): \(text.bytes.count.grouped) bytes")
                }
            } catch {
                session.error(error)
            }
        } catch {
            switch error {
            case .input(let error): session.error(error)
            case .facts(let message): session.error("cannot import: \(message)")
            }
        }
    }
}
