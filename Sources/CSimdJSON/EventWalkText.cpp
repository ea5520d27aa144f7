#include "EventWalkText.h"

#include <simdjson.h>

namespace tenet {

namespace chars = simdjson::SIMDJSON_BUILTIN_IMPLEMENTATION::jsoncharutils;

// MARK: - Letters of escapes

namespace {

/// What the letter after a backslash stands for; 0: no escape, or 'u'.
struct Letters {
    uint8_t values[256] = {};

    constexpr Letters() {
        values['"'] = '"', values['\\'] = '\\', values['/'] = '/', values['b'] = '\b', values['f'] = '\f';
        values['n'] = '\n', values['r'] = '\r', values['t'] = '\t';
    }
};

constexpr Letters letters;

} // namespace

// MARK: - Bytes of a line as bits

/// A bit for each of eight bytes that equals the one repeated in `sought`.
static uint64_t equal_bytes(uint64_t bytes, uint64_t sought) {
    const uint64_t low = 0x7F7F7F7F7F7F7F7F, other = bytes ^ sought;
    const uint64_t tops = ~(((other & low) + low) | other | low);
    return (tops >> 7) * 0x0102040810204080 >> 56;
}

static void mark_plainly(const uint8_t *line, size_t words, uint64_t *backslashes, uint64_t *special, uint64_t *simple) {
    uint64_t before = 0;
    for (size_t word = 0; word < words; word++) {
        uint64_t hits = 0, dots = 0, known = 0;
        for (unsigned part = 0; part < 8; part++) {
            uint64_t bytes;
            memcpy(&bytes, line + word * 64 + part * 8, 8);
            hits |= equal_bytes(bytes, 0x5C5C5C5C5C5C5C5C) << part * 8;
            dots |= equal_bytes(bytes, 0x2E2E2E2E2E2E2E2E) << part * 8;
        }
        // Letters matter only where something is escaped.
        for (unsigned index = 0; (hits | before) && index < 64; index++) {
            known |= static_cast<uint64_t>(letters.values[line[word * 64 + index]] != 0) << index;
        }
        before = hits;
        backslashes[word] = hits;
        special[word] = hits | dots;
        simple[word] = known;
    }
}

// MARK: - Escapes

/// Checks an escape by number whose letter is at `place`. `paired` is the place of the 'u' of a low surrogate whose high one
/// was seen.
static bool is_numbered(const uint8_t *line, size_t place, size_t &paired) {
    if (line[place] != 'u') { return false; }
    if (place == paired) { return true; }
    // Not over 0xFFFF if the four bytes are hexadecimal digits. A closing quote is none, so this ends inside the string.
    const uint32_t code = chars::hex_to_u32_nocheck(line + place + 1);
    if (code > 0xFFFF) { return false; }
    if (code < 0xD800 || code > 0xDFFF) { return true; }
    if (code >= 0xDC00 || line[place + 5] != '\\' || line[place + 6] != 'u') { return false; }
    paired = place + 6;
    return (chars::hex_to_u32_nocheck(line + place + 7) - 0xDC00) >> 10 == 0;
}

bool TextMarks::mark(const uint8_t *line, size_t count) {
    const size_t words = (count + 63) / 64;
    uint64_t *const bits = escaped.words(), *const named = numbered.words();
    (kernel.mark ? kernel.mark : mark_plainly)(line, words, bits, special.words(), named);
    bits[words] = named[words] = special.words()[words] = 0;
    if (count % 64) {
        const uint64_t inside = ~uint64_t(0) >> (64 - count % 64);
        bits[words - 1] &= inside;
        special.words()[words - 1] &= inside;
    }
    // Of a run of backslashes every second one is escaped, and the byte after it if the run is odd. Parity within a word comes
    // from adding the starts of runs at odd places to the runs: the carry comes out behind them (as in simdjson's scanner).
    const uint64_t even = 0x5555555555555555;
    uint64_t before = 0, first_is_escaped = 0;
    has_numbered = false;
    size_t paired = SIZE_MAX;
    for (size_t word = 0; word < words; word++) {
        // From the run that ends the word before: words do not wait for each other, unless a run fills one.
        if (__builtin_expect(~before != 0, 1)) { first_is_escaped = static_cast<uint64_t>(__builtin_clzll(~before)) & 1; }
        before = bits[word];
        if (!(before | first_is_escaped)) {
            named[word] = 0;
            continue;
        }
        const uint64_t open = before & ~first_is_escaped;
        const uint64_t follows = open << 1 | first_is_escaped;
        const uint64_t odd_starts = open & ~even & ~follows;
        bits[word] = (even ^ (odd_starts + open) << 1) & follows;
        named[word] = bits[word] & ~named[word];
        has_numbered |= named[word] != 0;
        for (uint64_t rest = named[word]; __builtin_expect(rest != 0, 0); rest &= rest - 1) {
            const size_t place = word * 64 + static_cast<size_t>(__builtin_ctzll(rest));
            if (!is_numbered(line, place, paired)) { return false; }
        }
    }
    return true;
}

// MARK: - Decoding

size_t TextMarks::decode(const uint8_t *line, size_t from, size_t to, uint8_t *out) const {
    return kernel.decode && !(has_numbered && numbered.any(from, to)) ? kernel.decode(line, from, to, escaped, out)
                                                    : decode_numbered(line, from, to, out);
}

/// Decodes escapes of every kind.
size_t TextMarks::decode_numbered(const uint8_t *line, size_t from, size_t to, uint8_t *out) const {
    const uint8_t *const begin = out;
    for (;;) {
        const size_t place = escaped.next(from, to);
        const size_t plain = (place == to ? to : place - 1) - from;
        memcpy(out, line + from, plain);
        out += plain;
        if (place == to) { return static_cast<size_t>(out - begin); }
        from = place + 1;
        if (line[place] != 'u') {
            *out++ = letters.values[line[place]];
            continue;
        }
        uint32_t code = chars::hex_to_u32_nocheck(line + place + 1);
        from += 4;
        if (code >= 0xD800 && code < 0xDC00) {
            code = (((code - 0xD800) << 10) | (chars::hex_to_u32_nocheck(line + place + 7) - 0xDC00)) + 0x10000;
            from += 6;
        }
        out += chars::codepoint_to_utf8(code, out);
    }
}

} // namespace tenet
