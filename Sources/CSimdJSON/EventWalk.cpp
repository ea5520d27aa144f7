#include "EventWalk.h"

#include "EventWalkLine.h"

#include <cstdlib>
#include <new>

using namespace tenet;

/// What each value passes through.
#define FAST __attribute__((always_inline)) inline
/// What would only cost the others registers.
#define NEVER_INLINE __attribute__((noinline))

namespace {

/// A container whose members are looked up, around the one at hand.
struct Frame {
    const TrieNode *node;
    const uint32_t *open;
    bool is_array;
};

/// Values to be filed below a place once the line is known to be valid.
struct PendingLeaves {
    uint32_t place, slot;
};

struct Scope {
    /// The object at hand; one of this event if the stamp is.
    uint32_t object = 0, stamp = 0;
    /// The first of its slots; UINT32_MAX: none.
    uint32_t first_slot = UINT32_MAX;
};

const uint32_t no_place = UINT32_MAX;

} // namespace

struct tenet_walk {
    tenet_walk_view view{};
    Line line;
    Trie trie;
    std::unique_ptr<tenet_slot[]> slots;
    std::unique_ptr<uint8_t[]> noted;
    std::unique_ptr<uint32_t[]> filled;
    size_t slot_count = 0;
    size_t cell_capacity = 0;
    std::vector<Scope> scopes;
    /// The next slot of the same scope; a slot without a scope leads to itself.
    std::vector<uint32_t> next_slots;
    std::vector<PendingLeaves> pending;
    std::unique_ptr<Frame[]> frames{new Frame[most_depth]};
    std::unique_ptr<size_t[]> path_counts{new size_t[most_depth + 1]};
    /// Where a hit's `_source` is, and whether `_id` or `_index` are beside it.
    uint32_t source = no_place;
    bool is_hit = false;

    ~tenet_walk() { free(view.cells); }

    void grow_cells();
    void restart();
    void add_slot(uint32_t scope, uint32_t slot);
    int32_t load(const uint8_t *bytes, size_t count);
    void enter(uint32_t scope, uint32_t object);
    void spell_leaves(uint32_t scope, uint32_t slot, int (*fits)(void *, const uint8_t *, size_t), void *context);

private:
    void file(uint32_t slot, const Value &value, uint64_t raw = 0);
    bool take(uint32_t place, const TrieNode *node);
    void take_string(const TrieNode *node, uint32_t asks, const uint8_t *bytes, const uint32_t *at);
    void take_object(const TrieNode *node, uint32_t place);
    void note_hit(const TrieNode *node, uint32_t place);
    Trie::Found find(const TrieNode *node, const uint8_t *bytes, const uint32_t *at);
    const TrieNode *find_special(const TrieNode *node, uint32_t place);
    template <bool is_checked> uint32_t gather(uint32_t open, const TrieNode *node);
    void gather_metadata();
    void gather_pending();
    void gather_leaves(uint32_t place, uint32_t slot);
};

// MARK: - Cells

NEVER_INLINE void tenet_walk::grow_cells() {
    cell_capacity = cell_capacity ? cell_capacity * 2 : 256;
    void *larger = cell_capacity > UINT32_MAX ? nullptr : realloc(view.cells, cell_capacity * sizeof(tenet_cell));
    // As everywhere in the program that calls: what has no memory left ends.
    if (!larger) { abort(); }
    view.cells = static_cast<tenet_cell *>(larger);
}

FAST void tenet_walk::file(uint32_t slot, const Value &value, uint64_t raw) {
    const uint32_t made = view.cell_count;
    if (__builtin_expect(made == cell_capacity, 0)) { grow_cells(); }
    view.cell_count = made + 1;
    tenet_cell &cell = view.cells[made];
    cell.text = value.text;
    cell.bits = value.bits;
    cell.count = value.count;
    cell.next = TENET_NO_CELL;
    // The kind, whether it is raw, what is reserved, then the caller's note.
    const uint64_t kind = value.kind | raw << 8;
    memcpy(&cell.kind, &kind, 8);
    cell.note2 = 0;
    tenet_slot &list = view.slots[slot];
    if (list.stamp == view.stamp && list.head != TENET_NO_CELL) {
        view.cells[list.tail].next = made;
        list.tail = made;
        return;
    }
    list = {view.stamp, made, made};
    filled[view.filled_count] = slot;
    view.filled_count += noted[slot];
}

/// Makes all lists empty.
void tenet_walk::restart() {
    view.cell_count = 0;
    view.filled_count = 0;
    pending.clear();
    if (++view.stamp != 0) { return; }
    // Stamps begin anew: those of long ago must not look like new ones.
    for (size_t slot = 0; slot < slot_count; slot++) { slots[slot].stamp = 0; }
    for (Scope &scope : scopes) { scope.stamp = 0; }
    view.stamp = 1;
}

// MARK: - Keys

/// Remembers what tells a hit of Elasticsearch: a key of the root whose value is at the place.
void tenet_walk::note_hit(const TrieNode *node, uint32_t place) {
    if (node->asks & MARKS_HIT) { is_hit = true; }
    if (node->asks & MARKS_SOURCE && line.at(place) == '{') { source = place; }
}

/// What there is for the key between an opening quote and a colon.
FAST Trie::Found tenet_walk::find(const TrieNode *node, const uint8_t *bytes, const uint32_t *at) {
    const size_t from = at[0] + size_t(1);
    size_t to = at[1] - 1;
    while (bytes[to] != '"') { to--; }
    if (__builtin_expect(line.marks.special.any(from, to), 0)) {
        const TrieNode *const found = find_special(node, line.place(at));
        return {found, found->asks};
    }
    return trie.find(node, bytes + from, to - from);
}

/// A key with escapes, or of several segments.
NEVER_INLINE const TrieNode *tenet_walk::find_special(const TrieNode *node, uint32_t place) {
    const Value key = line.text(place);
    uint32_t start = 0;
    for (uint32_t index = 0; index < key.count; index++) {
        if (key.text[index] != '.') { continue; }
        node = trie.child(node, key.text + start, index - start);
        if (node == trie.nothing()) { return node; }
        // The key goes on below a path whose leaves are asked for: the value is among them.
        if (node->asks & ASKS_LEAVES) { pending.push_back({place + 2, node->leaves}); }
        start = index + 1;
    }
    return trie.child(node, key.text + start, key.count - start);
}

// MARK: - Walking

/// Files a value that is no container where the node asks for it; false if it is not valid.
NEVER_INLINE bool tenet_walk::take(uint32_t place, const TrieNode *node) {
    if (node->asks & ASKS_LEAVES) { pending.push_back({place, node->leaves}); }
    if (!(node->asks & ASKS_VALUES)) { return line.is_scalar(place); }
    Value value;
    if (!line.read(place, value)) { return false; }
    if (value.kind != 'n') { file(node->values, value); }
    return true;
}

/// Files a string for the values and leaves that are asked for at its node.
FAST void tenet_walk::take_string(const TrieNode *node, uint32_t asks, const uint8_t *bytes, const uint32_t *at) {
    if (__builtin_expect(asks & ASKS_LEAVES, 0)) { pending.push_back({line.place(at), node->leaves}); }
    if (asks & ASKS_VALUES) {
        const size_t from = at[0] + size_t(1);
        size_t to = at[1] - 1;
        while (bytes[to] != '"') { to--; }
        // Most texts with escapes are asked for by nobody in this event.
        const Value value{bytes + from, 0, static_cast<uint32_t>(to - from), '"'};
        file(node->values, value, line.marks.escaped.any(from, to));
    }
}

/// Files an object, and what is asked for below it as a whole.
NEVER_INLINE void tenet_walk::take_object(const TrieNode *node, uint32_t place) {
    if (node->asks & ASKS_OBJECTS) { file(node->objects, line.object(place)); }
    if (node->asks & ASKS_LEAVES) { pending.push_back({place, node->leaves}); }
}

/// Walks the object whose brace is at `open` and files what is asked for at and below the node. The place after it, or 0 if
/// the line is not valid. Unless it is checked, that is known to be no case, and where its containers end too.
///
/// Invariant: a place is read only after the one before it was found to be one that another follows. The last of the line
/// closes the root, and an opening brace is put after it, which is wrong there: so no place after that is read.
template <bool is_checked> uint32_t tenet_walk::gather(uint32_t place, const TrieNode *node) {
    if (node->asks & ASKS_LEAVES) { pending.push_back({place, node->leaves}); }
    if (line.at(place + 1) == '}') { return line.close(place, place + 1) + 1; }
    const uint8_t *const bytes = line.bytes;
    const uint32_t *open = line.index(place), *at = open + 1;
    uint32_t depth = 1;
    bool is_array = false;
    for (;;) {
        const TrieNode *found = node;
        uint32_t asks = node->asks;
        if (!is_array) {
            if (is_checked && (bytes[at[0]] != '"' || bytes[at[1]] != ':')) { return 0; }
            const Trie::Found known = find(node, bytes, at);
            found = known.node;
            asks = known.asks;
            at += 2;
            if (is_checked && __builtin_expect(asks >= MARKS_SOURCE, 0)) { note_hit(found, line.place(at)); }
        }
        const uint8_t first = bytes[*at];
        if (first == '"') {
            if (asks & (ASKS_VALUES | ASKS_LEAVES)) { take_string(found, asks, bytes, at); }
            at++;
        } else if (first == '{' || first == '[') {
            if (first == '{' && asks & (ASKS_OBJECTS | ASKS_LEAVES)) { take_object(found, line.place(at)); }
            // An array's values are those of its node, whatever is asked there.
            if (!(first == '{' ? asks & ASKS_CHILDREN : asks) || bytes[at[1]] == first + 2) {
                const uint32_t after = line.skip<is_checked>(line.place(at), depth);
                if (is_checked && after == 0) { return 0; }
                at = line.index(after);
            } else {
                frames[depth] = {node, open, is_array};
                if (++depth >= most_depth) { return 0; }
                node = found;
                open = at++;
                is_array = first == '[';
                continue;
            }
        } else {
            const bool is_taken = asks & (ASKS_VALUES | ASKS_LEAVES);
            if (is_taken ? !take(line.place(at), found) : is_checked && !line.is_scalar(line.place(at))) { return 0; }
            at++;
        }
        uint8_t next;
        while ((next = bytes[*at++]) != ',') {
            if (is_checked && next != (is_array ? ']' : '}')) { return 0; }
            line.close(line.place(open), line.place(at) - 1);
            if (--depth == 0) { return line.place(at); }
            const Frame &outer = frames[depth];
            node = outer.node;
            open = outer.open;
            is_array = outer.is_array;
        }
    }
}

// MARK: - Leaves

/// What an exported document says of itself: not fields, so free text and patterns of names pass them by.
static bool is_metadata(const Value &key) {
    static const char *const names[] = {
        "_id", "_index", "_score", "_type", "_version", "_ignored", "_routing", "_seq_no", "_primary_term",
    };
    if (key.count == 0 || key.text[0] != '_') { return false; }
    for (const char *name : names) {
        if (strlen(name) == key.count && !memcmp(name, key.text, key.count)) { return true; }
    }
    return false;
}

/// Files what a hit says of its document: `_id`, `_index` and the like.
void tenet_walk::gather_metadata() {
    for (uint32_t place = 1; line.at(place) == '"';) {
        const uint32_t value_place = place + 2;
        const Value key = line.text(place);
        Value value;
        if (!line.is_container(value_place) && is_metadata(key)) {
            const TrieNode *node = trie.child(trie.root(0), key.text, key.count);
            if (node->asks & ASKS_VALUES && line.read(value_place, value) && value.kind != 'n') { file(node->values, value); }
        }
        place = line.after(value_place);
        if (line.at(place) == ',') { place++; }
    }
}

void tenet_walk::gather_pending() {
    for (const PendingLeaves &leaves : pending) { gather_leaves(leaves.place, leaves.slot); }
    pending.clear();
}

/// Files every value at or below a place of a valid line.
void tenet_walk::gather_leaves(uint32_t place, uint32_t slot) {
    const bool is_root = place == scopes[0].object;
    uint32_t depth = 0;
    for (const uint32_t end = line.after(place); place < end; place++) {
        Value value;
        switch (line.at(place)) {
        case '{': case '[': depth++; break;
        case '}': case ']': depth--; break;
        case ',': case ':': case 'n': break;
        case '"':
            if (line.at(place + 1) == ':') {
                const bool is_skipped = is_root && depth == 1 && is_metadata(line.text(place));
                place = is_skipped ? line.after(place + 2) - 1 : place + 1;
                break;
            }
            // fall through
        default:
            if (line.read(place, value)) { file(slot, value); }
        }
    }
}

/// As `gather_leaves`, for the values whose path fits.
void tenet_walk::spell_leaves(
    uint32_t scope, uint32_t slot, int (*fits)(void *, const uint8_t *, size_t), void *context) {
    uint32_t place = scopes[scope].object;
    const bool is_root = place == scopes[0].object;
    uint8_t *const path = line.path.get();
    // Of each container around the place the length of its own path, which values in an array share.
    uint32_t depth = 0;
    size_t count = 0;
    for (const uint32_t end = line.after(place); place < end; place++) {
        Value value;
        switch (line.at(place)) {
        case '{': case '[': path_counts[++depth] = count; break;
        case '}': case ']': depth--; break;
        case ',': count = path_counts[depth]; break;
        case ':': case 'n': break;
        case '"':
            if (line.at(place + 1) == ':') {
                const Value key = line.text(place);
                if (is_root && depth == 1 && is_metadata(key)) {
                    place = line.after(place + 2) - 1;
                    break;
                }
                if (count > 0) { path[count++] = '.'; }
                memcpy(path + count, key.text, key.count);
                count += key.count;
                break;
            }
            // fall through
        default:
            if (fits(context, path, count) && line.read(place, value)) { file(slot, value); }
        }
    }
    if (slots[slot].stamp != view.stamp) { slots[slot] = {view.stamp, TENET_NO_CELL, TENET_NO_CELL}; }
}

// MARK: - Events

int32_t tenet_walk::load(const uint8_t *bytes, size_t count) {
    restart();
    source = no_place;
    is_hit = false;
    const int32_t error = line.scan(bytes, count);
    if (error) { return error; }
    scopes[0] = {0, view.stamp, scopes[0].first_slot};
    const uint32_t end = gather<true>(0, trie.root(0));
    if (end == 0 || end != line.places) {
        restart();
        return line.refuse();
    }
    if (is_hit && source != no_place) {
        restart();
        scopes[0] = {source, view.stamp, scopes[0].first_slot};
        gather_metadata();
        gather<false>(source, trie.root(0));
    }
    if (!pending.empty()) { gather_pending(); }
    return 0;
}

void tenet_walk::enter(uint32_t scope, uint32_t object) {
    for (uint32_t slot = scopes[scope].first_slot; slot != UINT32_MAX; slot = next_slots[slot]) { slots[slot].stamp = 0; }
    scopes[scope].object = object;
    scopes[scope].stamp = view.stamp;
    gather<false>(object, trie.root(scope));
    if (!pending.empty()) { gather_pending(); }
}

/// Counts a slot among those of a scope.
void tenet_walk::add_slot(uint32_t scope, uint32_t slot) {
    if (next_slots[slot] != slot) { return; }
    next_slots[slot] = scopes[scope].first_slot;
    scopes[scope].first_slot = slot;
    // Lists of a loop's objects come and go, so they are never told as filled.
    if (scope != 0) { noted[slot] = 0; }
}

// MARK: - The C face

tenet_walk *tenet_walk_create(
    size_t scopes, size_t slots, const tenet_walk_path *paths, size_t path_count, const uint8_t *bytes,
    size_t byte_count, const uint8_t *noted, uint64_t seed, size_t max_bytes) {
    try {
        std::unique_ptr<tenet_walk> walk(new tenet_walk);
        walk->scopes.resize(scopes ? scopes : 1);
        walk->trie.build(walk->scopes.size(), paths, path_count, bytes, byte_count, seed);
        walk->line.limit(max_bytes);
        walk->slot_count = slots;
        walk->slots.reset(new tenet_slot[slots + 1]());
        walk->filled.reset(new uint32_t[slots + 1]);
        walk->noted.reset(new uint8_t[slots + 1]());
        for (size_t slot = 0; slot < slots; slot++) { walk->noted[slot] = noted[slot] != 0; }
        for (size_t slot = 0; slot < slots; slot++) { walk->next_slots.push_back(static_cast<uint32_t>(slot)); }
        for (size_t path = 0; path < path_count; path++) { walk->add_slot(paths[path].scope, paths[path].slot); }
        walk->grow_cells();
        walk->view.slots = walk->slots.get();
        walk->view.filled = walk->filled.get();
        return walk.release();
    } catch (const std::bad_alloc &) { return nullptr; }
}

void tenet_walk_destroy(tenet_walk *walk) { delete walk; }

tenet_walk_view *tenet_walk_view_of(tenet_walk *walk) { return &walk->view; }

int32_t tenet_walk_event(tenet_walk *walk, const uint8_t *line, size_t count) { return walk->load(line, count); }

void tenet_walk_decode(tenet_walk *walk, uint32_t index) {
    tenet_cell &cell = walk->view.cells[index];
    if (!cell.is_raw) { return; }
    const size_t from = static_cast<size_t>(cell.text - walk->line.bytes);
    const Value value = walk->line.decoded_text(Span{from, from + cell.count});
    cell.text = value.text;
    cell.count = value.count;
    cell.is_raw = 0;
}

void tenet_walk_object(tenet_walk *walk, uint32_t scope, uint64_t object) {
    if (!walk->line.is_object(object)) { return; }
    walk->enter(scope, static_cast<uint32_t>(object));
}

void tenet_walk_release(tenet_walk *walk, uint32_t mark) {
    if (mark < walk->view.cell_count) { walk->view.cell_count = mark; }
}

void tenet_walk_leaves(
    tenet_walk *walk, uint32_t scope, uint32_t slot, int (*fits)(void *context, const uint8_t *path, size_t count),
    void *context) {
    // No object of this scope was entered in this event, so there is nothing below it.
    if (walk->scopes[scope].stamp != walk->view.stamp || walk->line.places == 0) { return; }
    walk->add_slot(scope, slot);
    walk->spell_leaves(scope, slot, fits, context);
}
