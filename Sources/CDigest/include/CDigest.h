#ifndef CDIGEST_H
#define CDIGEST_H

#include <stddef.h>
#include <stdint.h>

/// Writes the SHA-256 (FIPS 180-4) of `count` bytes into the 32 bytes at `digest`.
void tenet_sha256(const uint8_t *bytes, size_t count, uint8_t *digest);

#endif
