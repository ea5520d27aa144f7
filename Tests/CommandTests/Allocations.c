// Counts allocations of a program that it is loaded into before the C library (LD_PRELOAD), to which it passes them on; the
// number is in the file that TENET_ALLOCATIONS names when the program has ended.
#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static atomic_long allocations;

void *malloc(size_t size) {
    atomic_fetch_add(&allocations, 1);
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    atomic_fetch_add(&allocations, 1);
    return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
    atomic_fetch_add(&allocations, 1);
    return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size) {
    atomic_fetch_add(&allocations, 1);
    return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **result, size_t alignment, size_t size) {
    void *made = memalign(alignment, size);
    if (!made) { return ENOMEM; }
    *result = made;
    return 0;
}

__attribute__((destructor)) static void write_count(void) {
    const long count = atomic_load(&allocations);
    const char *name = getenv("TENET_ALLOCATIONS");
    FILE *file = name ? fopen(name, "w") : NULL;
    if (!file) { return; }
    fprintf(file, "%ld\n", count);
    fclose(file);
}
