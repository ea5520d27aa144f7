import Diagnostics
import SourceText

/// Why an input could not be used at all; the exit code is 2.
package struct InputError: Error, Sendable, Hashable {
    /// The closed set of reasons.
    package enum Reason: Sendable, Hashable {
        /// With a name beside it that may have been meant.
        case missing(near: String?)
        /// A symbolic link whose target is missing.
        case brokenLink(target: String)
        case folder
        case denied
        /// More bytes than the limit for inputs of this kind.
        case tooLarge(limit: Int)
        /// The first byte that is not UTF-8.
        case notUTF8(offset: Int, byte: UInt8)
        /// Text of 16-bit units, reported by its byte order mark.
        case utf16
        /// A NUL byte near the start.
        case binary(offset: Int)
        /// The name's ending is none of a rule file.
        case otherKind
        /// Text of another kind than the reader wants; says which.
        case unexpected(String)
        /// Damaged gzip data.
        case damagedGzip
        /// The text is not of the form that is expected here: where, and what is wrong.
        case malformed(line: Int, column: Int, message: String)
        /// Any other word of the system.
        case system(SystemError)
    }

    /// As the user named it.
    package var path: String
    package var reason: Reason

    package init(_ path: String, _ reason: Reason) {
        self.path = path
        self.reason = reason
    }

    /// The one finding that keeps a file from being used, in the words of an error of the run: the file is no input that
    /// findings are reported of.
    init(_ file: SourceFile, _ finding: Diagnostic) {
        let place = file.position(at: finding.range.start)
        self.init(file.path, .malformed(line: place.line, column: place.column, message: finding.message))
    }

    init(_ path: String, _ error: SystemError) {
        self.path = path
        if error.isMissing, let target = SystemCalls.linkTarget(path) {
            reason = .brokenLink(target: target)
        } else if error.isMissing, path.unicodeScalars.contains("\u{FFFD}") {
            reason = .unexpected("its name is not UTF-8; rename it")
        } else if error.isMissing {
            reason = .missing(near: FolderListing.nearestSibling(of: path))
        } else if error.isDenied {
            reason = .denied
        } else {
            reason = .system(error)
        }
    }

    /// What errors of one kind have in common, for a count of them.
    package var kind: String {
        switch reason {
        case .missing: "no such file"
        case .brokenLink: "the link points to a missing file"
        case .folder: "it is a directory"
        case .denied: "permission denied"
        case .tooLarge: "larger than the limit"
        case .notUTF8: "not UTF-8 text"
        case .utf16: "UTF-16 text; save it as UTF-8"
        case .binary: "a binary file"
        case .otherKind: "not a rule file"
        case .unexpected(let what): what
        case .damagedGzip: "damaged gzip data"
        case .malformed: "not of the expected form"
        case .system(let error): error.text
        }
    }

    /// What to do, where there is something to say.
    package var help: String? {
        guard case .missing(near: nil) = reason, path == RuleFiles.defaultFolder else { return nil }
        return "name a path, set `paths` in tenet.toml, or run `tenet init` to set up a rule repository"
    }

    /// One line that says what could not be read, and why.
    package var message: String {
        switch reason {
        case .missing(let near):
            "cannot read \(path): no such file" + (near.map { " — did you mean \($0)?" } ?? "")
        case .brokenLink(let target): "cannot read \(path): the link points to \(target), which does not exist"
        case .folder: "cannot read \(path): it is a directory"
        case .denied: "cannot read \(path): permission denied"
        case .tooLarge(let limit):
            "cannot read \(path): it is larger than the limit of \(limit >> 20) MiB (\(limit.grouped) bytes)"
        case .notUTF8(let offset, let byte):
            "cannot read \(path): not UTF-8 text, byte \(byte.hexadecimal) at offset \(offset.grouped)"
        case .utf16: "cannot read \(path): UTF-16 text; save it as UTF-8"
        case .binary(let offset): "cannot read \(path): a binary file, NUL byte at offset \(offset.grouped)"
        case .otherKind: "cannot read \(path): not a rule file; names end in .toml, .yml, .yaml, .json or .ndjson"
        case .unexpected(let what): "cannot read \(path): \(what)"
        case .damagedGzip: "cannot read \(path): damaged gzip data"
        case .malformed(let line, let column, let message): "cannot use \(path):\(line):\(column): \(message)"
        case .system(let error): "cannot read \(path): \(error.text)"
        }
    }
}

extension UInt8 {
    /// Two digits: `0xFF`.
    var hexadecimal: String {
        let digits = String(self, radix: 16, uppercase: true)
        return "0x" + (digits.utf8.count < 2 ? "0" : "") + digits
    }
}
