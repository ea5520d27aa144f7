import ArgumentParser
import Documents
import Workspace

/// `tenet manual`: the manual page, made from the same declarations as the help texts.
struct ManualCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Print the manual page (man format).",
        discussion: """
            Read it with: tenet manual | man -l -

            Examples:
              tenet manual | man -l -
              tenet manual > tenet.1
            """)

    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        let bytes = Array(Tenet._dumpHelp().utf8)
        guard let tree = JSONReader.value(bytes),
            let command = tree["command"]
        else {
            return session.error("the description of the commands cannot be read", status: .fault)
        }
        session.output.write(ManualPage.text(command))
    }
}
