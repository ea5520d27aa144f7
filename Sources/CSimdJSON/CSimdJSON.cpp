#include "CSimdJSON.h"

#include <cstring>
#include <new>
#include <simdjson.h>

struct tenet_json_parser {
    simdjson::dom::parser parser;
    explicit tenet_json_parser(size_t max_bytes) : parser(max_bytes) {}
};

size_t tenet_json_padding(void) { return simdjson::SIMDJSON_PADDING; }

tenet_json_parser *tenet_json_parser_create(size_t max_bytes) {
    return new (std::nothrow) tenet_json_parser(max_bytes);
}

void tenet_json_parser_destroy(tenet_json_parser *parser) { delete parser; }

tenet_json_tape tenet_json_parse(tenet_json_parser *parser, const uint8_t *bytes, size_t count) {
    simdjson::dom::element root;
    // The caller owns the padding, so the parser never copies the input.
    auto error = parser->parser.parse(bytes, count, false).get(root);
    if (error) { return {nullptr, nullptr, static_cast<int32_t>(error)}; }
    return {parser->parser.doc.tape.get(), parser->parser.doc.string_buf.get(), 0};
}

const char *tenet_json_error_message(int32_t error) {
    // Our own words: the library's are whole sentences of another style, and differ between its versions.
    switch (static_cast<simdjson::error_code>(error)) {
    case simdjson::MEMALLOC: return "out of memory";
    case simdjson::CAPACITY: return "the text is too long";
    case simdjson::DEPTH_ERROR: return "values are nested too deeply";
    case simdjson::STRING_ERROR: return "a string has an invalid escape";
    case simdjson::T_ATOM_ERROR: return "expected `true`";
    case simdjson::F_ATOM_ERROR: return "expected `false`";
    case simdjson::N_ATOM_ERROR: return "expected `null`";
    case simdjson::NUMBER_ERROR: return "a number is malformed or too large";
    case simdjson::UTF8_ERROR: return "it is not UTF-8";
    case simdjson::EMPTY: return "it is empty";
    case simdjson::UNESCAPED_CHARS: return "a string has an unescaped control character";
    case simdjson::UNCLOSED_STRING: return "a string is never closed";
    case simdjson::TAPE_ERROR: return "a comma, colon, brace or bracket is missing or misplaced";
    default: return "the parser refuses it";
    }
}

size_t tenet_bytes_find(const uint8_t *bytes, size_t count, const uint8_t *sought, size_t sought_count) {
    if (count == 0) { return 0; }
    const void *found = memmem(bytes, count, sought, sought_count);
    return found ? static_cast<size_t>(static_cast<const uint8_t *>(found) - bytes) : count;
}
