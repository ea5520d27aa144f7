import Diagnostics
import Documents
package import Rules
import SourceText

// What an export brought besides its rules, kept beside the rule files.
extension CheckRunner {
    /// Runs the checks of exception lists and items over objects in another file than the rules that refer to them.
    ///
    /// Fixes are omitted: the file is written by a conversion.
    package static func lint(
        _ objects: [KibanaInput.Object], of rules: [LoadedRule], in file: LoadedFile, _ context: CheckContext
    ) -> Outcome {
        // Rules of other files have no places in this one, and its counts are those of another file.
        let input = KibanaInput(objects: objects.filter { $0.kind != .trailer }, isLines: true)
        let view = InputView(file, input, referring: rules, context: context)
        var outcome = Outcome()
        outcome.findings = run(view, CheckPlan.plan(context), isBroken: false).map { finding in
            var finding = finding
            finding.fix = nil
            return finding
        }
        outcome.findings.sort(by: Diagnostic.precedes)
        return outcome
    }
}
