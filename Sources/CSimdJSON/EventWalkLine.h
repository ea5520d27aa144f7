// A line with the places of its structure, as simdjson's first stage finds them, and the values at these places.
#pragma once

#include "EventWalkText.h"
#include "EventWalkTrie.h"

#include <simdjson.h>

namespace tenet {

/// simdjson refuses documents that are nested as deeply as this.
const uint32_t most_depth = simdjson::DEFAULT_MAX_DEPTH;

struct Span {
    size_t from, to;
};

/// Members as of a cell; the kind of null is 'n'.
struct Value {
    const uint8_t *text;
    uint64_t bits;
    uint32_t count;
    uint8_t kind;
};

/// A place is the number of a structural index: of a brace, bracket, comma, colon, or the first byte of a string, number or
/// name. After a string's place only its inside, the closing quote and white space come before the next place.
class Line {
public:
    const uint8_t *bytes = nullptr;
    /// How many places there are; 0: no line is taken up.
    uint32_t places = 0;
    TextMarks marks;
    /// Room for the longest path of the line's keys.
    std::unique_ptr<uint8_t[]> path;

    void limit(size_t max_bytes) { most_bytes = max_bytes < UINT32_MAX / 2 ? max_bytes : UINT32_MAX / 2; }

    /// Takes up a line: an object if it is valid. Its strings have been checked, its grammar and numbers have not.
    int32_t scan(const uint8_t *line, size_t line_count) {
        bytes = line;
        count = line_count;
        places = 0;
        if (count > capacity && !grow()) { return count > most_bytes ? refuse() : simdjson::MEMALLOC; }
        if (!stage || stage->stage1(line, count, simdjson::stage1_mode::regular)) { return refuse(); }
        indexes = stage->structural_indexes.get();
        const uint32_t found = stage->n_structural_indexes;
        if (line[indexes[0]] != '{' || line[indexes[found - 1]] != '}') { return refuse(); }
        if (!marks.mark(line, count)) { return refuse(); }
        // simdjson lets us read one place after the last. An opening brace is wrong wherever that is looked at.
        indexes[found] = indexes[0];
        places = found;
        return 0;
    }

    /// The error of a line that was found not to be valid.
    int32_t refuse();

    uint8_t at(uint32_t place) const { return bytes[indexes[place]]; }

    /// The index of a place, after which is that of the next place; and the other way round.
    const uint32_t *index(uint32_t place) const { return indexes + place; }
    uint32_t place(const uint32_t *index) const { return static_cast<uint32_t>(index - indexes); }

    /// The inside of the string at a place.
    Span string(uint32_t place) const {
        size_t to = indexes[place + 1] - 1;
        while (bytes[to] != '"') { to--; }
        return {indexes[place] + size_t(1), to};
    }

    /// The string at a place, decoded.
    ///
    /// A decoded text is not longer than its string, so each has its own place in `decoded`, that of the string in the line:
    /// texts stay as long as the line however often they are asked for.
    inline Value text(uint32_t place) { return text(string(place)); }

    inline Value text(Span span) {
        if (!marks.escaped.any(span.from, span.to)) {
            return {bytes + span.from, 0, static_cast<uint32_t>(span.to - span.from), '"'};
        }
        return decoded_text(span);
    }

    __attribute__((noinline)) Value decoded_text(Span span) {
        uint8_t *out = decoded.get() + span.from;
        return {out, 0, static_cast<uint32_t>(marks.decode(bytes, span.from, span.to, out)), '"'};
    }

    Value object(uint32_t place) const { return {bytes + indexes[place], place, 1, '{'}; }

    bool is_object(uint64_t place) const { return place < places && at(static_cast<uint32_t>(place)) == '{'; }
    bool is_container(uint32_t place) const { return at(place) == '{' || at(place) == '['; }

    /// Reads the string, number or name at a place; false if it is not valid.
    inline bool read(uint32_t place, Value &value) {
        if (at(place) == '"') {
            value = text(place);
            return true;
        }
        return read_bare(place, value);
    }

    /// Whether there is a valid string, number or name at a place.
    inline bool is_scalar(uint32_t place) const {
        const uint8_t first = at(place);
        if (first == '"') { return true; }
        if (place + 1 == places) { return false; }
        const uint8_t *text = bytes + indexes[place];
        const size_t length = bare_count(place);
        uint64_t word;
        memcpy(&word, text, 8);
        if (length <= 8 && is_digits(word, length)) { return first != '0' || length == 1; }
        return is_rare(place, length);
    }

    /// Remembers where a container ends.
    uint32_t close(uint32_t open, uint32_t end) {
        ends[open] = end;
        return end;
    }

    /// The place after a value of a valid line.
    uint32_t after(uint32_t place) const { return is_container(place) ? ends[place] + 1 : place + 1; }

    /// The place after a container that nobody asks for; 0 if it is not valid. `depth` is that of the container around it.
    template <bool is_checked> uint32_t skip(uint32_t place, uint32_t depth) {
        return is_checked ? check(place, depth) : ends[place] + 1;
    }

private:
    bool grow();
    uint32_t check(uint32_t place, uint32_t depth);
    bool read_bare(uint32_t place, Value &value) const;
    bool is_rare(uint32_t place, size_t length) const;

    /// Bytes of the number or name at a place, without the white space up to the next place: so not of the last place.
    inline size_t bare_count(uint32_t place) const {
        size_t to = indexes[place + 1];
        while (is_space(bytes[to - 1])) { to--; }
        return to - indexes[place];
    }

    static bool is_space(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

    /// Whether the first `length` bytes of a word, 1 to 8, are all digits.
    static bool is_digits(uint64_t word, size_t length) {
        const uint64_t digits = word ^ 0x3030303030303030;
        const uint64_t wrong = ((digits + 0x0606060606060606) | digits) & 0xF0F0F0F0F0F0F0F0;
        return wrong << (64 - 8 * length) == 0;
    }

    uint32_t *indexes = nullptr;
    size_t count = 0;
    size_t capacity = 0;
    size_t most_bytes = 0;
    std::unique_ptr<simdjson::internal::dom_parser_implementation> stage;
    /// For each container where it ends.
    std::unique_ptr<uint32_t[]> ends;
    std::unique_ptr<uint8_t[]> decoded;
    /// The containers around a place that is checked.
    std::unique_ptr<uint32_t[]> opens{new uint32_t[most_depth]};
    /// Made when the first line is refused.
    std::unique_ptr<simdjson::dom::parser> judge;
};

} // namespace tenet
