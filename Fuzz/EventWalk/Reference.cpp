#include "Reference.h"

#include <cstring>
#include <set>

using simdjson::dom::element;
using simdjson::dom::element_type;
using Path = std::vector<std::string>;

static const std::set<std::string> metadata = {
    "_id", "_index", "_score", "_type", "_version", "_ignored", "_routing", "_seq_no", "_primary_term",
};

static bool is_leaf(element value) { return !value.is_object() && !value.is_array() && !value.is_null(); }

static Expected expect(element value) {
    Expected expected{'"', 0, "", value};
    double number;
    switch (value.type()) {
    case element_type::STRING: expected.text = std::string(std::string_view(value)); break;
    case element_type::INT64: expected.kind = 'l', expected.bits = static_cast<uint64_t>(int64_t(value)); break;
    case element_type::UINT64: expected.kind = 'u', expected.bits = uint64_t(value); break;
    case element_type::DOUBLE:
        expected.kind = 'd';
        number = double(value);
        memcpy(&expected.bits, &number, 8);
        break;
    case element_type::BOOL:
        expected.kind = bool(value) ? 't' : 'f';
        expected.text = bool(value) ? "true" : "false";
        break;
    default: expected.kind = '{';
    }
    return expected;
}

static Path split(const std::string &text) {
    Path path(1);
    for (const char byte : text) {
        if (byte == '.') {
            path.emplace_back();
        } else {
            path.back() += byte;
        }
    }
    return path;
}

namespace {

struct Visit {
    const std::vector<Slot> &slots;
    const std::vector<Path> &paths;
    uint32_t scope;
    SlotValues &values;

    void see(element value, const Path &path, bool is_metadata_part) {
        for (uint32_t slot = 0; slot < slots.size(); slot++) {
            if (slots[slot].scope != scope) { continue; }
            const Path &asked = paths[slot];
            const bool is_same = asked == path;
            const bool is_below = asked.size() <= path.size() && std::equal(asked.begin(), asked.end(), path.begin());
            bool is_wanted = false;
            switch (slots[slot].kind) {
            case TENET_PATH_VALUES: is_wanted = is_same && is_leaf(value); break;
            case TENET_PATH_OBJECTS: is_wanted = is_same && value.is_object() && !path.empty(); break;
            case TENET_PATH_LEAVES: is_wanted = is_below && is_leaf(value) && !(asked.empty() && is_metadata_part); break;
            }
            if (is_wanted) { values[slot].push_back(expect(value)); }
        }
        if (value.is_array()) {
            for (const element member : simdjson::dom::array(value)) { see(member, path, is_metadata_part); }
        } else if (value.is_object()) {
            walk(value, path, false, is_metadata_part);
        }
    }

    void walk(element object, const Path &path, bool is_document, bool is_metadata_part) {
        for (const auto field : simdjson::dom::object(object)) {
            const std::string key(field.key);
            Path inner = path;
            for (const std::string &segment : split(key)) { inner.push_back(segment); }
            see(field.value, inner, is_metadata_part || (is_document && metadata.count(key)));
        }
    }
};

} // namespace

element reference_document(element root) {
    element source = root;
    bool is_hit = false, has_source = false;
    for (const auto field : simdjson::dom::object(root)) {
        if (field.key == "_id" || field.key == "_index") { is_hit = true; }
        if (field.key == "_source" && field.value.is_object()) {
            source = field.value;
            has_source = true;
        }
    }
    return is_hit && has_source ? source : root;
}

SlotValues reference_values(const std::vector<Slot> &slots, uint32_t scope, element object, element root) {
    SlotValues values;
    std::vector<Path> paths;
    for (const Slot &slot : slots) { paths.push_back(slot.path.empty() ? Path() : split(slot.path)); }
    Visit visit{slots, paths, scope, values};
    const element document = reference_document(root);
    const bool is_document = scope == 0;
    const auto place = [](element value) { return simdjson::dom::object(value).begin(); };
    if (is_document && place(document) != place(root)) {
        for (const auto field : simdjson::dom::object(root)) {
            const std::string key(field.key);
            if (!metadata.count(key) || !is_leaf(field.value)) { continue; }
            for (uint32_t slot = 0; slot < slots.size(); slot++) {
                if (slots[slot].scope == 0 && slots[slot].kind == TENET_PATH_VALUES && slots[slot].path == key) {
                    values[slot].push_back(expect(field.value));
                }
            }
        }
    }
    visit.walk(object, {}, is_document, false);
    return values;
}

static void spell(element value, const std::string &path, bool is_document, std::vector<std::pair<std::string, Expected>> &all) {
    if (value.is_array()) {
        for (const element member : simdjson::dom::array(value)) { spell(member, path, false, all); }
    } else if (value.is_object()) {
        for (const auto field : simdjson::dom::object(value)) {
            const std::string key(field.key);
            if (is_document && metadata.count(key)) { continue; }
            spell(field.value, path.empty() ? key : path + "." + key, false, all);
        }
    } else if (!value.is_null()) {
        all.emplace_back(path, expect(value));
    }
}

std::vector<std::pair<std::string, Expected>> reference_leaves(element object, bool is_document) {
    std::vector<std::pair<std::string, Expected>> all;
    spell(object, "", is_document, all);
    return all;
}
