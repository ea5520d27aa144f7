/// A machine learning job that an integration package brings or brought.
package struct MLJob: Sendable, Hashable {
    /// Its id, as rules name it.
    package let id: String
    package let package: String
    /// The newest known version of the package that has the job.
    package let lastVersion: String
    /// The first known version without it; nil where the newest known one has it.
    package let goneSince: String?

    /// The job of that id; nil for jobs that no package table names: Kibana's own modules bring many.
    package init?(_ id: String) {
        let table = SchemaTables.mlJobs
        guard let line = table.line(named: Array(id.utf8)) else { return nil }
        self.id = id
        package = table.text(table.column(1, of: line))
        lastVersion = table.text(table.column(2, of: line))
        let gone = table.text(table.column(3, of: line))
        goneSince = gone.isEmpty ? nil : gone
    }

    /// Of a job that is gone, the one of the same package whose id says the same in today's spelling.
    package var successor: String? {
        guard goneSince != nil else { return nil }
        let spelled = id.split(separator: "-").joined(separator: "_")
        guard let job = MLJob("\(package)_\(spelled)"), job.goneSince == nil, job.package == package else { return nil }
        return job.id
    }
}
