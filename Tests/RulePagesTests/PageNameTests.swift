import RulePages
import Testing

@Suite struct PageNameTests {
    @Test func makesSlugsOfNames() {
        let cases: [(String, String)] = [
            ("COM+ Services", "com-services"), ("ATT&CK", "att-ck"), ("xp_cmdshell", "xp-cmdshell"),
            ("  A -- b.c  ", "a-b-c"), ("(x)", "x"), ("Straße 5", "straße-5"), ("***", ""), ("", ""),
            ("../../etc/passwd", "etc-passwd"),
        ]
        for (name, slug) in cases { #expect(PageName.slug(name) == slug, "\(name)") }
    }

    @Test func putsTheReleaseBeforeTheSlug() {
        #expect(PageName.pageID("A b", release: "8.4.1") == "prebuilt-rule-8-4-1-a-b")
        #expect(PageName.pageID("A b", release: nil) == "a-b")
    }
}
