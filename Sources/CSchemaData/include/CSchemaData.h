// The schema tables of schemas/, taken into the binary with #embed.
#ifndef TENET_CSCHEMADATA_H
#define TENET_CSCHEMADATA_H
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const uint8_t *bytes;
    size_t count;
} tenet_schema_table;

tenet_schema_table tenet_schema_placeholder(void);
#endif
