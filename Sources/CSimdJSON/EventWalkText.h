// The escapes of a line, all checked in one pass over it, and the texts that hold them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>

namespace tenet {

/// A bit for each byte of a line.
///
/// Invariant: bits after the line are 0, and eight more bytes than the line's bits need can be read.
class ByteBits {
public:
    uint64_t *words() { return bits.get(); }
    const uint64_t *words() const { return bits.get(); }

    void reserve(size_t bytes) { bits.reset(new uint64_t[bytes / 64 + 3]()); }

    /// Whether a byte of [from, to) is marked.
    inline bool any(size_t from, size_t to) const {
        const size_t count = to - from;
        if (__builtin_expect(count > 56, 0)) { return any_of_many(from, to); }
        // Words are little-endian, so bytes of the bitmap are in the order of the line.
        uint64_t window;
        memcpy(&window, reinterpret_cast<const uint8_t *>(bits.get()) + from / 8, 8);
        return window >> (from & 7) & ((uint64_t(1) << count) - 1);
    }

    /// The marks of the eight bytes from a place on.
    inline unsigned eight(size_t from) const {
        uint16_t window;
        memcpy(&window, reinterpret_cast<const uint8_t *>(bits.get()) + from / 8, 2);
        return window >> (from & 7) & 0xFF;
    }

    /// The first marked byte of [from, to), or `to`.
    inline size_t next(size_t from, size_t to) const {
        size_t word = from / 64;
        uint64_t rest = bits[word] & ~uint64_t(0) << (from & 63);
        while (!rest) {
            if (++word * 64 >= to) { return to; }
            rest = bits[word];
        }
        const size_t found = word * 64 + static_cast<size_t>(__builtin_ctzll(rest));
        return found < to ? found : to;
    }

    /// The marks of 64 bytes from a place on.
    inline uint64_t window(size_t from) const {
        const uint8_t *const start = reinterpret_cast<const uint8_t *>(bits.get()) + from / 8;
        uint64_t low;
        memcpy(&low, start, 8);
        return low >> (from & 7) | static_cast<uint64_t>(start[8]) << 1 << (63 - (from & 7));
    }

private:
    bool any_of_many(size_t from, size_t to) const { return next(from, to) < to; }

    std::unique_ptr<uint64_t[]> bits;
};

/// What is done to many bytes at once, as well as the processor can. Null: not better than plainly.
struct TextKernel {
    /// Marks the backslashes, the dots and backslashes, and the letters of escapes other than 'u', of whole words.
    void (*mark)(const uint8_t *line, size_t words, uint64_t *backslashes, uint64_t *special, uint64_t *simple);
    /// Decodes a text without escapes by number. What it writes behind the text it puts back: up to 64 bytes.
    size_t (*decode)(const uint8_t *line, size_t from, size_t to, const ByteBits &escaped, uint8_t *out);
};

TextKernel wide_kernel();

/// What a line's texts are read with.
struct TextMarks {
    /// Bytes that a backslash escapes.
    ByteBits escaped;
    /// Of these the `u` of escapes by number, and whether there is one.
    ByteBits numbered;
    bool has_numbered = false;
    /// Dots and backslashes: what makes a key other than one plain name.
    ByteBits special;

    void reserve(size_t bytes) {
        escaped.reserve(bytes);
        numbered.reserve(bytes);
        special.reserve(bytes);
    }

    /// False if an escape is not one of JSON's, or half of a surrogate pair. 64 bytes after the line can be read.
    bool mark(const uint8_t *line, size_t count);

    /// Decodes a string's inside, line[from..<to], of a line whose escapes are valid. The text is not longer, and always the
    /// same for the same string. The 64 bytes after the longest text can be written; they are afterwards what they were.
    size_t decode(const uint8_t *line, size_t from, size_t to, uint8_t *out) const;

private:
    const TextKernel kernel = wide_kernel();

    size_t decode_numbered(const uint8_t *line, size_t from, size_t to, uint8_t *out) const;
};

} // namespace tenet
