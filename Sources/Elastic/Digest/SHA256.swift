import CDigest

/// SHA-256 (FIPS 180-4) by the system's library: libmd, on macOS CommonCrypto.
enum SHA256 {
    /// The 32 bytes of the digest.
    static func digest(of bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        tenet_sha256(bytes, bytes.count, &digest)
        return digest
    }
}
