/// Which version of an integration package a stack uses (reference: schemas §1).
enum PackageChoice {
    /// The place of the newest version that admits the stack and matches; `ranges` are those of the versions, newest first.
    ///
    /// Users are on a late patch of their minor: the one that the newest version made for that minor asks for.
    static func newest(
        for stack: StackVersion, among ranges: [StackRange], where fits: (Int) -> Bool = { _ in true }
    ) -> Int? {
        let floor = ranges.lazy.compactMap { $0.highestFloor(major: stack.major, minor: stack.minor) }.first
        let patched = StackVersion(stack.major, stack.minor, max(stack.patch, floor ?? 0))
        return ranges.indices.first { ranges[$0].admits(patched) && fits($0) }
    }
}
