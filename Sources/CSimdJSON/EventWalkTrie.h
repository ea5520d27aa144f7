// The paths of a program by their segments: what the keys of an event are looked up in.
#pragma once

#include "EventWalk.h"

#include <cstring>
#include <memory>
#include <vector>

namespace tenet {

/// A name is told apart by its first and last eight bytes and its length; only names of more than sixteen bytes need more.
struct NameEnds {
    uint64_t first, last;

    /// Reads up to eight bytes after the name.
    NameEnds(const uint8_t *name, size_t count) {
        static const uint64_t masks[9] = {
            0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, ~uint64_t(0)};
        const uint64_t mask = masks[count < 8 ? count : 8];
        memcpy(&first, name, 8);
        memcpy(&last, name + (count > 8 ? count - 8 : 0), 8);
        first &= mask;
        last &= mask;
    }
};

inline uint64_t mix(uint64_t a, uint64_t b) {
    const unsigned __int128 product = static_cast<unsigned __int128>(a) * b;
    return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

/// What tables without collisions are addressed by. Names that it does not tell apart make another kind of table.
inline uint64_t hash_of(const NameEnds &ends, size_t count, uint64_t seed) {
    return (ends.first + 2 * ends.last + count) * seed;
}

struct TrieEntry {
    uint64_t first = 0, last = 0;
    /// Bytes of the name; UINT32_MAX in a free entry, which no key equals.
    uint32_t count = UINT32_MAX;
    uint32_t node = 0;
    /// Where the name is among the trie's names.
    uint32_t name = 0;
    /// What is asked of the node.
    uint32_t asks = 0;
};

/// What is asked of a node, as bits of `TrieNode::asks`.
enum : uint8_t { ASKS_VALUES = 1, ASKS_OBJECTS = 2, ASKS_LEAVES = 4, ASKS_CHILDREN = 8, MARKS_SOURCE = 16, MARKS_HIT = 32 };

struct TrieNode {
    /// The children, after a free entry.
    const TrieEntry *entries;
    /// For each hash the number of an entry, 0 for none: so the larger part of a table is bytes. Not of a table that is probed.
    const uint8_t *numbers;
    /// Odd, so that no product of a table loses bits.
    uint64_t seed = 1;
    /// A table has 2^(64 - shift) places: the upper bits of a hash are the best.
    uint32_t shift = 63;
    /// Slots of the path; meaningful where `asks` says so.
    uint32_t values = 0, objects = 0, leaves = 0;
    uint8_t asks = 0;
    /// Whether each name has its own entry, so that one comparison decides. Otherwise entries are probed up to a free one.
    bool is_perfect = true;
};

/// Node 0 is for keys that nobody asks for, node n + 1 the root of scope n. Invariant: nodes and entries never move once the
/// trie is built.
class Trie {
public:
    void build(
        size_t scopes, const tenet_walk_path *paths, size_t path_count, const uint8_t *bytes, size_t byte_count,
        uint64_t seed);

    const TrieNode *root(size_t scope) const { return &nodes[scope + 1]; }

    const TrieNode *node(uint32_t number) const { return &nodes[number]; }
    uint32_t number(const TrieNode *node) const { return static_cast<uint32_t>(node - nodes.data()); }

    /// The node for keys that nobody asks for.
    const TrieNode *nothing() const { return nodes.data(); }

    struct Found {
        const TrieNode *node;
        uint32_t asks;
    };

    /// The child of that name, which holds no dot, and what is asked of it. Eight bytes after the name can be read.
    __attribute__((always_inline)) inline Found find(const TrieNode *node, const uint8_t *name, size_t count) const {
        if (__builtin_expect(!node->is_perfect, 0)) { return probe(node, name, count); }
        const NameEnds ends(name, count);
        const TrieEntry &entry = node->entries[node->numbers[hash_of(ends, count, node->seed) >> node->shift]];
        bool is_same = ((entry.first ^ ends.first) | (entry.last ^ ends.last) | (entry.count ^ count)) == 0;
        if (__builtin_expect(count > 16, 0)) { is_same = is_same && !memcmp(&names[entry.name], name, count); }
        // Without a branch: which keys are asked for is what cannot be foreseen.
        const uint32_t mask = 0 - static_cast<uint32_t>(is_same);
        return {&nodes[entry.node & mask], entry.asks & mask};
    }

    const TrieNode *child(const TrieNode *node, const uint8_t *name, size_t count) const {
        return find(node, name, count).node;
    }

private:
    struct Child {
        uint32_t start, count, node;
    };

    Found probe(const TrieNode *node, const uint8_t *name, size_t count) const;
    void add_table(size_t node, const std::vector<Child> &children, const uint8_t *bytes, uint64_t seed);
    bool place(size_t node, const std::vector<TrieEntry> &made, unsigned bits);
    bool place_in_runs(size_t node, const std::vector<TrieEntry> &made, unsigned bits, size_t longest_run);

    std::vector<TrieNode> nodes;
    /// A table for each node that has children; a node's `entries` points into it.
    std::vector<std::unique_ptr<TrieEntry[]>> tables;
    std::vector<std::unique_ptr<uint8_t[]>> number_tables;
    std::vector<uint8_t> names;
    TrieEntry free_entry;
    const uint8_t no_numbers[2] = {0, 0};
};

} // namespace tenet
