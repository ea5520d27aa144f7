/// The versions of the integration packages and the stacks they admit.
package struct IntegrationManifest: Sendable {
    package static let builtIn = IntegrationManifest()

    private init() {}

    /// The row of `related_integrations` for a package and, where known, its data stream (reference: elastic-build §4).
    package struct Related: Sendable, Hashable {
        /// With its operator: `>=1.2.3` from stack 9.5, `^1.2.3` below.
        package var version: String
        /// Whether the data stream's name is a policy template of that very version.
        package var isPolicyTemplate: Bool

        package init(version: String, isPolicyTemplate: Bool) {
            self.version = version
            self.isPolicyTemplate = isPolicyTemplate
        }
    }

    package func hasPackage(_ name: String) -> Bool { false }

    /// nil: no version of the package admits the stack.
    package func related(package: String, dataStream: String?, stack: StackVersion) -> Related? { nil }
}
