#include "EventWalkLine.h"

#include <new>

namespace tenet {

namespace builtin = simdjson::SIMDJSON_BUILTIN_IMPLEMENTATION;

/// Makes room for the line. Doubling keeps the steady state free of allocations.
bool Line::grow() {
    if (count > most_bytes) { return false; }
    size_t larger = capacity ? capacity : 16 << 10;
    while (larger < count) { larger *= 2; }
    if (larger > most_bytes) { larger = most_bytes; }
    capacity = 0;
    try {
        const auto error = stage
            ? stage->set_capacity(larger)
            : simdjson::get_active_implementation()->create_dom_parser_implementation(larger, most_depth, stage);
        if (error) {
            stage.reset();
            return false;
        }
        ends.reset(new uint32_t[larger + 1]);
        decoded.reset(new uint8_t[larger + simdjson::SIMDJSON_PADDING]());
        path.reset(new uint8_t[larger + simdjson::SIMDJSON_PADDING]);
        marks.reserve(larger);
    } catch (const std::bad_alloc &) { return false; }
    capacity = larger;
    return true;
}

int32_t Line::refuse() {
    places = 0;
    if (!judge) { judge.reset(new (std::nothrow) simdjson::dom::parser(most_bytes)); }
    if (!judge) { return simdjson::MEMALLOC; }
    simdjson::dom::element root;
    const auto error = judge->parse(bytes, count, false).get(root);
    if (error) { return error; }
    // Whatever else a version of the library takes (a byte order mark, say) the walk does not.
    return root.is_object() ? int32_t(simdjson::TAPE_ERROR) : int32_t(TENET_WALK_NOT_OBJECT);
}

// MARK: - Grammar

/// See `tenet_walk::gather`, whose invariant holds here too.
uint32_t Line::check(uint32_t place, uint32_t depth) {
    const uint32_t outer = depth;
    const uint8_t *const text = bytes;
    const uint32_t *const at = indexes;
    uint32_t *const ends = this->ends.get(), *const opens = this->opens.get();
    // Closing marks are two above the opening ones.
    uint8_t open = text[at[place]];
    if (text[at[place + 1]] == open + 2) { return close(place, place + 1) + 1; }
    if (++depth >= most_depth) { return 0; }
    opens[depth] = place++;
    for (;;) {
        if (open == '{') {
            if (text[at[place]] != '"' || text[at[place + 1]] != ':') { return 0; }
            place += 2;
        }
        const uint8_t first = text[at[place]];
        if (first == '{' || first == '[') {
            if (text[at[place + 1]] != first + 2) {
                if (++depth >= most_depth) { return 0; }
                opens[depth] = place++;
                open = first;
                continue;
            }
            ends[place] = place + 1;
            place++;
        } else if (first != '"' && !is_scalar(place)) {
            return 0;
        }
        place++;
        uint8_t next;
        while ((next = text[at[place++]]) != ',') {
            if (next != open + 2) { return 0; }
            ends[opens[depth]] = place - 1;
            if (--depth == outer) { return place; }
            open = text[at[opens[depth]]];
        }
    }
}

// MARK: - Numbers and names

namespace {

/// What simdjson's number parser writes to.
struct NumberWriter {
    Value *value;
    void append_s64(int64_t number) { value->bits = static_cast<uint64_t>(number), value->kind = 'l'; }
    void append_u64(uint64_t number) { value->bits = number, value->kind = 'u'; }
    void append_double(double number) {
        memcpy(&value->bits, &number, 8);
        value->kind = 'd';
    }
    void skip_double() {}
};

/// The value of up to eight digits, without a branch for how many.
uint64_t digits_value(uint64_t word, size_t length) {
    uint64_t digits = (word ^ 0x3030303030303030) << (64 - 8 * length);
    digits = digits * 10 + (digits >> 8);
    return (((digits & 0x000000FF000000FF) * 0x000F424000000064)
            + ((digits >> 16 & 0x000000FF000000FF) * 0x0000271000000001))
        >> 32;
}

bool is_name(const uint8_t *text, size_t count, const char *name) {
    return strlen(name) == count && !memcmp(text, name, count);
}

} // namespace

bool Line::read_bare(uint32_t place, Value &value) const {
    if (place + 1 == places) { return false; }
    const uint8_t *text = bytes + indexes[place];
    const size_t length = bare_count(place);
    value = {text, 0, static_cast<uint32_t>(length), 'l'};
    uint64_t word;
    memcpy(&word, text, 8);
    if (length <= 8 && is_digits(word, length)) {
        value.bits = digits_value(word, length);
        return text[0] != '0' || length == 1;
    }
    if ((text[0] >= '0' && text[0] <= '9') || text[0] == '-') {
        NumberWriter writer{&value};
        return builtin::numberparsing::parse_number(text, writer) == simdjson::SUCCESS;
    }
    value.kind = text[0];
    return is_name(text, length, "true") || is_name(text, length, "false") || is_name(text, length, "null");
}

/// The check of what is no short number.
bool Line::is_rare(uint32_t place, size_t length) const {
    const uint8_t *text = bytes + indexes[place];
    if (text[0] >= '1' && text[0] <= '9' && length <= 16) {
        uint64_t head, tail;
        memcpy(&head, text, 8);
        memcpy(&tail, text + 8, 8);
        if (is_digits(head, 8) && length > 8 && is_digits(tail, length - 8)) { return true; }
    }
    Value value;
    return read_bare(place, value);
}

} // namespace tenet
