import Diagnostics
import SourceText
import Testing

@testable import Documents

/// Taking an item out of a list leaves the other items, the comments and the text around.
@Suite struct ListEditsTests {
    @Test func removesFromLists() {
        let cases: [(before: String, item: Int, after: String?)] = [
            ("a = [\"x\", \"y\", \"z\"]\n", 0, "a = [\"y\", \"z\"]\n"),
            ("a = [\"x\", \"y\", \"z\"]\n", 1, "a = [\"x\", \"z\"]\n"),
            ("a = [\"x\", \"y\", \"z\"]\n", 2, "a = [\"x\", \"y\"]\n"),
            ("a = [\"x\"]\n", 0, nil),
            ("a = [\n  \"x\",\n  \"y\", # why\n  \"z\",\n]\n", 0, "a = [\n  \"y\", # why\n  \"z\",\n]\n"),
            ("a = [\n  \"x\",\n  \"y\", # why\n  \"z\",\n]\n", 1, nil),
            ("a = [\n  \"x\",\n  \"y\", # why\n  \"z\",\n]\n", 2, "a = [\n  \"x\",\n  \"y\", # why\n]\n"),
            ("a = [\n  \"x\",\n  \"y\"\n]\n", 1, "a = [\n  \"x\"\n]\n"),
            ("a = [\r\n  \"x\",\r\n  \"y\",\r\n]\r\n", 0, "a = [\r\n  \"y\",\r\n]\r\n"),
            ("a = [\"x\", # why\n  \"y\"\n]\n", 1, nil),
        ]
        for item in cases { expect(item, path: "list.toml") }
    }

    @Test func removesFromYAMLLists() {
        let cases: [(before: String, item: Int, after: String?)] = [
            ("a: [x, y, z]\n", 1, "a: [x, z]\n"),
            ("a:\n  - x\n  - y\n  - z\n", 1, "a:\n  - x\n  - z\n"),
            ("a:\n  - x\n  - y # why\n  - z\n", 1, nil),
            ("a:\n  # why\n  - x\n  - y", 1, "a:\n  # why\n  - x\n"),
            ("a:\n  - x\n  - |\n    y\n    y\n  - z\n", 1, "a:\n  - x\n  - z\n"),
        ]
        for item in cases { expect(item, path: "list.yaml") }
    }

    @Test func appendsInTheLayoutOfTheList() {
        let cases: [(path: String, before: String, after: String?)] = [
            ("a.toml", "a = [\"x\"] # why\n", "a = [\"x\", \"n: 1\", \"m\"] # why\n"),
            ("a.toml", "a = [ \"x\", \"y\", ]\n", "a = [ \"x\", \"y\", \"n: 1\", \"m\", ]\n"),
            (
                "a.toml", "a = [\n  \"x\",\n  \"y\", # why\n]\n",
                "a = [\n  \"x\",\n  \"y\",\n  \"n: 1\",\n  \"m\", # why\n]\n"
            ),
            ("a.toml", "a = [\r\n  \"x\"\r\n]\r\n", "a = [\r\n  \"x\",\r\n  \"n: 1\",\r\n  \"m\"\r\n]\r\n"),
            ("a.toml", "a = [\"x\" # why\n]\n", nil),
            ("a.toml", "a = []\n", nil),
            ("a.yaml", "a: [x]\n", "a: [x, \"n: 1\", \"m\"]\n"),
            ("a.yaml", "a:\n  - x\n  - y # why\nb: 1\n", "a:\n  - x\n  - y # why\n  - \"n: 1\"\n  - \"m\"\nb: 1\n"),
            ("a.yaml", "a:\n  - x\n  - y", "a:\n  - x\n  - y\n  - \"n: 1\"\n  - \"m\""),
            ("a.yaml", "a:\n  - |\n    x\n    y\n", nil),
        ]
        for item in cases {
            let source = SourceFile(id: SourceID(0), path: item.path, text: item.before)
            let list = DocumentReader.read(source).documents.first?.root["a"]
            let edit = list?.array?.last.flatMap { last in
                list.flatMap { ListEdits.append(["n: 1", "m"], after: last.range, to: $0.range, in: source) }
            }
            #expect(text(after: edit, item.before) == item.after, "\(item.before.debugDescription)")
        }
    }

    private func expect(_ item: (before: String, item: Int, after: String?), path: String) {
        let source = SourceFile(id: SourceID(0), path: path, text: item.before)
        guard let root = DocumentReader.read(source).documents.first?.root, let list = root["a"], let items = list.array
        else {
            Issue.record("no list in \(item.before)")
            return
        }
        let edit = ListEdits.remove(items[item.item].range, from: list.range, in: source)
        #expect(text(after: edit, item.before) == item.after, "item \(item.item) of \(item.before.debugDescription)")
    }

    /// nil where there is not an edit, or it cannot be carried out.
    private func text(after edit: Edit?, _ before: String) -> String? {
        edit.flatMap { try? TextEdits.apply([$0], to: Array(before.utf8)) }.map { String(decoding: $0, as: UTF8.self) }
    }
}
