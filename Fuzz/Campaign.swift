import Foundation
import TestSupport

/// Runs all inputs of one target through workers and keeps what is faulty below `Fuzz/Regressions`.
struct Campaign {
    /// So many traps end a target: then one cause is after most of them.
    private static let maximumTraps = 20
    /// A worker that stays so long with one input hangs; a busy machine may take some of it, and good inputs to begin with.
    private static let patience: TimeInterval = 120
    /// More memory than this is a fault.
    private static let maximumMegabytes = 1_024

    private let target: FuzzTarget
    private let arguments: Arguments
    private let progress: URL

    init(_ target: FuzzTarget, _ arguments: Arguments) {
        self.target = target
        self.arguments = arguments
        let name = "tenet-fuzz-\(target.rawValue)-\(ProcessInfo.processInfo.processIdentifier)"
        progress = FileManager.default.temporaryDirectory.appending(path: name)
    }

    /// What the workers reported.
    private struct Tally {
        var bytes = 0
        var longest = 0.0
        var longestIndex = 0
        var megabytes = 0
        var traps: [Int] = []
        var faults: [(index: Int, text: String)] = []
    }

    /// Whether no input had a fault; the summary goes to standard output.
    func run() -> Bool {
        let began = Date()
        var tally = Tally()
        var start = arguments.start
        let end = arguments.start + arguments.runs
        defer { try? FileManager.default.removeItem(at: progress) }
        while start < end, tally.traps.count < Self.maximumTraps {
            guard let stopped = work(from: start, to: end, &tally) else { break }
            tally.traps.append(stopped)
            keep(stopped, "trap or hang")
            start = stopped + 1
        }
        for fault in tally.faults { keep(fault.index, fault.text) }
        let seconds = Int(Date().timeIntervalSince(began))
        let slowest = String(format: "%.1f", tally.longest)
        print(
            "\(target.rawValue): \(arguments.runs) inputs (\(tally.bytes >> 20) MiB), seed \(arguments.seed): "
                + "\(tally.traps.count) traps or hangs, \(tally.faults.count) failures, "
                + "slowest \(slowest) ms (input \(tally.longestIndex)), peak \(tally.megabytes) MB, \(seconds) s")
        return tally.traps.isEmpty && tally.faults.isEmpty && tally.megabytes <= Self.maximumMegabytes
    }

    /// Runs one worker; the number of the input that ended it, nil when it came to the end.
    private func work(from start: Int, to end: Int, _ tally: inout Tally) -> Int? {
        guard (try? withUnsafeBytes(of: Int64(start)) { Data($0) }.write(to: progress)) != nil else { return start }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = Bundle.main.executableURL
        process.arguments =
            [target.rawValue, "--worker", progress.path, "--start", "\(start)", "--runs", "\(end - start)"]
            + ["--seed", "\(arguments.seed)"] + (arguments.seeds.map { ["--seeds", $0] } ?? [])
        process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return start }
        let watch = Watch(process, progress, patience: Self.patience)
        let lines = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).split(
            separator: "\n")
        process.waitUntilExit()
        watch.stop()
        var isDone = false
        for line in lines {
            let words = line.split(separator: " ", maxSplits: 2).map(String.init)
            if words.first == "failure", words.count == 3, let index = Int(words[1]) {
                tally.faults.append((index, words[2]))
            } else if words.first == "done" {
                isDone = true
                let numbers = line.split(separator: " ").dropFirst().compactMap { Double($0) }
                guard numbers.count == 4 else { continue }
                tally.bytes += Int(numbers[0])
                if numbers[1] > tally.longest { (tally.longest, tally.longestIndex) = (numbers[1], Int(numbers[2])) }
                tally.megabytes = max(tally.megabytes, Int(numbers[3]))
            }
        }
        return isDone ? nil : Self.number(progress) ?? start
    }

    /// The input that a worker is at.
    static func number(_ progress: URL) -> Int? {
        guard let data = try? Data(contentsOf: progress), data.count == 8 else { return nil }
        return Int(data.withUnsafeBytes { $0.loadUnaligned(as: Int64.self) })
    }

    /// Writes the input to a file that the tests replay.
    private func keep(_ index: Int, _ why: String) {
        let name = "\(target.rawValue)-\(arguments.seed)-\(index).bin"
        let file = Shared.repository.appending(path: "Fuzz/Regressions").appending(path: name)
        let input = TenetFuzz.mutations(target, arguments).input(index)
        try? Data(input).write(to: file)
        print("\(target.rawValue): input \(index) (\(input.count) bytes): \(why); kept as Fuzz/Regressions/\(name)")
    }
}

/// Ends a worker that makes no progress.
private struct Watch {
    private let timer: any DispatchSourceTimer

    init(_ process: Process, _ progress: URL, patience: TimeInterval) {
        let identifier = process.processIdentifier
        timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "watch"))
        var last: (number: Int?, since: Date) = (nil, Date())
        timer.schedule(deadline: .now() + 1, repeating: 1)
        timer.setEventHandler {
            let number = Campaign.number(progress)
            if number != last.number {
                last = (number, Date())
            } else if Date().timeIntervalSince(last.since) > patience {
                kill(identifier, SIGKILL)
            }
        }
        timer.resume()
    }

    func stop() { timer.cancel() }
}
