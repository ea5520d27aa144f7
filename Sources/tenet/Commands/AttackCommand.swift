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
            commandName: "show", abstract: "Show tactics and techniques by id or name.")

        @Argument(help: "Ids (T1552.001, TA0006) or names.") var names: [String]
        @OptionGroup var global: GlobalOptions

        func run(in session: inout Session) throws(UsageError) {
            for name in names { show(name, in: &session) }
        }

        private func show(_ name: String, in session: inout Session) {
            let id = name.uppercased()
            let domains = AttackMatrix.Domain.allCases.map { domain in
                AttackMatrix.Version.allCases.map { AttackMatrix($0, domain) }
            }
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
            guard !found.isEmpty else {
                let near = AttackMatrix(.v19).suggestions(for: name).map { "\($0.id) \($0.name)" }
                return session.error(
                    "no ATT&CK object `\(name)`",
                    help: near.isEmpty ? nil : "did you mean \(near.joined(separator: ", "))?", status: .findings)
            }
            for (id, matrices) in found {
                for line in AttackPage.lines(of: id, in: matrices) { session.output.line(line) }
            }
        }
    }

    /// `tenet attack import FILES -o schemas/`.
    struct Import: Command {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Make the ATT&CK tables of schemas/ from published facts.")

        @Argument(help: "Files, or folders that hold them.") var paths: [String]
        @Option(name: .shortAndLong, help: "The folder to write into.") var output: String
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
