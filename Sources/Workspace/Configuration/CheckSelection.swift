package import Checks
package import Diagnostics

/// Which checks run, and how severe their findings are.
///
/// The profile says where to begin. Then each source of settings has its say, from the weakest to the strongest, so that a
/// flag decides over the file. Within one source the more specific name wins, and `ignore` where both are alike.
package struct CheckSelection: Sendable {
    /// What one source says.
    package struct Layer: Sendable {
        /// Only these; nil: as before. An id counts whatever the profile, a category or pattern means those of the profile.
        package var select: [CheckPattern]?
        /// These, too, whatever the profile.
        package var extendSelect: [CheckPattern] = []
        package var ignore: [CheckPattern] = []
        /// Severities of all findings of a check.
        package var severities: [(pattern: CheckPattern, severity: Severity)] = []

        package init() {}

        var isEmpty: Bool { select == nil && extendSelect.isEmpty && ignore.isEmpty && severities.isEmpty }
    }

    package var profile = Profile.recommended
    package var layers: [Layer] = []

    package init() {}

    /// The checks to run with their severities.
    package var plan: CheckPlan {
        var severities: [String: Severity] = [:]
        let checks = CheckRegistry.all.filter { check in
            let info = check.info
            if let severity = severity(of: info) { severities[info.id] = severity }
            return isSelected(info)
        }
        return CheckPlan(checks, profile, severities: severities)
    }

    private func isSelected(_ info: CheckInfo) -> Bool {
        let isOfProfile = info.profile <= profile
        var isSelected = isOfProfile
        for layer in layers {
            // Nothing less specific than what an earlier source said.
            var weight = -1
            if let select = layer.select {
                isSelected = false
                for pattern in select where isOfProfile || pattern.isID {
                    guard let specificity = pattern.specificity(info) else { continue }
                    isSelected = true
                    weight = max(weight, specificity)
                }
            }
            for specificity in layer.extendSelect.compactMap({ $0.specificity(info) }) {
                isSelected = true
                weight = max(weight, specificity)
            }
            if layer.ignore.contains(where: { ($0.specificity(info) ?? -2) >= weight }) { isSelected = false }
        }
        return isSelected
    }

    private func severity(of info: CheckInfo) -> Severity? {
        for layer in layers.reversed() {
            var best: (weight: Int, severity: Severity)?
            for (pattern, severity) in layer.severities {
                guard let weight = pattern.specificity(info), weight >= best?.weight ?? -1 else { continue }
                best = (weight, severity)
            }
            if let best { return best.severity }
        }
        return nil
    }

    /// What a check finds, in one line; nil for an id that is none.
    package static func summary(of id: String) -> String? { CheckSuggestions.check(id)?.info.summary }
}
