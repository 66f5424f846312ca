/* The used part of cuSOLVER, really computing: Jacobi, in double. Matrices, values, device work and info must be device memory:
 * 7 (internal error) else. Faults: unsorted, negative, wrong, nan (from n = SETOL_STUB_FAULT_FROM on), not-converged,
 * perturbed (gesvdp), cusolver (no handle), workspace (gesvdj's size overflows), no-workspace (syevd's is not told). SETOL_STUB_POISON=Xsyevd, XsyevBatched, Xgesvd,
 * Xgesvdp or gesvdj: that routine fails and takes the device with it. */
#include "stub.h"
#include <math.h>

enum { VECTORS = 1, INTERNAL = 7 };
static const size_t WORK = 1024;

int cusolverDnCreate(void **handle) {
  if (stub_fault("cusolver")) return 1;
  if (!stub_born()) return INTERNAL; /* as the real one without memory */
  *handle = malloc(8);
  return 0;
}
int cusolverDnDestroy(void *handle) { stub_dead(handle); return 0; }
int cusolverDnSetStream(void *handle, void *stream) { (void)handle; (void)stream; return 0; }
int cusolverDnCreateParams(void **params) {
  if (!stub_born()) return 2;
  *params = malloc(8);
  return 0;
}
int cusolverDnDestroyParams(void *params) { stub_dead(params); return 0; }
int cusolverDnCreateGesvdjInfo(void **info) {
  if (!stub_born()) return 2;
  *info = calloc(1, sizeof(double));
  return 0;
}
int cusolverDnDestroyGesvdjInfo(void *info) { stub_dead(info); return 0; }
int cusolverDnXgesvdjSetTolerance(void *info, double tolerance) { *(double *)info = tolerance; return 0; }
int cusolverDnXgesvdjSetMaxSweeps(void *info, int sweeps) { (void)info; (void)sweeps; return 0; }
int cusolverDnXgesvdjSetSortEig(void *info, int sort) { (void)info; (void)sort; return 0; }
int cusolverGetProperty(int type, int *value) { *value = type == 0 ? 12 : type == 1 ? 0 : 9; return 0; }

static int ascending(const void *x, const void *y) {
  double a = *(const double *)x, b = *(const double *)y;
  return a < b ? -1 : a > b;
}

static int descending(const void *x, const void *y) { return ascending(y, x); }

/* Results as the faults want them. */
static void spoil(double *values, int64_t n) {
  if (stub_wrong("unsorted", n)) for (int64_t i = 0, j = n - 1; i < j; i++, j--) { double t = values[i]; values[i] = values[j]; values[j] = t; }
  if (stub_wrong("negative", n)) for (int64_t i = 0; i < n; i++) values[i] = -values[i];
  if (stub_wrong("wrong", n)) for (int64_t i = 0; i < n; i++) values[i] *= 1.01;
  if (stub_wrong("nan", n)) values[n / 2] = NAN;
}

static void write_out(double *values, int64_t n, int type, void *to, int *info) {
  spoil(values, n);
  for (int64_t i = 0; i < n; i++) stub_set(to, type, i, values[i]);
  *info = stub_fault("not-converged") ? 3 : 0;
}

static void rotate(double *x, double *y, double c, double s) {
  double t = c * *x - s * *y;
  *y = s * *x + c * *y;
  *x = t;
}

/* Cyclic Jacobi on a full symmetric matrix. */
static void eigenvalues(double *a, int64_t n, double *values) {
  for (int sweep = 0; sweep < 60; sweep++) {
    double off = 0, all = 0;
    for (int64_t i = 0; i < n * n; i++) { all += a[i] * a[i]; if (i / n != i % n) off += a[i] * a[i]; }
    if (off <= 1e-34 * all) break;
    for (int64_t p = 0; p < n; p++)
      for (int64_t q = p + 1; q < n; q++) {
        if (a[p * n + q] == 0) continue;
        double theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
        double t = (theta >= 0 ? 1 : -1) / (fabs(theta) + sqrt(theta * theta + 1));
        double c = 1 / sqrt(t * t + 1), s = t * c;
        for (int64_t k = 0; k < n; k++) rotate(&a[p * n + k], &a[q * n + k], c, s);
        for (int64_t k = 0; k < n; k++) rotate(&a[k * n + p], &a[k * n + q], c, s);
      }
  }
  for (int64_t i = 0; i < n; i++) values[i] = a[i * n + i];
  qsort(values, (size_t)n, sizeof(double), ascending);
}

/* One-sided Jacobi: columns of the m x n matrix made orthogonal; their lengths, descending. */
static void singular_values(double *a, int64_t m, int64_t n, double *values) {
  for (int sweep = 0, turned = 1; sweep < 60 && turned; sweep++) {
    turned = 0;
    for (int64_t p = 0; p < n; p++)
      for (int64_t q = p + 1; q < n; q++) {
        double x = 0, y = 0, xy = 0;
        for (int64_t k = 0; k < m; k++) { x += a[p * m + k] * a[p * m + k]; y += a[q * m + k] * a[q * m + k]; xy += a[p * m + k] * a[q * m + k]; }
        if (xy == 0 || fabs(xy) <= 1e-16 * sqrt(x * y)) continue;
        double theta = (y - x) / (2 * xy), t = (theta >= 0 ? 1 : -1) / (fabs(theta) + sqrt(theta * theta + 1));
        double c = 1 / sqrt(t * t + 1), s = t * c;
        for (int64_t k = 0; k < m; k++) rotate(&a[p * m + k], &a[q * m + k], c, s);
        turned = 1;
      }
  }
  for (int64_t j = 0; j < n; j++) {
    values[j] = 0;
    for (int64_t k = 0; k < m; k++) values[j] = hypot(values[j], a[j * m + k]);
  }
  qsort(values, (size_t)n, sizeof(double), descending);
}

static int symmetric(int uplo, int64_t n, int type, const void *a, int64_t lda, void *w, int *info) {
  double *full = malloc((size_t)(n * n) * sizeof(double)), *values = malloc((size_t)n * sizeof(double));
  for (int64_t j = 0; j < n; j++)
    for (int64_t i = 0; i < n; i++) {
      int stored = uplo == 0 ? i >= j : i <= j;
      full[i + j * n] = stub_get(a, type, stored ? i + j * lda : j + i * lda);
    }
  eigenvalues(full, n, values);
  write_out(values, n, type, w, info);
  free(full); free(values);
  return 0;
}

static int general(int64_t m, int64_t n, int type, const void *a, int64_t lda, void *s, int *info) {
  double *copy = malloc((size_t)(m * n) * sizeof(double)), *values = malloc((size_t)n * sizeof(double));
  for (int64_t j = 0; j < n; j++) for (int64_t i = 0; i < m; i++) copy[i + j * m] = stub_get(a, type, i + j * lda);
  singular_values(copy, m, n, values);
  write_out(values, n, type, s, info);
  free(copy); free(values);
  return 0;
}

/* Writes where the vectors go, as the real routines do even for values only: what is not room for them takes the device with it. */
static int spoil_vectors(int64_t m, int64_t n, int type, void *u, int64_t ldu, void *v, int64_t ldv) {
  size_t u_bytes = (size_t)((n - 1) * ldu + m) * stub_size(type), v_bytes = (size_t)((n - 1) * ldv + n) * stub_size(type);
  if (!stub_is_device(u, u_bytes) || !stub_is_device(v, v_bytes)) { stub_poison(700); return 0; }
  memset(u, 0x5A, u_bytes);
  memset(v, 0x5A, v_bytes);
  return 1;
}

static int matrix_is_device(const void *a, int64_t rows, int64_t columns, int64_t lda, int type) {
  return stub_is_device(a, (size_t)((columns - 1) * lda + rows) * stub_size(type));
}

static int work_is_device(const void *work, size_t bytes) { return bytes >= WORK && stub_is_device(work, bytes); }

int cusolverDnXsyevd_bufferSize(void *h, void *p, int job, int uplo, int64_t n, int ta, const void *a, int64_t lda, int tw,
                                const void *w, int tc, size_t *device, size_t *host) {
  (void)h; (void)p; (void)uplo; (void)n; (void)ta; (void)a; (void)lda; (void)tw; (void)w; (void)tc;
  *device = WORK; *host = 64;
  return job == VECTORS || stub_fault("no-workspace") ? 3 : 0;
}

int cusolverDnXsyevd(void *h, void *p, int job, int uplo, int64_t n, int ta, void *a, int64_t lda, int tw, void *w, int tc,
                     void *device, size_t bytes, void *host, size_t host_bytes, int *info) {
  (void)h; (void)p; (void)tc;
  if (stub_is_poison("Xsyevd")) return INTERNAL;
  if (job == VECTORS || ta != tw || !host || host_bytes < 64) return 3;
  if (!matrix_is_device(a, n, n, lda, ta) || !stub_is_device(w, (size_t)n * stub_size(tw)) || !work_is_device(device, bytes)
      || !stub_is_device(info, sizeof(int))) return INTERNAL;
  return symmetric(uplo, n, ta, a, lda, w, info);
}

int cusolverDnXsyevBatched_bufferSize(void *h, void *p, int job, int uplo, int64_t n, int ta, const void *a, int64_t lda, int tw,
                                      const void *w, int tc, size_t *device, size_t *host, int64_t batch) {
  (void)batch;
  return cusolverDnXsyevd_bufferSize(h, p, job, uplo, n, ta, a, lda, tw, w, tc, device, host);
}

int cusolverDnXsyevBatched(void *h, void *p, int job, int uplo, int64_t n, int ta, void *a, int64_t lda, int tw, void *w, int tc,
                           void *device, size_t bytes, void *host, size_t host_bytes, int *info, int64_t batch) {
  (void)h; (void)p; (void)tc; (void)host; (void)host_bytes;
  if (stub_is_poison("XsyevBatched")) return INTERNAL;
  if (job == VECTORS || ta != tw) return 3;
  size_t size = stub_size(ta);
  if (!stub_is_device(a, (size_t)(n * lda * batch) * size) || !stub_is_device(w, (size_t)(n * batch) * size)
      || !work_is_device(device, bytes) || !stub_is_device(info, (size_t)batch * sizeof(int))) return INTERNAL;
  for (int64_t k = 0; k < batch; k++)
    symmetric(uplo, n, ta, (char *)a + (size_t)(k * n * lda) * size, lda, (char *)w + (size_t)(k * n) * size, info + k);
  return 0;
}

int cusolverDnXgesvd_bufferSize(void *h, void *p, signed char ju, signed char jv, int64_t m, int64_t n, int ta, const void *a, int64_t lda,
                                int ts, const void *s, int tu, const void *u, int64_t ldu, int tv, const void *v, int64_t ldv, int tc,
                                size_t *device, size_t *host) {
  (void)h; (void)p; (void)ta; (void)a; (void)lda; (void)ts; (void)s; (void)tu; (void)u; (void)ldu; (void)tv; (void)v; (void)ldv; (void)tc;
  *device = WORK; *host = 64;
  return ju != 'N' || jv != 'N' || m < n ? 3 : 0;
}

/* As the real one: no wide matrices. */
int cusolverDnXgesvd(void *h, void *p, signed char ju, signed char jv, int64_t m, int64_t n, int ta, void *a, int64_t lda, int ts,
                     void *s, int tu, void *u, int64_t ldu, int tv, void *v, int64_t ldv, int tc, void *device, size_t bytes, void *host,
                     size_t host_bytes, int *info) {
  (void)h; (void)p; (void)tu; (void)u; (void)tv; (void)v; (void)tc; (void)host_bytes;
  if (stub_is_poison("Xgesvd")) return INTERNAL;
  if (ju != 'N' || jv != 'N' || m < n || ta != ts || lda < m || ldu < m || ldv < n || !host) return 3;
  if (!matrix_is_device(a, m, n, lda, ta) || !stub_is_device(s, (size_t)n * stub_size(ts)) || !work_is_device(device, bytes)
      || !stub_is_device(info, sizeof(int))) return INTERNAL;
  return general(m, n, ta, a, lda, s, info);
}

int cusolverDnXgesvdp_bufferSize(void *h, void *p, int job, int econ, int64_t m, int64_t n, int ta, const void *a, int64_t lda, int ts,
                                 const void *s, int tu, const void *u, int64_t ldu, int tv, const void *v, int64_t ldv, int tc,
                                 size_t *device, size_t *host) {
  (void)h; (void)p; (void)m; (void)n; (void)ta; (void)a; (void)lda; (void)ts; (void)s; (void)tu; (void)u; (void)ldu; (void)tv; (void)v; (void)ldv; (void)tc;
  *device = WORK; *host = 64;
  return job == VECTORS || !econ ? 3 : 0;
}

/* Perturbs a matrix whose smallest value is below 1e-12 (float64) or 1e-6 (float32) of the largest, by that much. */
int cusolverDnXgesvdp(void *h, void *p, int job, int econ, int64_t m, int64_t n, int ta, void *a, int64_t lda, int ts, void *s, int tu,
                      void *u, int64_t ldu, int tv, void *v, int64_t ldv, int tc, void *device, size_t bytes, void *host,
                      size_t host_bytes, int *info, double *error) {
  (void)h; (void)p; (void)tu; (void)tv; (void)tc; (void)host_bytes;
  if (stub_is_poison("Xgesvdp")) return INTERNAL;
  if (job == VECTORS || !econ || m < n || ta != ts || lda < m || ldu < m || ldv < n || !host) return 3;
  if (!matrix_is_device(a, m, n, lda, ta) || !stub_is_device(s, (size_t)n * stub_size(ts)) || !work_is_device(device, bytes)
      || !stub_is_device(info, sizeof(int))) return INTERNAL;
  if (!spoil_vectors(m, n, ta, u, ldu, v, ldv)) return INTERNAL;
  general(m, n, ta, a, lda, s, info);
  *error = stub_fault("perturbed") ? 1e-3 * stub_get(s, ts, 0) : 0;
  return 0;
}

static int gesvdj_size(int *size) { *size = stub_fault("workspace") ? -2147483647 : (int)WORK; return 0; }

static int gesvdj(int job, int econ, int type, int m, int n, void *a, int lda, void *s, void *u, int ldu, void *v, int ldv, void *work,
                  int count, int *info, const double *tolerance) {
  if (stub_is_poison("gesvdj")) return INTERNAL;
  double epsilon = type == 0 ? 0x1p-23 : 0x1p-52;
  if (*tolerance < epsilon / 2 || *tolerance > epsilon) return 3; /* too small: sweeps without end; too large: inaccurate */
  if (job == VECTORS || !econ || m < n || ldu < m || ldv < n || lda < m) return 3;
  if (!matrix_is_device(a, m, n, lda, type) || !stub_is_device(s, (size_t)n * stub_size(type))
      || !work_is_device(work, (size_t)count * stub_size(type)) || !stub_is_device(info, sizeof(int))) return INTERNAL;
  if (!spoil_vectors(m, n, type, u, ldu, v, ldv)) return INTERNAL;
  return general(m, n, type, a, lda, s, info);
}

int cusolverDnSgesvdj_bufferSize(void *h, int job, int econ, int m, int n, const float *a, int lda, const float *s, const float *u, int ldu,
                                 const float *v, int ldv, int *size, void *info) {
  (void)h; (void)job; (void)econ; (void)m; (void)n; (void)a; (void)lda; (void)s; (void)u; (void)ldu; (void)v; (void)ldv; (void)info;
  return gesvdj_size(size);
}
int cusolverDnDgesvdj_bufferSize(void *h, int job, int econ, int m, int n, const double *a, int lda, const double *s, const double *u, int ldu,
                                 const double *v, int ldv, int *size, void *info) {
  (void)h; (void)job; (void)econ; (void)m; (void)n; (void)a; (void)lda; (void)s; (void)u; (void)ldu; (void)v; (void)ldv; (void)info;
  return gesvdj_size(size);
}
int cusolverDnSgesvdj(void *h, int job, int econ, int m, int n, float *a, int lda, float *s, float *u, int ldu, float *v, int ldv, float *work,
                      int count, int *info, void *params) {
  (void)h;
  return gesvdj(job, econ, 0, m, n, a, lda, s, u, ldu, v, ldv, work, count, info, params);
}
int cusolverDnDgesvdj(void *h, int job, int econ, int m, int n, double *a, int lda, double *s, double *u, int ldu, double *v, int ldv,
                      double *work, int count, int *info, void *params) {
  (void)h;
  return gesvdj(job, econ, 1, m, n, a, lda, s, u, ldu, v, ldv, work, count, info, params);
}
