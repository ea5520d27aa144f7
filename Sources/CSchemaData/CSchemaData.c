#include "CSchemaData.h"

// The tables lie in the binary as they lie in the repository: sorted text that is searched as bytes. A file that is
// missing or empty stops the build: `tenet fields import` and `tenet attack import` write them.

_Alignas(16) static const uint8_t attack_18[] = {
#embed "../../schemas/attack-18.1.txt"
};
tenet_schema_table tenet_schema_attack_18(void) { return (tenet_schema_table){attack_18, sizeof attack_18}; }

_Alignas(16) static const uint8_t attack_19[] = {
#embed "../../schemas/attack-19.0.txt"
};
tenet_schema_table tenet_schema_attack_19(void) { return (tenet_schema_table){attack_19, sizeof attack_19}; }

_Alignas(16) static const uint8_t attack_18_to_19[] = {
#embed "../../schemas/attack-18-to-19.txt"
};
tenet_schema_table tenet_schema_attack_18_to_19(void) { return (tenet_schema_table){attack_18_to_19, sizeof attack_18_to_19}; }

_Alignas(16) static const uint8_t attack_ics_18[] = {
#embed "../../schemas/attack-ics-18.1.txt"
};
tenet_schema_table tenet_schema_attack_ics_18(void) { return (tenet_schema_table){attack_ics_18, sizeof attack_ics_18}; }

_Alignas(16) static const uint8_t attack_ics_19[] = {
#embed "../../schemas/attack-ics-19.0.txt"
};
tenet_schema_table tenet_schema_attack_ics_19(void) { return (tenet_schema_table){attack_ics_19, sizeof attack_ics_19}; }

_Alignas(16) static const uint8_t attack_mobile_18[] = {
#embed "../../schemas/attack-mobile-18.1.txt"
};
tenet_schema_table tenet_schema_attack_mobile_18(void) { return (tenet_schema_table){attack_mobile_18, sizeof attack_mobile_18}; }

_Alignas(16) static const uint8_t attack_mobile_19[] = {
#embed "../../schemas/attack-mobile-19.0.txt"
};
tenet_schema_table tenet_schema_attack_mobile_19(void) { return (tenet_schema_table){attack_mobile_19, sizeof attack_mobile_19}; }

_Alignas(16) static const uint8_t beats[] = {
#embed "../../schemas/beats.txt"
};
tenet_schema_table tenet_schema_beats(void) { return (tenet_schema_table){beats, sizeof beats}; }

_Alignas(16) static const uint8_t fields_beats[] = {
#embed "../../schemas/fields-beats.txt"
};
tenet_schema_table tenet_schema_fields_beats(void) { return (tenet_schema_table){fields_beats, sizeof fields_beats}; }

_Alignas(16) static const uint8_t fields_ecs[] = {
#embed "../../schemas/fields-ecs.txt"
};
tenet_schema_table tenet_schema_fields_ecs(void) { return (tenet_schema_table){fields_ecs, sizeof fields_ecs}; }

_Alignas(16) static const uint8_t fields_endgame[] = {
#embed "../../schemas/fields-endgame.txt"
};
tenet_schema_table tenet_schema_fields_endgame(void) { return (tenet_schema_table){fields_endgame, sizeof fields_endgame}; }

_Alignas(16) static const uint8_t fields_endpoint_custom[] = {
#embed "../../schemas/fields-endpoint-custom.txt"
};
tenet_schema_table tenet_schema_fields_endpoint_custom(void) { return (tenet_schema_table){fields_endpoint_custom, sizeof fields_endpoint_custom}; }

_Alignas(16) static const uint8_t fields_non_ecs[] = {
#embed "../../schemas/fields-non-ecs.txt"
};
tenet_schema_table tenet_schema_fields_non_ecs(void) { return (tenet_schema_table){fields_non_ecs, sizeof fields_non_ecs}; }

_Alignas(16) static const uint8_t fields_packages[] = {
#embed "../../schemas/fields-packages.txt"
};
tenet_schema_table tenet_schema_fields_packages(void) { return (tenet_schema_table){fields_packages, sizeof fields_packages}; }

_Alignas(16) static const uint8_t manifests[] = {
#embed "../../schemas/manifests.txt"
};
tenet_schema_table tenet_schema_manifests(void) { return (tenet_schema_table){manifests, sizeof manifests}; }

_Alignas(16) static const uint8_t ml_jobs[] = {
#embed "../../schemas/ml-jobs.txt"
};
tenet_schema_table tenet_schema_ml_jobs(void) { return (tenet_schema_table){ml_jobs, sizeof ml_jobs}; }

_Alignas(16) static const uint8_t packages[] = {
#embed "../../schemas/packages.txt"
};
tenet_schema_table tenet_schema_packages(void) { return (tenet_schema_table){packages, sizeof packages}; }

_Alignas(16) static const uint8_t stacks[] = {
#embed "../../schemas/stacks.txt"
};
tenet_schema_table tenet_schema_stacks(void) { return (tenet_schema_table){stacks, sizeof stacks}; }

_Alignas(16) static const uint8_t streams[] = {
#embed "../../schemas/streams.txt"
};
tenet_schema_table tenet_schema_streams(void) { return (tenet_schema_table){streams, sizeof streams}; }

_Alignas(16) static const uint8_t tags[] = {
#embed "../../schemas/tags.txt"
};
tenet_schema_table tenet_schema_tags(void) { return (tenet_schema_table){tags, sizeof tags}; }

_Alignas(16) static const uint8_t values[] = {
#embed "../../schemas/values.txt"
};
tenet_schema_table tenet_schema_values(void) { return (tenet_schema_table){values, sizeof values}; }

_Alignas(16) static const uint8_t frequencies[] = {
#embed "../../schemas/frequencies.txt"
};
tenet_schema_table tenet_schema_frequencies(void) { return (tenet_schema_table){frequencies, sizeof frequencies}; }
