package import Rules

/// The page form of Elastic's published prebuilt rules (reference: rule-page).
package enum PrebuiltPage {
    /// The text of the page; `version` comes from the version lock, 1 without one.
    package static func text(_ rule: Rule, release: String, version: Int) -> String { "" }
}
