import ArgumentParser
import Queries
import Workspace

extension QueryLanguage {
    /// The language of `--language`.
    static func named(_ name: String) throws(UsageError) -> QueryLanguage {
        if let language = QueryLanguage(name: name) { return language }
        let known = allCases.map(\.rawValue).joined(separator: ", ")
        if ["esql", "sigma"].contains(name) {
            throw UsageError("`--language \(name)` is not supported yet", help: "supported now: \(known)")
        }
        throw UsageError("unknown language `\(name)`", help: "the languages are \(known)")
    }
}

extension Lucene.DefaultOperator: ExpressibleByArgument {
    public init?(argument: String) { self.init(rawValue: argument.uppercased()) }
}
