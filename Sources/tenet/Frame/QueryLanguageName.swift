import ArgumentParser
import Queries

extension QueryLanguage {
    /// The language of `--language`, one of those that the command reads.
    static func named(_ name: String, for command: String, among supported: [QueryLanguage]) throws(UsageError)
        -> QueryLanguage
    {
        let known = supported.map(\.rawValue).joined(separator: ", ")
        guard let language = QueryLanguage(spelling: name) else {
            if name == "sigma" {
                throw UsageError("`--language sigma` is not supported yet", help: "supported now: \(known)")
            }
            throw UsageError(
                unknown: "unknown language `\(name)`", name, among: supported.flatMap(\.spellings))
        }
        guard supported.contains(language) else {
            throw UsageError(
                "`\(command) --language \(language.rawValue)` is not supported yet", help: "supported now: \(known)")
        }
        return language
    }

    /// Completion values: every spelling of the languages.
    static func completion(_ languages: [QueryLanguage]) -> CompletionKind { .list(languages.flatMap(\.spellings)) }
}

extension Lucene.DefaultOperator: ExpressibleByArgument {
    public init?(argument: String) { self.init(rawValue: argument.uppercased()) }
}
