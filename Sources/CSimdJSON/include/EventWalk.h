// A walk over the structural indexes of simdjson's first stage: checks a JSON line as its DOM parser does and files the
// values that a program asks for, without building the tape.
#ifndef TENET_EVENT_WALK_H
#define TENET_EVENT_WALK_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Owns the first stage, the paths and all scratch; for one thread.
typedef struct tenet_walk tenet_walk;

/// What a slot takes at its path: values that are no container; objects; every value at or below the path.
enum { TENET_PATH_VALUES = 0, TENET_PATH_OBJECTS = 1, TENET_PATH_LEAVES = 2 };

/// The document's root is not an object.
enum { TENET_WALK_NOT_OBJECT = -2 };

/// The end of a list of cells.
#define TENET_NO_CELL UINT32_MAX

/// A slot and its path: bytes[start..<start + count], dotted, relative to the scope's object. The empty path is that object.
typedef struct {
    uint32_t scope, kind, slot, start, count;
} tenet_walk_path;

/// A value. Null is no value and has no cell.
typedef struct {
    /// A string's UTF-8 bytes, escapes decoded unless `is_raw`; of numbers, `true` and `false` their JSON text. Lives until the
    /// next event, and at least eight bytes after it are readable.
    const uint8_t *text;
    /// 'l': an int64; 'u': a uint64; 'd': the bits of a double; '{': where the object is, for tenet_walk_object.
    uint64_t bits;
    /// Bytes of the text.
    uint32_t count;
    /// The next cell of the slot, TENET_NO_CELL after the last.
    uint32_t next;
    /// '"', 'l', 'u', 'd', 't', 'f' or '{': what these mean on simdjson's tape.
    uint8_t kind;
    /// The text has escapes still: tenet_walk_decode decodes it.
    uint8_t is_raw;
    uint8_t reserved[2];
    /// The caller's; 0 when the cell is made.
    uint32_t note;
    uint64_t note2;
} tenet_cell;

/// A slot's list of cells, in the order of the document; empty unless the stamp is the event's.
typedef struct {
    uint32_t stamp, head, tail;
} tenet_slot;

/// What callers read. Its address is the same for the life of the walk; `cells` moves when they grow.
typedef struct {
    tenet_cell *cells;
    tenet_slot *slots;
    /// Noted slots of scope 0 that have a value in this event, in the order in which they got the first.
    const uint32_t *filled;
    uint32_t cell_count, filled_count, stamp;
} tenet_walk_view;

/// `noted` has a byte for each slot, nonzero: its first value is told in `filled`. `seed` should be random: look-ups take
/// constant time as long as whoever chooses the paths does not know it. Lines of more than `max_bytes` are refused.
/// NULL: out of memory.
tenet_walk *tenet_walk_create(
    size_t scopes, size_t slots, const tenet_walk_path *paths, size_t path_count, const uint8_t *bytes,
    size_t byte_count, const uint8_t *noted, uint64_t seed, size_t max_bytes);
void tenet_walk_destroy(tenet_walk *walk);

tenet_walk_view *tenet_walk_view_of(tenet_walk *walk);

/// Takes up line[0..<count], after which tenet_json_padding() bytes are readable, and files the values of scope 0. The line
/// has to stay until the next event. 0: valid. Otherwise nothing is filed, and the result is the error code of simdjson's DOM
/// parser, or TENET_WALK_NOT_OBJECT.
int32_t tenet_walk_event(tenet_walk *walk, const uint8_t *line, size_t count);

/// Decodes the text of a cell of this event that is raw.
void tenet_walk_decode(tenet_walk *walk, uint32_t cell);

/// Empties the slots of a nested scope and files the values of an object, which is the `bits` of a '{' cell of this event.
void tenet_walk_object(tenet_walk *walk, uint32_t scope, uint64_t object);

/// Forgets the cells after a mark, an earlier `cell_count` of this event. Lists that hold such cells must not be read.
void tenet_walk_release(tenet_walk *walk, uint32_t mark);

/// Fills a slot that has no path with the values, at or below the object of its scope, whose dotted path fits. The slot
/// bears the event's stamp afterwards even if nothing fits: its head is then TENET_NO_CELL.
void tenet_walk_leaves(
    tenet_walk *walk, uint32_t scope, uint32_t slot, int (*fits)(void *context, const uint8_t *path, size_t count),
    void *context);

#ifdef __cplusplus
}
#endif
#endif
