/// Tells whether files or folders have changed, by their times and sizes.
package struct FileWatch: Sendable {
    /// What tells one state of a file from the next; nil for a file that is not there.
    private typealias Stamp = SystemCalls.Status.Stamp?

    /// Seconds between two looks. One look at a thousand files takes a hundredth of that.
    private static let pause = 0.05
    /// Seconds in which an editor finishes what it began: it may empty a file before it writes it.
    private static let settling = 0.01

    private let paths: [String]
    private let stamps: [Stamp]

    /// The state of these paths now.
    package init(_ paths: [String]) {
        self.paths = paths
        stamps = Self.stamps(of: paths)
    }

    private static func stamps(of paths: [String]) -> [Stamp] { paths.map { (try? SystemCalls.status($0))?.stamp } }

    /// Whether anything is other than it was.
    package var hasChanged: Bool { Self.stamps(of: paths) != stamps }

    /// The state of the path at a place of the list; nil for one that was not there.
    func stamp(_ index: Int) -> SystemCalls.Status.Stamp? { stamps.indices.contains(index) ? stamps[index] : nil }

    /// Waits until something changes, and then until it rests, at most a few moments.
    package func wait() {
        while !hasChanged { SystemCalls.sleep(seconds: Self.pause) }
        var last = Self.stamps(of: paths)
        for _ in 0..<5 {
            SystemCalls.sleep(seconds: Self.settling)
            let now = Self.stamps(of: paths)
            if now == last { return }
            last = now
        }
    }
}
