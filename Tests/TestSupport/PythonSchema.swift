import Foundation
package import SourceText

/// A schema of the evidence as Python's package `jsonschema` reads it: a second opinion beside `JSONSchema`. One process
/// answers for many values.
package struct PythonSchema {
    private let schema: URL

    /// nil where the schema, Python or the package is not there.
    package init?(_ path: String) {
        guard let schema = Shared.file(path), Self.isThere else { return nil }
        self.schema = schema
    }

    /// Whether Python has the package.
    package static let isThere: Bool = {
        // Looking for the package is cheaper than loading it.
        let text = "import importlib.util, sys; sys.exit(importlib.util.find_spec('jsonschema') is None)"
        return (try? run(["-c", text])) != nil
    }()

    /// For each value what the schema refuses in it, by the path of the place; none where the value is good.
    package func faults(of values: [JSONValue]) throws -> [[String]] {
        let program = """
            import json, sys
            from jsonschema import Draft202012Validator
            validator = Draft202012Validator(json.load(open(sys.argv[1])))
            for line in open(sys.argv[2]):
                faults = validator.iter_errors(json.loads(line))
                print(json.dumps(sorted({"/".join(map(str, f.absolute_path)) + ": " + f.message[:120] for f in faults})))
            """
        let folder = try ScratchFolder()
        let input = folder.url.appending(path: "values.ndjson")
        try Data(values.map { $0.text + "\n" }.joined().utf8).write(to: input)
        let output = try Self.run(["-c", program, schema.path, input.path])
        let answers = output.split(separator: UInt8(ascii: "\n")).map { line in
            JSONValue(json: String(decoding: line, as: UTF8.self))?.items?.compactMap(\.string) ?? ["no answer"]
        }
        guard answers.count == values.count else { throw PythonFault.status(0) }
        return answers
    }

    private enum PythonFault: Error { case status(Int32) }

    private static func run(_ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let data = try process.output()
        guard process.terminationStatus == 0 else { throw PythonFault.status(process.terminationStatus) }
        return data
    }
}
