import Diagnostics
import Documents
import Rules

/// An exception whose value does not match what its author meant, because of a wildcard or a backslash.
enum ExceptionWildcard: InputCheck {
    static let info = CheckInfo(
        id: "exception-wildcard", category: .structure, severity: .warning,
        summary: "exception's wildcard is literal, or its path has the wrong slashes",
        rationale: """
            `match` and `match_any` (`is`, `is one of`) compare whole values, so a `*` there is a literal character. In \
            `wildcard` (`matches`) a backslash escapes the character after it: `C:\\path\\*` ends with a literal `*`, and \
            `C:\\\\path\\\\*` is the pattern. Windows paths have backslashes. Such an exception excludes nothing, and the rule \
            still alerts on what it was written for.
            """,
        examples: [
            Example(
                bad: [exception("wildcard", #"«"D:\\build\\*"»"#)],
                good: [exception("wildcard", #""D:\\\\build\\\\*""#)],
                syntax: .ndjson, isWhole: true),
            Example(
                bad: [exception("match", #"«"C:\\Program Files\\*"»"#)],
                good: [exception("match", #""C:\\Program Files\\app.exe""#)], syntax: .ndjson, isWhole: true),
            Example(
                bad: [exception("match", #"«"C:/build/app.exe"»"#)],
                good: [exception("match", #""C:\\build\\app.exe""#)],
                syntax: .ndjson, isWhole: true),
            Example(
                bad: [exception("wildcard", #"«"D:\\\\build\\*"»"#)],
                good: [exception("wildcard", #""D:\\\\build\\\\*""#)],
                syntax: .ndjson, isWhole: true),
            Example(
                bad: [nested(#"«"Vault*"»"#)], good: [nested(#""Vault Works Ltd.""#)], syntax: .ndjson, isWhole: true),
        ])

    private static func exception(_ type: String, _ value: String) -> String {
        ExampleExport.list
            + ExampleExport.item(
                #"{"field": "process.executable", "operator": "included", "type": "\#(type)", "value": \#(value)}"#)
    }

    private static func nested(_ value: String) -> String {
        ExampleExport.list
            + ExampleExport.item(
                #"{"field": "process.Ext.code_signature", "type": "nested", "entries": [{"field": "subject_name", "#
                    + #""operator": "included", "type": "match", "value": \#(value)}]}"#)
    }

    /// Where a field says a path of the file system.
    private static let pathWords = ["path", "executable", "directory"]

    private static func look(_ node: Node, _ view: borrowing InputView, _ findings: inout Findings) {
        guard let type = node["type"]?.string, !findings.isFull else { return }
        if type == "nested" {
            for entry in node["entries"]?.array ?? [] where entry["type"]?.string != "nested" {
                look(entry, view, &findings)
            }
            return
        }
        guard ["match", "match_any", "wildcard"].contains(type), let value = node["value"] else { return }
        let field = node["field"]?.string ?? ""
        for item in value.array ?? [value] {
            guard let text = item.string else { continue }
            if let found = fault(text, type, field) {
                findings.add(finding(view, at: item.range, found.message).help(found.help))
            }
        }
    }

    private static func fault(_ text: String, _ type: String, _ field: String) -> (message: String, help: String)? {
        if type == "wildcard", let wildcard = escapedWildcard(text) {
            return (
                "`\\\(wildcard)` is a literal `\(wildcard)` in an exception that matches a pattern",
                "write each backslash of the path twice: `\(doubled(text))`"
            )
        }
        if type != "wildcard", text.utf8.contains(UInt8(ascii: "*")) {
            return (
                "`*` is literal in an exception that compares whole values",
                "use `wildcard` (`matches`) for a pattern, or write the whole value"
            )
        }
        if isPathWithSlashes(text), pathWords.contains(where: { field.hasSuffix($0) }) {
            return (
                "a Windows path has backslashes, so `/` does not match them",
                "write `\\` for each `/`" + (type == "wildcard" ? ", twice in a pattern" : "")
            )
        }
        return nil
    }

    /// The pattern with two backslashes wherever it has one or two.
    private static func doubled(_ text: String) -> String {
        var result = ""
        var isSecond = false
        for scalar in text.unicodeScalars {
            let isBackslash = scalar == "\\"
            if isBackslash, !isSecond { result += "\\\\" }
            if !isBackslash { result.unicodeScalars.append(scalar) }
            isSecond = isBackslash && !isSecond
        }
        return result
    }

    /// The first wildcard that a single backslash escapes.
    private static func escapedWildcard(_ text: String) -> String? {
        var backslashes = 0
        for scalar in text.unicodeScalars {
            if scalar == "\\" {
                backslashes += 1
            } else {
                if scalar == "*" || scalar == "?", backslashes % 2 == 1 { return String(scalar) }
                backslashes = 0
            }
        }
        return nil
    }

    /// `C:/…`.
    private static func isPathWithSlashes(_ text: String) -> Bool {
        let bytes = Array(text.utf8.prefix(3))
        guard bytes.count == 3, bytes[1] == UInt8(ascii: ":"), bytes[2] == UInt8(ascii: "/") else { return false }
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[0] | 0x20)
    }
}

extension ExceptionWildcard {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        // Endpoint's own lists read patterns otherwise.
        var endpoint: Set<String> = []
        for object in view.objects(.exceptionList) {
            guard let id = object.document.root["list_id"]?.string,
                object.document.root["type"]?.string?.hasPrefix("endpoint") == true
            else { continue }
            endpoint.insert(id)
        }
        for object in view.objects(.exceptionItem) where !findings.isFull {
            if let id = object.document.root["list_id"]?.string, endpoint.contains(id) { continue }
            for entry in object.document.root["entries"]?.array ?? [] { look(entry, view, &findings) }
        }
    }
}
