// What the walk has to find, said again in the plainest way over the DOM.
#pragma once

#include "EventWalk.h"

#include <map>
#include <memory>
#include <simdjson.h>
#include <string>
#include <vector>

struct Slot {
    uint32_t scope, kind;
    std::string path;
};

/// The walk under test, owned.
struct Walk {
    tenet_walk *walk;
    tenet_walk_view *view;

    Walk(size_t scopes, const std::vector<Slot> &slots, const std::vector<uint8_t> &noted, uint64_t seed,
        size_t max_bytes = 1 << 24, size_t more_slots = 0) {
        std::string bytes;
        std::vector<tenet_walk_path> paths;
        for (size_t slot = 0; slot < slots.size(); slot++) {
            paths.push_back(
                {slots[slot].scope, slots[slot].kind, static_cast<uint32_t>(slot), static_cast<uint32_t>(bytes.size()),
                    static_cast<uint32_t>(slots[slot].path.size())});
            bytes += slots[slot].path;
        }
        walk = tenet_walk_create(
            scopes, slots.size() + more_slots, paths.data(), paths.size(),
            reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size(), noted.data(), seed, max_bytes);
        view = tenet_walk_view_of(walk);
    }
    Walk(const Walk &) = delete;
    ~Walk() { tenet_walk_destroy(walk); }
};

/// A value that a slot should hold.
struct Expected {
    char kind;
    uint64_t bits;
    std::string text;
    simdjson::dom::element element;
};

using SlotValues = std::map<uint32_t, std::vector<Expected>>;

/// The document that rules see: a hit's `_source`, else the root.
simdjson::dom::element reference_document(simdjson::dom::element root);

/// The values of one scope's slots for an object. `root` is the whole line's: of a hit its metadata count too.
SlotValues reference_values(
    const std::vector<Slot> &slots, uint32_t scope, simdjson::dom::element object, simdjson::dom::element root);

/// Every value below an object with its dotted path.
std::vector<std::pair<std::string, Expected>> reference_leaves(simdjson::dom::element object, bool is_document);
