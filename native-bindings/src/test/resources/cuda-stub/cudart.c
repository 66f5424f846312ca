/* The used part of the CUDA runtime on host memory. Faults: init, no-device, old-driver, oom (with SETOL_STUB_OOM_AT=k: the
 * k-th cudaMalloc and all after it fail; SETOL_STUB_OOM_ONCE=k: only the k-th). SETOL_STUB_NO_STREAM=k: the k-th stream is refused.
 * SETOL_STUB_NO_COPY=k: so is the k-th copy to the device.
 * SETOL_STUB_UNUSABLE=d: device d is there and cannot be used. Memory must not be freed before the copies to it are waited for. Poisoned, it returns nothing but that error. */
#include "stub.h"
#include <pthread.h>

enum { MOST = 1 << 16 };
static struct { char *start; size_t bytes; } allocations[MOST];
static int count;
static size_t used;
static long mallocs;
static _Atomic int poison;
static _Atomic long live, streams, copies;
static struct { void *stream, *to; } pending[MOST];
static int unsettled;

void stub_poison(int error) { poison = error; }

int stub_born(void) {
  if (++live <= stub_number("SETOL_STUB_LIVE", MOST)) return 1;
  live--;
  return 0;
}

void stub_dead(void *thing) {
  free(thing);
  live--;
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int stub_is_device(const void *pointer, size_t bytes) {
  const char *p = pointer;
  int found = 0;
  pthread_mutex_lock(&lock);
  for (int i = 0; i < count && !found; i++)
    found = p >= allocations[i].start && p + bytes <= allocations[i].start + allocations[i].bytes;
  pthread_mutex_unlock(&lock);
  return found;
}

static void settle(void *stream) {
  pthread_mutex_lock(&lock);
  for (int i = 0; i < unsettled;)
    if (pending[i].stream == stream) pending[i] = pending[--unsettled]; else i++;
  pthread_mutex_unlock(&lock);
}

/* Under the lock: whether a copy to that allocation may still be under way. The real cudaFree waits; those who get a block from a pool do not. */
static int is_written(int allocation) {
  for (int i = 0; i < unsettled; i++) {
    char *to = pending[i].to;
    if (to >= allocations[allocation].start && to < allocations[allocation].start + allocations[allocation].bytes) return 1;
  }
  return 0;
}

static size_t total(void) { return (size_t)stub_number("SETOL_STUB_MEMORY", 1L << 30); }

int cudaDriverGetVersion(int *version) { *version = stub_fault("old-driver") ? 12040 : 13000; return 0; }
int cudaRuntimeGetVersion(int *version) { *version = 13010; return 0; }

int cudaGetDeviceCount(int *devices) {
  *devices = 0;
  if (stub_fault("init")) return 3;
  if (stub_fault("no-device")) return 100;
  if (stub_fault("old-driver")) return 35;
  *devices = (int)stub_number("SETOL_STUB_DEVICES", 1);
  return 0;
}

int cudaGetDeviceProperties(void *properties, int device) {
  (void)device;
  strcpy((char *)properties, "Stub GPU");
  memcpy((char *)properties + 288, &(size_t){total()}, sizeof(size_t));
  return 0;
}

int cudaDeviceGetAttribute(int *value, int attribute, int device) {
  /* Devices before SETOL_STUB_OLD have compute capability 7.0, all others 9.0. */
  *value = attribute != 75 ? 0 : device < stub_number("SETOL_STUB_OLD", 0) ? 7 : 9;
  return 0;
}

int cudaSetDevice(int device) {
  if (poison) return poison;
  if (device == stub_number("SETOL_STUB_UNUSABLE", -1)) return 46;
  return device < stub_number("SETOL_STUB_DEVICES", 1) ? 0 : 101;
}
int cudaGetLastError(void) { return 0; }
int cudaDeviceSynchronize(void) { return 0; }

int cudaMemGetInfo(size_t *available, size_t *all) {
  if (poison) return poison;
  *all = total();
  *available = total() - used;
  return 0;
}

static int out_of_memory(size_t bytes) {
  long call = ++mallocs;
  return bytes > total() - used || call == stub_number("SETOL_STUB_OOM_ONCE", -1)
      || (stub_number("SETOL_STUB_OOM_AT", -1) > 0 && call >= stub_number("SETOL_STUB_OOM_AT", -1));
}

int cudaMalloc(void **pointer, size_t bytes) {
  if (poison) return poison;
  int status = 2;
  pthread_mutex_lock(&lock);
  if (!out_of_memory(bytes) && count < MOST) {
    *pointer = aligned_alloc(256, (bytes + 255) / 256 * 256 + 256);
    memset(*pointer, 0xA5, bytes);
    allocations[count].start = *pointer;
    allocations[count++].bytes = bytes;
    used += bytes;
    status = 0;
  }
  pthread_mutex_unlock(&lock);
  return status;
}

int cudaFree(void *pointer) {
  if (poison) return poison;
  int status = pointer ? 1 : 0;
  pthread_mutex_lock(&lock);
  for (int i = 0; i < count && status; i++) {
    if (allocations[i].start != pointer) continue;
    if (is_written(i)) poison = 700;
    used -= allocations[i].bytes;
    allocations[i] = allocations[--count];
    free(pointer);
    status = 0;
  }
  pthread_mutex_unlock(&lock);
  return status;
}

int cudaHostAlloc(void **pointer, size_t bytes, unsigned flags) {
  (void)flags;
  if (poison) return poison;
  if (stub_fault("no-pinned") || !stub_born()) return 2;
  *pointer = aligned_alloc(256, (bytes + 255) / 256 * 256 + 256);
  return 0;
}

int cudaFreeHost(void *pointer) { stub_dead(pointer); return 0; }

/* kind 1: to the device, 2: from it, 3: on it. */
int cudaMemcpyAsync(void *to, const void *from, size_t bytes, int kind, void *stream) {
  if (poison) return poison;
  if ((kind == 1 || kind == 3) && !stub_is_device(to, bytes)) return 700;
  if ((kind == 2 || kind == 3) && !stub_is_device(from, bytes)) return 700;
  if (kind == 1) {
    if (stub_fault("no-workspace")) return poison = 700; /* not asked before the upload */
    if (++copies == stub_number("SETOL_STUB_NO_COPY", -1)) return 2;
    pthread_mutex_lock(&lock);
    pending[unsettled].stream = stream;
    pending[unsettled++].to = to;
    pthread_mutex_unlock(&lock);
  }
  memmove(to, from, bytes);
  return 0;
}

int cudaMemcpy(void *to, const void *from, size_t bytes, int kind) { return cudaMemcpyAsync(to, from, bytes, kind, 0); }

int cudaStreamCreateWithFlags(void **stream, unsigned flags) {
  (void)flags;
  if (poison) return poison;
  if (++streams == stub_number("SETOL_STUB_NO_STREAM", -1) || !stub_born()) return 2;
  *stream = malloc(8);
  return 0;
}

int cudaStreamDestroy(void *stream) { stub_dead(stream); return 0; }
int cudaStreamSynchronize(void *stream) {
  settle(stream);
  return poison ? poison : stub_fault("sticky") ? 700 : 0;
}

const char *cudaGetErrorName(int error) {
  switch (error) {
    case 2: return "cudaErrorMemoryAllocation";
    case 3: return "cudaErrorInitializationError";
    case 46: return "cudaErrorDevicesUnavailable";
    case 35: return "cudaErrorInsufficientDriver";
    case 100: return "cudaErrorNoDevice";
    case 700: return "cudaErrorIllegalAddress";
    case 719: return "cudaErrorLaunchFailure";
    default: return "cudaErrorUnknown";
  }
}
