import Foundation

extension Process {
    /// Starts the process, waits for its end and gives what it wrote; what it says of faults is dropped.
    func output() throws -> Data {
        let output = Pipe()
        standardOutput = output
        standardError = FileHandle.nullDevice
        try run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        waitUntilExit()
        return data
    }
}
