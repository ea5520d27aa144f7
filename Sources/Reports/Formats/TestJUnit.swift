import Diagnostics

/// Test results as JUnit XML: the subset that GitLab, Jenkins, Azure and GitHub actions read alike.
///
/// A suite a test file, a test case a case; what kept cases from being run is an error of the suite.
package enum TestJUnit {
    package static func text(_ report: TestReport) -> [UInt8] {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        let seconds = report.files.reduce(0) { $0 + $1.seconds }
        let count = report.caseCount + report.errorCount
        text += "<testsuites name=\"tenet test\" tests=\"\(count)\" failures=\"\(report.failureCount)\""
        text += " errors=\"\(report.errorCount)\" time=\"\(time(seconds))\">\n"
        for file in report.files { text += suite(file) }
        return Array((text + "</testsuites>\n").utf8)
    }

    private static func suite(_ file: TestReport.File) -> String {
        let path = XMLText.attribute(file.path)
        let name = className(file.path)
        var text = "  <testsuite name=\"\(path)\" tests=\"\(file.cases.count + file.errors.count)\""
        text += " failures=\"\(file.failureCount)\" errors=\"\(file.errors.count)\" skipped=\"0\""
        text += " time=\"\(time(file.seconds))\">\n"
        for error in file.errors {
            text +=
                "    <testcase name=\"test file\" classname=\"\(name)\" file=\"\(path)\" line=\"\(file.line(of: error))\" time=\"0.000\">"
            text += "<error type=\"unusable\" message=\"\(XMLText.attribute(error.message))\"/></testcase>\n"
        }
        for item in file.cases {
            text += "    <testcase name=\"\(XMLText.attribute(item.name))\" classname=\"\(name)\" file=\"\(path)\""
            text += " line=\"\(item.line)\" time=\"\(time(item.seconds))\""
            guard let failure = item.failure else {
                text += "/>\n"
                continue
            }
            let message = "expected \(failure.expected), got \(failure.got)"
            let details = TestTextReport.details(failure, indent: "", Paint(isOn: false))
            text +=
                "><failure type=\"expectation\" message=\"\(XMLText.attribute(message))\">\(XMLText.content(details))</failure></testcase>\n"
        }
        return text + "  </testsuite>\n"
    }

    /// The path without its ending, folders joined by points.
    private static func className(_ path: String) -> String {
        var path = FindingReport.relative(path)[...]
        for ending in [".test.yaml", ".test.yml", ".test.toml"] where path.hasSuffix(ending) {
            path = path.dropLast(ending.utf8.count)
        }
        return XMLText.attribute(path.split(separator: "/").joined(separator: "."))
    }

    /// Seconds with three digits after the point.
    private static func time(_ seconds: Double) -> String {
        let thousandths = Int(clamping: Int64((max(0, min(seconds, 1e9)) * 1000).rounded()))
        let fraction = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: max(0, 3 - fraction.utf8.count)) + fraction
    }
}
