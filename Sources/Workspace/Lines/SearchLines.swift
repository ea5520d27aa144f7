/// The lines of `search --output ids`.
package enum SearchLines {
    /// Appends the event's `_id` as bare text (JSON's escapes kept, so that it stays one line), or its number where it
    /// has none.
    package static func appendIdentifier(_ hit: EventRun.Hit, to bytes: inout [UInt8]) {
        if hit.identifier.first == UInt8(ascii: "\"") {
            bytes += hit.identifier.dropFirst().dropLast()
        } else {
            bytes += String(hit.ordinal).utf8
        }
        bytes.append(UInt8(ascii: "\n"))
    }
}
