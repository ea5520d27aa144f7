package import Checks
import Diagnostics
import SourceText

/// The list of checks as JSON, for editors and dashboards.
package enum CheckLines {
    /// `{"version":1,"checks":[{"id","category","severity","profile","severities","fix","since","summary"}]}` and a line
    /// feed. `severity` is that of `profile`, or the one that the check begins with; `severities` are those of profiles
    /// in which it is another one; `fix` is null or `{"availability","applicability"}`.
    package static func json(_ checks: [any Check.Type], in profile: Profile? = nil) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("version")
        writer.integer(1)
        writer.name("checks")
        writer.beginArray()
        for check in checks { add(check.info, in: profile, to: &writer) }
        writer.endArray()
        writer.endObject()
        writer.newline()
        return writer.take()
    }

    private static func add(_ info: CheckInfo, in profile: Profile?, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("id")
        writer.string(info.id)
        writer.name("category")
        writer.string(info.category.rawValue)
        let severity = profile.map { info.severity(info.severity, in: $0) } ?? info.severity
        writer.name("severity")
        writer.string(severity.rawValue)
        writer.name("profile")
        writer.string(info.profile.rawValue)
        writer.name("severities")
        writer.beginObject()
        for profile in Profile.allCases {
            let severity = info.severity(info.severity, in: profile)
            if severity == info.severity { continue }
            writer.name(profile.rawValue)
            writer.string(severity.rawValue)
        }
        writer.endObject()
        writer.name("fix")
        switch info.fix {
        case .none: writer.null()
        case .sometimes(let applicability): add("sometimes", applicability, to: &writer)
        case .always(let applicability): add("always", applicability, to: &writer)
        }
        writer.name("since")
        writer.string(info.since)
        writer.name("summary")
        writer.string(info.summary)
        writer.endObject()
    }

    private static func add(_ availability: String, _ applicability: Applicability, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("availability")
        writer.string(availability)
        writer.name("applicability")
        writer.string(applicability.rawValue)
        writer.endObject()
    }
}
