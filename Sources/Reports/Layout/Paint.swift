import Diagnostics

/// The colors of a report: the eight base colors, no background, and nothing that only color tells.
struct Paint: Sendable {
    /// What a piece of text is; the palette decides how it looks.
    enum Ink: Sendable, Hashable {
        case plain, bold, gutter, error, warning, info, help, removed, added

        init(_ severity: Severity) {
            self =
                switch severity {
                case .error: .error
                case .warning: .warning
                case .info: .info
                }
        }

        /// Parameters of the SGR sequence (ECMA-48 §8.3.117).
        fileprivate var code: String {
            switch self {
            case .plain: ""
            case .bold: "1"
            case .gutter: "1;34"
            case .error: "1;31"
            case .warning: "1;33"
            case .info, .help: "1;36"
            case .removed: "31"
            case .added: "32"
            }
        }
    }

    var isOn: Bool

    /// The text in an ink; unchanged without colors, and never a sequence around nothing.
    func callAsFunction(_ text: String, _ ink: Ink) -> String {
        guard isOn, ink != .plain, !text.isEmpty else { return text }
        return "\u{1B}[\(ink.code)m\(text)\u{1B}[0m"
    }
}
