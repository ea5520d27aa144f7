#include "EventWalkTrie.h"

#include <unordered_map>

namespace tenet {

/// So many children get a table without collisions, whose places are bytes; more would take too large a table, too.
static const size_t most_perfect = 255;
static const int seeds_tried = 64;

static uint64_t whole_hash(const uint8_t *name, size_t count, uint64_t seed) {
    uint64_t hash = seed ^ count * 0x9E3779B97F4A7C15;
    for (size_t index = 0; index < count; index += 8) {
        const size_t rest = count - index;
        const NameEnds piece(name + index, rest < 8 ? rest : 8);
        hash = mix(hash ^ piece.first, 0xD6E8FEB86659FD93) + index;
    }
    return mix(hash, seed | 1);
}

Trie::Found Trie::probe(const TrieNode *node, const uint8_t *name, size_t count) const {
    const NameEnds ends(name, count);
    const uint64_t mask = (uint64_t(1) << (64 - node->shift)) - 1;
    // A table has a free entry, and its runs are short whatever is sought.
    for (uint64_t place = whole_hash(name, count, node->seed) >> node->shift;; place++) {
        const TrieEntry &entry = node->entries[place & mask];
        if (entry.count == UINT32_MAX) { return {nothing(), 0}; }
        if (entry.first == ends.first && entry.last == ends.last && entry.count == count
            && (count <= 16 || !memcmp(&names[entry.name], name, count)))
        {
            return {&nodes[entry.node], entry.asks};
        }
    }
}

/// Fills the table of a node whose entries are made; false if two of them have the same place.
bool Trie::place(size_t node, const std::vector<TrieEntry> &made, unsigned bits) {
    TrieNode &parent = nodes[node];
    uint8_t *numbers = new uint8_t[size_t(1) << bits]();
    number_tables.back().reset(numbers);
    parent.shift = 64 - bits;
    parent.numbers = numbers;
    for (size_t index = 0; index < made.size(); index++) {
        const NameEnds ends(&names[made[index].name], made[index].count);
        uint8_t &number = numbers[hash_of(ends, made[index].count, parent.seed) >> parent.shift];
        if (number) { return false; }
        number = static_cast<uint8_t>(index + 1);
    }
    return true;
}

/// Fills a table that is probed; false if more entries than `longest_run` are taken in a row.
bool Trie::place_in_runs(size_t node, const std::vector<TrieEntry> &made, unsigned bits, size_t longest_run) {
    TrieNode &parent = nodes[node];
    const uint64_t mask = (uint64_t(1) << bits) - 1;
    tables.back().reset(new TrieEntry[mask + 1]);
    TrieEntry *table = tables.back().get();
    parent.shift = 64 - bits;
    parent.entries = table;
    for (const TrieEntry &entry : made) {
        uint64_t place = whole_hash(&names[entry.name], entry.count, parent.seed) >> parent.shift;
        for (size_t run = 0; table[place & mask].count != UINT32_MAX; place++) {
            if (++run > longest_run) { return false; }
        }
        table[place & mask] = entry;
    }
    return true;
}

void Trie::add_table(size_t node, const std::vector<Child> &children, const uint8_t *bytes, uint64_t seed) {
    std::vector<TrieEntry> made;
    for (const Child &child : children) {
        TrieEntry entry;
        entry.count = child.count;
        entry.node = child.node;
        entry.name = static_cast<uint32_t>(names.size());
        names.insert(names.end(), bytes + child.start, bytes + child.start + child.count);
        // A comparison reads up to eight bytes after a name.
        names.insert(names.end(), 8, 0);
        const NameEnds ends(&names[entry.name], child.count);
        entry.first = ends.first;
        entry.last = ends.last;
        entry.asks = nodes[child.node].asks;
        made.push_back(entry);
    }
    tables.emplace_back();
    unsigned bits = 1;
    while (size_t(1) << bits < children.size() * 2) { bits++; }
    uint64_t state = seed ^ node * 0xD6E8FEB86659FD93;
    const auto next_seed = [&state] { return (state = mix(state ^ 0x9E3779B97F4A7C15, 0xA0761D6478BD642F) + 1) | 1; };
    if (children.size() <= most_perfect) {
        number_tables.emplace_back();
        tables.back().reset(new TrieEntry[children.size() + 1]);
        for (size_t index = 0; index < made.size(); index++) { tables.back()[index + 1] = made[index]; }
        nodes[node].entries = tables.back().get();
    }
    for (int doubling = 0; doubling < 6 && children.size() <= most_perfect; doubling++, bits++) {
        for (int attempt = 0; attempt < seeds_tried; attempt++) {
            nodes[node].seed = next_seed();
            if (place(node, made, bits)) { return; }
        }
    }
    nodes[node].is_perfect = false;
    while (size_t(1) << bits < children.size() * 4) { bits++; }
    for (size_t longest_run = 32;; longest_run *= 2) {
        nodes[node].seed = next_seed();
        if (place_in_runs(node, made, bits, longest_run)) { return; }
    }
}

namespace {

/// A name below a node. Eight bytes after the name can be read.
struct Step {
    size_t node;
    const uint8_t *name;
    size_t count;
    bool operator==(const Step &other) const {
        return node == other.node && count == other.count && !memcmp(name, other.name, count);
    }
};

struct StepHash {
    uint64_t seed;
    size_t operator()(const Step &step) const { return whole_hash(step.name, step.count, seed ^ step.node << 17); }
};

} // namespace

void Trie::build(
    size_t scopes, const tenet_walk_path *paths, size_t path_count, const uint8_t *bytes, size_t byte_count,
    uint64_t seed) {
    // The names that tell a hit of Elasticsearch are looked up like paths.
    static const char *const hit_names[] = {"_source", "_id", "_index"};
    std::vector<uint8_t> text(bytes, bytes + byte_count);
    std::vector<tenet_walk_path> all(paths, paths + path_count);
    for (const char *name : hit_names) {
        const uint32_t count = static_cast<uint32_t>(strlen(name));
        all.push_back({0, UINT32_MAX, 0, static_cast<uint32_t>(text.size()), count});
        text.insert(text.end(), name, name + count);
    }
    text.insert(text.end(), 8, 0);

    nodes.assign(scopes + 1, TrieNode{&free_entry, no_numbers});
    std::vector<std::vector<Child>> children(scopes + 1);
    std::unordered_map<Step, size_t, StepHash> known(0, StepHash{seed});
    for (const tenet_walk_path &path : all) {
        size_t node = path.scope + 1;
        const uint32_t end = path.start + path.count;
        for (uint32_t start = path.start, index = start; path.count && index <= end; index++) {
            if (index < end && text[index] != '.') { continue; }
            const auto made = known.emplace(Step{node, &text[start], index - start}, nodes.size());
            if (made.second) {
                children[node].push_back({start, index - start, static_cast<uint32_t>(nodes.size())});
                nodes.push_back(TrieNode{&free_entry, no_numbers});
                children.emplace_back();
            }
            node = made.first->second;
            start = index + 1;
        }
        TrieNode &last = nodes[node];
        switch (path.kind) {
        case TENET_PATH_VALUES: last.values = path.slot, last.asks |= ASKS_VALUES; break;
        case TENET_PATH_OBJECTS: last.objects = path.slot, last.asks |= ASKS_OBJECTS; break;
        case TENET_PATH_LEAVES: last.leaves = path.slot, last.asks |= ASKS_LEAVES; break;
        default: last.asks |= path.count == 7 ? MARKS_SOURCE : MARKS_HIT;
        }
    }
    for (size_t node = 0; node < nodes.size(); node++) {
        if (!children[node].empty()) { nodes[node].asks |= ASKS_CHILDREN; }
    }
    for (size_t node = 0; node < nodes.size(); node++) {
        if (!children[node].empty()) { add_table(node, children[node], text.data(), seed); }
    }
    // Every look-up may compare a name with an entry of an empty name.
    names.insert(names.end(), 8, 0);
}

} // namespace tenet
