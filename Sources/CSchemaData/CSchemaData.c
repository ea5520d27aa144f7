#include "CSchemaData.h"

static const uint8_t placeholder[] = {0};
tenet_schema_table tenet_schema_placeholder(void) { return (tenet_schema_table){placeholder, 0}; }
