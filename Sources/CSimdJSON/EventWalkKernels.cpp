// The passes over a line's bytes with the wide registers that a processor has.
#include "EventWalkText.h"

#if defined(__x86_64__)
#include <immintrin.h>

namespace tenet {

// MARK: - 32 bytes

#define TENET_AVX2 __attribute__((target("avx2")))

TENET_AVX2 static inline uint64_t bits_of(__m256i low, __m256i high) {
    const auto low_bits = static_cast<uint32_t>(_mm256_movemask_epi8(low));
    return low_bits | static_cast<uint64_t>(static_cast<uint32_t>(_mm256_movemask_epi8(high))) << 32;
}

/// Which bytes are no letters of escapes. Those are bytes whose halves have a bit in common, a bit for each of the upper
/// halves 2, 5, 6 and 7.
TENET_AVX2 static inline __m256i not_simple(__m256i bytes) {
    const __m256i lower = _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 0, 13, 0, 8, 0, 4, 0, 0, 0, 0, 0, 2, 0, 4, 1));
    const __m256i upper = _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 0, 1, 0, 0, 2, 4, 8, 0, 0, 0, 0, 0, 0, 0, 0));
    const __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(15));
    const __m256i both = _mm256_and_si256(_mm256_shuffle_epi8(lower, bytes), _mm256_shuffle_epi8(upper, high));
    return _mm256_cmpeq_epi8(both, _mm256_setzero_si256());
}

TENET_AVX2 static void
mark_32(const uint8_t *line, size_t words, uint64_t *backslashes, uint64_t *special, uint64_t *simple) {
    const __m256i backslash = _mm256_set1_epi8('\\'), dot = _mm256_set1_epi8('.');
    for (size_t word = 0; word < words; word++) {
        const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(line + word * 64));
        const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(line + word * 64 + 32));
        const uint64_t hits = bits_of(_mm256_cmpeq_epi8(low, backslash), _mm256_cmpeq_epi8(high, backslash));
        backslashes[word] = hits;
        special[word] = hits | bits_of(_mm256_cmpeq_epi8(low, dot), _mm256_cmpeq_epi8(high, dot));
        simple[word] = ~bits_of(not_simple(low), not_simple(high));
    }
}

namespace {

/// For each set of eight bytes the places of those outside it, as a shuffle.
struct Squeezes {
    uint8_t places[256][8] = {};

    constexpr Squeezes() {
        for (unsigned set = 0; set < 256; set++) {
            unsigned count = 0;
            for (unsigned place = 0; place < 8; place++) {
                if (!(set >> place & 1)) { places[set][count++] = static_cast<uint8_t>(place); }
            }
        }
    }
};

constexpr Squeezes squeezes;

} // namespace

/// Eight bytes at a time and without a branch, so that what follows on what in a text costs nothing.
TENET_AVX2 static size_t
decode_8(const uint8_t *line, size_t from, size_t to, const ByteBits &escaped, uint8_t *out) {
    // Of the letters that stand for something else bits 1 to 4 say which: b, f, n, r and t.
    const __m128i values = _mm_setr_epi8(0, '\b', 0, '\f', 0, 0, 0, '\n', 0, '\r', '\t', 0, 0, 0, 0, 0);
    const __m128i members = _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, char(128), 0, 0, 0, 0, 0, 0, 0, 0);
    uint8_t *const begin = out, *const limit = out + (to - from);
    uint64_t after;
    memcpy(&after, limit, 8);
    for (; from < to; from += 8) {
        const unsigned inside = to - from < 8 ? ~0u << (to - from) : 0;
        const unsigned marks = escaped.eight(from);
        // A backslash is what is before an escaped byte, the next eight bytes' first included.
        const unsigned dropped = (escaped.eight(from + 1) | inside) & 0xFF;
        const __m128i bytes = _mm_loadl_epi64(reinterpret_cast<const __m128i *>(line + from));
        const __m128i index = _mm_and_si128(_mm_srli_epi16(bytes, 1), _mm_set1_epi8(15));
        const __m128i hit = _mm_cmpeq_epi8(_mm_and_si128(_mm_set1_epi8(static_cast<char>(marks)), members), members);
        const __m128i change = _mm_and_si128(hit, _mm_cmpgt_epi8(bytes, _mm_set1_epi8(0x5F)));
        const __m128i text = _mm_blendv_epi8(bytes, _mm_shuffle_epi8(values, index), change);
        const __m128i places = _mm_loadl_epi64(reinterpret_cast<const __m128i *>(squeezes.places[dropped]));
        _mm_storel_epi64(reinterpret_cast<__m128i *>(out), _mm_shuffle_epi8(text, places));
        out += 8 - __builtin_popcount(dropped);
    }
    memcpy(limit, &after, 8);
    return static_cast<size_t>(out - begin);
}


// MARK: - 64 bytes

#define TENET_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2")))

TENET_AVX512 static void
mark_64(const uint8_t *line, size_t words, uint64_t *backslashes, uint64_t *special, uint64_t *simple) {
    // As in `not_simple`.
    const __m512i lower = _mm512_broadcast_i32x4(_mm_setr_epi8(0, 0, 13, 0, 8, 0, 4, 0, 0, 0, 0, 0, 2, 0, 4, 1));
    const __m512i upper = _mm512_broadcast_i32x4(_mm_setr_epi8(0, 0, 1, 0, 0, 2, 4, 8, 0, 0, 0, 0, 0, 0, 0, 0));
    for (size_t word = 0; word < words; word++) {
        const __m512i bytes = _mm512_loadu_si512(line + word * 64);
        const __m512i high = _mm512_and_si512(_mm512_srli_epi16(bytes, 4), _mm512_set1_epi8(15));
        const uint64_t hits = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\\'));
        backslashes[word] = hits;
        special[word] = hits | _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('.'));
        simple[word] = _mm512_test_epi8_mask(_mm512_shuffle_epi8(lower, bytes), _mm512_shuffle_epi8(upper, high));
    }
}

TENET_AVX512 static size_t
decode_64(const uint8_t *line, size_t from, size_t to, const ByteBits &escaped, uint8_t *out) {
    const __m512i values =
        _mm512_broadcast_i32x4(_mm_setr_epi8(0, '\b', 0, '\f', 0, 0, 0, '\n', 0, '\r', '\t', 0, 0, 0, 0, 0));
    uint8_t *const begin = out, *const limit = out + (to - from);
    const __m512i after = _mm512_loadu_si512(limit);
    for (; from < to; from += 64) {
        const uint64_t inside = to - from < 64 ? ~(~uint64_t(0) << (to - from)) : ~uint64_t(0);
        const uint64_t kept = inside & ~escaped.window(from + 1);
        const __m512i bytes = _mm512_loadu_si512(line + from);
        const __m512i index = _mm512_and_si512(_mm512_srli_epi16(bytes, 1), _mm512_set1_epi8(15));
        const uint64_t changed = escaped.window(from) & _mm512_cmpgt_epi8_mask(bytes, _mm512_set1_epi8(0x5F));
        const __m512i text = _mm512_mask_shuffle_epi8(bytes, changed, values, index);
        _mm512_storeu_si512(out, _mm512_maskz_compress_epi8(kept, text));
        out += __builtin_popcountll(kept);
    }
    _mm512_storeu_si512(limit, after);
    return static_cast<size_t>(out - begin);
}

TextKernel wide_kernel() {
    if (__builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
        return {mark_64, decode_64};
    }
    if (__builtin_cpu_supports("avx2")) { return {mark_32, decode_8}; }
    return {nullptr, nullptr};
}

} // namespace tenet

#else

namespace tenet {
TextKernel wide_kernel() { return {nullptr, nullptr}; }
} // namespace tenet

#endif
