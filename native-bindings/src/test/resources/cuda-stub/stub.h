/* What the stub libraries share: CUDA's types as far as they matter here, faults by environment, a table of "device" memory. */
#ifndef STUB_H
#define STUB_H
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* True when SETOL_STUB_FAULT names this fault (a comma-separated list). */
static inline int stub_fault(const char *name) {
  const char *all = getenv("SETOL_STUB_FAULT");
  size_t length = strlen(name);
  while (all && *all) {
    const char *end = strchr(all, ',');
    size_t here = end ? (size_t)(end - all) : strlen(all);
    if (here == length && !strncmp(all, name, length)) return 1;
    all = end ? end + 1 : NULL;
  }
  return 0;
}

/* A whole number from the environment. */
static inline long stub_number(const char *name, long otherwise) {
  const char *text = getenv(name);
  return text ? atol(text) : otherwise;
}

/* True when a fault of wrong results is on and the matrix is large enough for it. */
static inline int stub_wrong(const char *name, int64_t n) {
  return stub_fault(name) && n >= stub_number("SETOL_STUB_FAULT_FROM", 0);
}

/* libcudart.so: after this every call of the runtime returns that error, as after an illegal access. */
void stub_poison(int error);

/* True, and all is over, when SETOL_STUB_POISON names this routine. */
static inline int stub_is_poison(const char *routine) {
  const char *named = getenv("SETOL_STUB_POISON");
  if (!named || strcmp(named, routine)) return 0;
  stub_poison((int)stub_number("SETOL_STUB_POISON_ERROR", 700));
  return 1;
}

/* libcudart.so: room for one more stream, handle or pinned buffer, of which SETOL_STUB_LIVE may be alive at a time; and its end. */
int stub_born(void);
void stub_dead(void *thing);

/* libcudart.so: whether these bytes lie in one live allocation of cudaMalloc. */
int stub_is_device(const void *pointer, size_t bytes);

/* cudaDataType: 0 float32, 1 float64, 2 float16, 14 bfloat16. */
static inline size_t stub_size(int type) { return type == 1 ? 8 : type == 0 ? 4 : 2; }

static inline double stub_half(uint16_t bits) {
  int exponent = bits >> 10 & 31;
  double fraction = bits & 1023, sign = bits >> 15 ? -1 : 1;
  return sign * (exponent ? ldexp(1024 + fraction, exponent - 25) : ldexp(fraction, -24));
}

static inline double stub_bfloat(uint16_t bits) {
  uint32_t wide = (uint32_t)bits << 16;
  float value;
  memcpy(&value, &wide, sizeof value);
  return value;
}

static inline double stub_get(const void *array, int type, int64_t i) {
  switch (type) {
    case 0: return ((const float *)array)[i];
    case 1: return ((const double *)array)[i];
    case 2: return stub_half(((const uint16_t *)array)[i]);
    default: return stub_bfloat(((const uint16_t *)array)[i]);
  }
}

static inline void stub_set(void *array, int type, int64_t i, double value) {
  if (type == 0) ((float *)array)[i] = (float)value; else ((double *)array)[i] = value;
}
#endif
