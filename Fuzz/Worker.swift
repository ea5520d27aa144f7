import Foundation
import TestSupport

/// Runs inputs one after another in this process and tells faults on standard output, a line each.
struct Worker {
    /// An input that takes more of the processor is a fault, however busy the machine is; the campaign ends what hangs.
    private static let slowest = Duration.seconds(1)

    private let target: FuzzTarget
    private let arguments: Arguments
    private let progress: String

    init(_ target: FuzzTarget, _ arguments: Arguments, progress: String) {
        self.target = target
        self.arguments = arguments
        self.progress = progress
    }

    /// Whether no input had a fault.
    func run() -> Bool {
        let mutations = TenetFuzz.mutations(target, arguments)
        var checker = FuzzChecker(target)
        let file = open(progress, O_WRONLY)
        guard file >= 0 else { return false }
        defer { close(file) }
        var longest = (time: Duration.zero, index: arguments.start)
        var bytes = 0
        var isClean = true
        for index in arguments.start..<(arguments.start + arguments.runs) {
            var number = Int64(index)
            pwrite(file, &number, MemoryLayout<Int64>.size, 0)
            let input = mutations.input(index)
            bytes += input.count
            let began = Self.processorTime()
            var fault = checker.fault(of: input)
            let time = Self.processorTime() - began
            if time > longest.time { longest = (time, index) }
            if fault == nil, time > Self.slowest { fault = "took \(time)" }
            if let fault {
                isClean = false
                say("failure \(index) \(fault)")
            }
        }
        let milliseconds =
            Double(longest.time.components.attoseconds) / 1e15 + Double(longest.time.components.seconds) * 1e3
        say("done \(bytes) \(milliseconds) \(longest.index) \(Self.peakMegabytes())")
        return isClean
    }

    private func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

    /// What this process took of the processor so far.
    private static func processorTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    private static func peakMegabytes() -> Int {
        var usage = rusage()
        #if os(Linux)
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            return usage.ru_maxrss / 1_024
        #else
            getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss >> 20
        #endif
    }
}
