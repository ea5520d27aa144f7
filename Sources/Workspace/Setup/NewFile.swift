/// A file that set-up writes where there is none.
package struct NewFile: Sendable, Hashable {
    /// Below the folder that is set up, or as the user named it.
    package var path: String
    package var text: String

    package init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    /// Whether something of that name is there already: it stays as it is.
    package func isTaken(in folder: String) -> Bool { FolderListing.exists(place(in: folder)) }

    /// Writes the file, and the folders above it.
    package func write(in folder: String) throws(OutputError) {
        let place = place(in: folder)
        if let slash = place.lastIndex(of: "/"), slash > place.startIndex {
            try FolderListing.make(String(place[..<slash]))
        }
        try AtomicFile.write(Array(text.utf8), to: place)
    }

    private func place(in folder: String) -> String {
        folder.isEmpty || folder == "." || path.hasPrefix("/")
            ? path : folder + (folder.hasSuffix("/") ? "" : "/") + path
    }
}
