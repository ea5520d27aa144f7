#include "CDigest.h"

#ifdef __APPLE__

#include <CommonCrypto/CommonDigest.h>

void tenet_sha256(const uint8_t *bytes, size_t count, uint8_t *digest) {
    CC_SHA256_CTX context;
    CC_SHA256_Init(&context);
    // CommonCrypto counts in 32 bits.
    while (count > 0) {
        size_t part = count < (1u << 30) ? count : (1u << 30);
        CC_SHA256_Update(&context, bytes, (CC_LONG)part);
        bytes += part;
        count -= part;
    }
    CC_SHA256_Final(digest, &context);
}

#else

#include <sys/types.h>
#include <sha2.h>

void tenet_sha256(const uint8_t *bytes, size_t count, uint8_t *digest) {
    SHA2_CTX context;
    SHA256Init(&context);
    SHA256Update(&context, bytes, count);
    SHA256Final(digest, &context);
}

#endif
