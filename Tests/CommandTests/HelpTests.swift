import Documents
import Foundation
import TestSupport
import Testing

/// What `--help` of each command says.
@Suite(.enabled(if: TenetBinary.url != nil, "no binary is built"))
struct HelpTests {
    /// Every command that does something, as it is called.
    private static func commands() throws -> [[String]] {
        let help = try TenetBinary.run(["--help"]).output
        let names = names(help).filter { $0 != "help" }
        var commands: [[String]] = []
        for name in names {
            let below = Self.names(try TenetBinary.run([name, "--help"]).output)
            commands += below.isEmpty ? [[name]] : below.map { [name, $0] }
        }
        return commands
    }

    /// The names below `SUBCOMMANDS:`.
    private static func names(_ help: String) -> [String] {
        guard let start = help.range(of: "SUBCOMMANDS:\n") else { return [] }
        return help[start.upperBound...].split(separator: "\n").compactMap { line in
            guard line.hasPrefix("  "), !line.hasPrefix("   ") else { return nil }
            return line.split(separator: " ").first.map(String.init).flatMap {
                $0.first?.isLowercase == true ? $0 : nil
            }
        }
    }

    @Test func everyCommandHasTwoExamplesOfOptionsThatExist() throws {
        let commands = try Self.commands()
        #expect(commands.count > 20)
        for command in commands {
            let help = try TenetBinary.run(command + ["--help"]).output
            let examples = help.split(separator: "\n").drop { $0 != "Examples:" }.dropFirst()
                .prefix { $0.hasPrefix("  ") }.filter { $0.contains("tenet \(command[0])") }
            #expect(examples.count == 2, "\(command): \(help)")
            let options = help.range(of: "\nOPTIONS:\n").map { help[$0.upperBound...] } ?? ""
            for word in examples.flatMap({ $0.split(separator: " ") }) where word.hasPrefix("--") {
                #expect(
                    options.contains("\(word) ") || options.contains("\(word)\n") || options.contains("\(word)/"),
                    "\(command): \(word)")
            }
        }
    }

    @Test func lintNamesExplain() throws {
        #expect(try TenetBinary.run(["lint", "--help"]).output.contains("tenet explain"))
    }
}
