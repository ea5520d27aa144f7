// The tables of schemas/, taken into the binary with #embed. schemas/README.md says what their lines are.
#ifndef TENET_CSCHEMADATA_H
#define TENET_CSCHEMADATA_H
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const uint8_t *bytes;
    size_t count;
} tenet_schema_table;

tenet_schema_table tenet_schema_attack_18(void);
tenet_schema_table tenet_schema_attack_19(void);
tenet_schema_table tenet_schema_attack_18_to_19(void);
tenet_schema_table tenet_schema_attack_ics_18(void);
tenet_schema_table tenet_schema_attack_ics_19(void);
tenet_schema_table tenet_schema_attack_mobile_18(void);
tenet_schema_table tenet_schema_attack_mobile_19(void);
tenet_schema_table tenet_schema_beats(void);
tenet_schema_table tenet_schema_fields_beats(void);
tenet_schema_table tenet_schema_fields_ecs(void);
tenet_schema_table tenet_schema_fields_endgame(void);
tenet_schema_table tenet_schema_fields_endpoint_custom(void);
tenet_schema_table tenet_schema_fields_non_ecs(void);
tenet_schema_table tenet_schema_fields_packages(void);
tenet_schema_table tenet_schema_manifests(void);
tenet_schema_table tenet_schema_ml_jobs(void);
tenet_schema_table tenet_schema_packages(void);
tenet_schema_table tenet_schema_stacks(void);
tenet_schema_table tenet_schema_streams(void);
tenet_schema_table tenet_schema_tags(void);
tenet_schema_table tenet_schema_frequencies(void);
tenet_schema_table tenet_schema_values(void);
#endif
