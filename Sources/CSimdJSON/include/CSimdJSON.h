// The C face of simdjson's DOM parser: hands Swift the tape of one JSON document.
// The tape is documented in simdjson's doc/tape.md.
#ifndef TENET_CSIMDJSON_H
#define TENET_CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#include "EventWalk.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct tenet_json_parser tenet_json_parser;

/// What one parse yields; the pointers are the parser's and live until its next parse.
typedef struct {
    const uint64_t *tape;
    const uint8_t *strings;
    /// 0: parsed. Otherwise simdjson's error code.
    int32_t error;
} tenet_json_tape;

/// Bytes that must be readable (not necessarily zero) behind the input of a parse.
size_t tenet_json_padding(void);

tenet_json_parser *tenet_json_parser_create(size_t max_bytes);
void tenet_json_parser_destroy(tenet_json_parser *parser);

/// Parses the document in bytes[0..<count]; tenet_json_padding() further bytes must be readable.
tenet_json_tape tenet_json_parse(tenet_json_parser *parser, const uint8_t *bytes, size_t count);

/// What an error code means, as a fragment for messages; static storage.
const char *tenet_json_error_message(int32_t error);

/// Offset of the first place at which bytes[0..<count] hold sought[0..<sought_count], or count if there is none.
/// Linear in count whatever is sought (the C library's memmem).
size_t tenet_bytes_find(const uint8_t *bytes, size_t count, const uint8_t *sought, size_t sought_count);

#ifdef __cplusplus
}
#endif
#endif
