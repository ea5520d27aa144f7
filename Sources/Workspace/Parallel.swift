import Dispatch
import Synchronization

/// Work on many items at once with results in the order of the items, whatever the number of workers.
package enum Parallel {
    /// `work` for every index below `count`, on at most `jobs` threads; `jobs` 1 stays on the caller's.
    package static func map<Result: Sendable>(
        count: Int, jobs: Int, _ work: @Sendable (Int) -> Result
    ) -> [Result] {
        let workers = min(jobs, count)
        guard workers > 1 else { return (0..<count).map(work) }
        let next = Atomic<Int>(0)
        let results = Mutex<[(index: Int, result: Result)]>([])
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            var own: [(index: Int, result: Result)] = []
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                if index >= count { break }
                own.append((index, work(index)))
            }
            results.withLock { $0.append(contentsOf: own) }
        }
        return results.withLock { $0 }.sorted { $0.index < $1.index }.map(\.result)
    }
}
