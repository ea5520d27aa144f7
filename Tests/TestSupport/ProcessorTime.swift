import Foundation

/// What a piece of work takes of the processor, for tests that compare a size with twice the size.
///
/// Only the time of the own thread counts: other tests run beside this one, and the clock of the wall says nothing.
package enum ProcessorTime {
    /// What this thread took so far.
    private static func ofThread() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// The time of one run.
    package static func of<Result>(_ body: () throws -> Result) rethrows -> (time: Duration, result: Result) {
        let began = ofThread()
        let result = try body()
        return (ofThread() - began, result)
    }

    /// The least time of three runs after a first one.
    package static func least<Result>(_ body: () -> Result) -> (time: Duration, result: Result) {
        var best = (time: Duration.seconds(1_000), result: body())
        for _ in 0..<3 {
            let run = of(body)
            best = (min(best.time, run.time), run.result)
        }
        return best
    }

    /// Whether twice the size took no more than linear time: growth by more than the factor is more than noise, and what
    /// takes next to nothing is not measured.
    package static func isLinear(_ one: Duration, _ two: Duration, factor: Double = 3) -> Bool {
        two < one * factor + .milliseconds(20)
    }
}
