// Random documents with hostile leanings, and damaged lines, through the walk and the reference.

#include "Reference.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>

using simdjson::dom::element;

namespace {

struct Random {
    std::mt19937_64 engine;
    uint64_t below(uint64_t bound) { return engine() % bound; }
    bool one_in(uint64_t count) { return below(count) == 0; }
    template <typename T> const T &pick(const std::vector<T> &items) { return items[below(items.size())]; }
};

const std::vector<std::string> names = {
    "a", "b", "c", "", "a.b", "a.b.c", "b.a", ".", "a.", ".a", "a..b", "long_name_of_more_than_16", "long_name_of_mOre_than_16",
    "_source", "_id", "_index", "_score", "_type", "exactly8", "exactly_sixteen_", "\\u0061", "a\\u002eb", "\\u005fsource",
    "_\\u0069d", "b\\\\", "\\\"", "\xC3\xA9", "\\ud83d\\ude00", "process", "event", "process.name", "_source.a",
};
const std::vector<std::string> plain_paths = {
    "a", "b", "c", "a.b", "a.b.c", "b.a", "a.c", "c.c", "", ".", "a.", ".a", "a..b", "long_name_of_more_than_16", "exactly8",
    "exactly_sixteen_", "_id", "_index", "_source", "_source.a", "_score", "b\\", "\"", "\xC3\xA9", "\xF0\x9F\x98\x80",
    "process", "process.name", "event", "event.category", "event.code", "user.id", "host.os.type", "message", "process.args",
    "winlog.event_data", "a.process.name", "process.executable", "process.parent.executable", "file.path", "aws", "aws.cloudtrail",
    "tags", "related.ip", "_source.event", "@timestamp",
};
const std::vector<std::string> scalars = {
    "null", "true", "false", "0", "-0", "-1", "7", "12345678", "123456789", "1234567890123456", "12345678901234567",
    "123456789012345678", "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616",
    "-9223372036854775808", "-9223372036854775809", "1e999", "-1e999", "1e-999", "1.5", "-0.0", "1E5", "1e+2", "2.2250738585072013e-308",
    "1.7976931348623157e308", "1.7976931348623159e308", "9007199254740993.0", "0.30000000000000004441", "1.", ".5", "01", "-", "+1",
    "1e", "0x1", "1a", "tru", "truee", "nul", "nulL", "NaN", "\"\"", "\"a\"", "\"\\n\"", "\"\\u00e9\"", "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"", "\"\\ude00\"", "\"\\ud83d\\u0041\"", "\"\\q\"", "\"\\u12g4\"", "\"C:\\\\Windows\\\\System32\\\\cmd.exe\"",
    "\"\\\\\\\\\\\\\"", "\"\\\"\\\"\"", "\"\t\"", "\"\x01\"", "\"\xFF\"", "\"\xC3\xA9\"", "\"\xED\xA0\x80\"", "\"\x7F\"",
    "\"one text of more than sixty-four bytes, so that it goes over words of a bitmap: \\\\ \\r\\n and on\"", "00", "1 2", "100000000", "0.1",
    "\"\\u0000\"", "\"\\/\\b\\f\\t\"", "\"[{,:}]\"", "\"\\\\\"", "1234567 ", "0 ", "\"\\\\u0041\"", "\"\\\\\\u0041\"",
};

std::string space(Random &random) {
    static const std::vector<std::string> kinds = {" ", "\t", "\r", "  \n", "\f", "          "};
    if (!random.one_in(12)) { return ""; }
    return random.one_in(30) ? "\f" : kinds[random.below(4)];
}

std::string scalar(Random &random) {
    // Most scalars are valid, else hardly a document is.
    if (random.one_in(40)) { return random.pick(scalars); }
    static const std::vector<std::string> good = [] {
        std::vector<std::string> found;
        simdjson::dom::parser parser;
        for (const std::string &text : scalars) {
            if (!parser.parse("[" + text + "]").error()) { found.push_back(text); }
        }
        return found;
    }();
    if (random.one_in(4)) { return std::to_string(static_cast<int64_t>(random.engine()) >> random.below(64)); }
    return random.pick(good);
}

std::string value(Random &random, int depth);

std::string object(Random &random, int depth) {
    std::string text = "{" + space(random);
    const uint64_t members = random.below(depth > 4 ? 2 : 6);
    for (uint64_t member = 0; member < members; member++) {
        if (member) { text += "," + space(random); }
        text += "\"" + random.pick(names) + "\"" + space(random) + ":" + space(random) + value(random, depth + 1) + space(random);
    }
    return text + "}";
}

std::string value(Random &random, int depth) {
    switch (depth > 8 ? 9 : random.below(10)) {
    case 0: case 1: case 2: return object(random, depth);
    case 3: {
        std::string text = "[" + space(random);
        const uint64_t members = random.below(4);
        for (uint64_t member = 0; member < members; member++) {
            text += (member ? "," : "") + space(random) + value(random, depth + 1) + space(random);
        }
        return text + "]";
    }
    default: return scalar(random);
    }
}

std::string deep(Random &random) {
    const uint64_t levels = 1015 + random.below(14);
    std::string text, end;
    for (uint64_t level = 0; level < levels; level++) {
        const bool is_object = level == 0 || random.one_in(2);
        static const std::vector<std::string> opening = {"{\"a\":", "{\"b\":", "{\"c\":1,\"a\":"};
        text += is_object ? random.pick(opening) : "[";
        end += is_object ? "}" : "]";
    }
    static const std::vector<std::string> cores = {"1", "{}", "[]", "{\"a\":1}", "[1]"};
    std::reverse(end.begin(), end.end());
    return text + random.pick(cores) + end;
}

void damage(Random &random, std::string &line) {
    static const std::string marks = "{}[],:\"\\ \n\t0129-+.eEtfnu_a\x01\x80\xC3\xFF\x0C\x1A";
    for (uint64_t change = random.one_in(3) ? 0 : 1 + random.below(3); change > 0 && !line.empty(); change--) {
        const size_t place = random.below(line.size());
        const size_t other = random.below(line.size()), count = random.below(std::min<size_t>(line.size() - other, 40) + 1);
        switch (random.below(7)) {
        case 0: line[place] = static_cast<char>(random.below(256)); break;
        case 1: line[place] = marks[random.below(marks.size())]; break;
        case 2: line.insert(place, 1, marks[random.below(marks.size())]); break;
        case 3: line.erase(place, 1 + random.below(3)); break;
        case 4: line.insert(place, line.substr(other, count)); break;
        case 5: line.insert(place, random.pick(scalars)); break;
        default: if (random.one_in(20)) { line.resize(place); }
        }
    }
}

[[noreturn]] void fail(const std::string &line, const char *what, uint32_t slot) {
    std::fprintf(stderr, "differs: %s, slot %u\n%s\n", what, slot, line.c_str());
    abort();
}

/// One program of paths, and the lines that are compared with it.
class Trial {
public:
    Trial(Random &random) : random(random) {
        for (uint32_t scope = 0; scope < 3; scope++) {
            for (const std::string &path : plain_paths) {
                for (uint32_t kind = 0; kind < 3; kind++) {
                    if (random.one_in(kind == TENET_PATH_VALUES ? 2 : 7)) { slots.push_back({scope, kind, path}); }
                }
            }
        }
        if (random.one_in(4)) {
            for (int extra = 0; extra < 300; extra++) { slots.push_back({0, TENET_PATH_VALUES, "a.many" + std::to_string(extra)}); }
        }
        // Four slots more have no path: their values are found by name.
        for (size_t slot = 0; slot < slots.size() + 4; slot++) { noted.push_back(static_cast<uint8_t>(random.below(2))); }
        walk.reset(new Walk(3, slots, noted, random.engine(), 1 << 20, 4));
    }

    void run(const std::string &line) {
        this->line = &line;
        // The line ends where its memory does, so that reading too far is seen; what is behind it may be anything.
        const size_t padding = simdjson::SIMDJSON_PADDING;
        std::unique_ptr<uint8_t[]> bytes(new uint8_t[line.size() + padding]);
        memcpy(bytes.get(), line.data(), line.size());
        static const std::string fills[] = {std::string(1, '\0'), "}", "]", ",", "\"", "1", "\\", "{\"a\":1}\n", " ", "u0041"};
        const std::string &fill = fills[random.below(10)];
        for (size_t index = 0; index < padding; index++) { bytes[line.size() + index] = static_cast<uint8_t>(fill[index % fill.size()]); }

        element root;
        int32_t expected = parser.parse(bytes.get(), line.size(), false).get(root);
        if (!expected && !root.is_object()) { expected = TENET_WALK_NOT_OBJECT; }
        if (tenet_walk_event(walk->walk, bytes.get(), line.size()) != expected) { fail(line, "verdict", 0); }
        if (expected) {
            if (walk->view->cell_count || walk->view->filled_count) { fail(line, "values of a refused line", 0); }
            return;
        }
        valid++;
        const element document = reference_document(root);
        compare(0, document, root);
        compare_filled();
        compare_leaves(0, document, true);
        enter(1, document, root);
    }

    uint64_t valid = 0;

private:
    Random &random;
    std::vector<Slot> slots;
    std::vector<uint8_t> noted;
    std::unique_ptr<Walk> walk;
    simdjson::dom::parser parser{1 << 20}, number_parser;
    const std::string *line = nullptr;

    uint32_t head(uint32_t slot) const {
        return walk->view->slots[slot].stamp == walk->view->stamp ? walk->view->slots[slot].head : TENET_NO_CELL;
    }

    bool is_same(const tenet_cell &cell, const Expected &value) {
        if (cell.note || cell.note2 || cell.kind != static_cast<uint8_t>(value.kind)) { return false; }
        const std::string text(reinterpret_cast<const char *>(cell.text), cell.count);
        volatile uint8_t after = cell.text[cell.count + 7];
        (void)after;
        if (value.kind == '{') { return true; }
        if (value.kind == '"' || value.kind == 't' || value.kind == 'f') { return text == value.text && cell.bits == 0; }
        if (cell.bits != value.bits || text.empty()) { return false; }
        // A number's text is that of the number and nothing else.
        element number;
        if (number_parser.parse("[" + text + "]").get(number) || text.find_first_of(" ,]\n\t\r") != std::string::npos) { return false; }
        number = simdjson::dom::array(number).at(0);
        uint64_t bits = 0;
        if (value.kind == 'd') {
            const double real = double(number);
            memcpy(&bits, &real, 8);
        } else {
            bits = value.kind == 'l' ? static_cast<uint64_t>(int64_t(number)) : uint64_t(number);
        }
        return bits == value.bits;
    }

    void compare_list(uint32_t slot, const std::vector<Expected> &values) {
        uint32_t next = head(slot);
        for (const Expected &value : values) {
            if (next == TENET_NO_CELL || next >= walk->view->cell_count) { fail(*line, "a value is missing", slot); }
            tenet_walk_decode(walk->walk, next);
            if (!is_same(walk->view->cells[next], value)) { fail(*line, "value", slot); }
            next = walk->view->cells[next].next;
        }
        if (next != TENET_NO_CELL) { fail(*line, "a value too much", slot); }
    }

    void compare(uint32_t scope, element object, element root) {
        SlotValues values = reference_values(slots, scope, object, root);
        for (uint32_t slot = 0; slot < slots.size(); slot++) {
            if (slots[slot].scope == scope && is_last_of_path(slot)) { compare_list(slot, values[slot]); }
        }
    }

    /// Of slots with the same path and kind only one counts.
    bool is_last_of_path(uint32_t slot) const {
        for (uint32_t other = slot + 1; other < slots.size(); other++) {
            const Slot &a = slots[slot], &b = slots[other];
            if (a.scope == b.scope && a.kind == b.kind && a.path == b.path) { return false; }
        }
        return true;
    }

    void compare_filled() {
        uint32_t before = 0, count = 0;
        for (uint32_t index = 0; index < walk->view->filled_count; index++) {
            const uint32_t slot = walk->view->filled[index];
            if (!noted[slot] || head(slot) == TENET_NO_CELL || (index && head(slot) <= before)) { fail(*line, "filled", slot); }
            before = head(slot);
        }
        for (uint32_t slot = 0; slot < slots.size(); slot++) {
            count += slots[slot].scope == 0 && noted[slot] && head(slot) != TENET_NO_CELL;
        }
        if (count != walk->view->filled_count) { fail(*line, "count of filled", count); }
    }

    static int fits(void *context, const uint8_t *path, size_t count) {
        const std::string text(reinterpret_cast<const char *>(path), count);
        static_cast<std::vector<std::string> *>(context)->push_back(text);
        return text.size() % 3 != 1;
    }

    void compare_leaves(uint32_t scope, element object, bool is_document) {
        if (!random.one_in(3)) { return; }
        const uint32_t slot = static_cast<uint32_t>(slots.size() + scope);
        std::vector<std::string> paths, expected_paths;
        std::vector<Expected> expected;
        tenet_walk_leaves(walk->walk, scope, slot, fits, &paths);
        for (const auto &leaf : reference_leaves(object, is_document)) {
            expected_paths.push_back(leaf.first);
            if (leaf.first.size() % 3 != 1) { expected.push_back(leaf.second); }
        }
        if (paths != expected_paths) { fail(*line, "paths", slot); }
        if (walk->view->slots[slot].stamp != walk->view->stamp) { fail(*line, "stamp", slot); }
        compare_list(slot, expected);
    }

    /// Enters each object that the scope above holds.
    void enter(uint32_t scope, element above, element root) {
        SlotValues values = reference_values(slots, scope - 1, above, root);
        for (uint32_t slot = 0; slot < slots.size(); slot++) {
            if (slots[slot].scope != scope - 1 || slots[slot].kind != TENET_PATH_OBJECTS || !is_last_of_path(slot)) { continue; }
            uint32_t next = head(slot);
            for (const Expected &value : values[slot]) {
                const uint32_t mark = walk->view->cell_count;
                const uint64_t bits = walk->view->cells[next].bits;
                next = walk->view->cells[next].next;
                tenet_walk_object(walk->walk, scope, bits);
                compare(scope, value.element, root);
                compare_leaves(scope, value.element, false);
                if (scope == 1) { enter(2, value.element, root); }
                tenet_walk_release(walk->walk, mark);
            }
        }
        // The outer scope's values are what they were.
        if (scope == 1) { compare(0, above, root); }
    }
};

} // namespace

int fuzz(uint64_t runs, uint64_t seed, const std::vector<std::string> &lines) {
    Random random{std::mt19937_64(seed)};
    uint64_t valid = 0;
    std::unique_ptr<Trial> trial;
    for (uint64_t run = 0; run < runs; run++) {
        if (run % 500 == 0) {
            if (trial) { valid += trial->valid; }
            trial.reset(new Trial(random));
        }
        std::string line;
        if (random.one_in(400)) {
            line = deep(random);
        } else if (!lines.empty() && random.one_in(2)) {
            line = random.pick(lines);
            if (random.one_in(8)) { line = "{\"_id\":\"1\",\"_source\":" + line + ",\"_index\":\"i\"}"; }
        } else {
            line = object(random, 0);
        }
        damage(random, line);
        if (random.one_in(200)) { line = random.one_in(2) ? scalar(random) : space(random) + space(random); }
        trial->run(line);
    }
    std::printf("%llu lines, %llu valid\n", static_cast<unsigned long long>(runs), static_cast<unsigned long long>(valid + trial->valid));
    return 0;
}
