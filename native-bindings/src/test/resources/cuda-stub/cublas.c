/* The used part of cuBLAS by plain loops, column-major, sums in double. Operands must be device memory: 13 (execution failed). */
#include "stub.h"
#include <math.h>

int cublasCreate_v2(void **handle) {
  if (stub_fault("cublas") || !stub_born()) return 1; /* as the real one without memory */
  *handle = malloc(8);
  return 0;
}
int cublasDestroy_v2(void *handle) { stub_dead(handle); return 0; }
int cublasSetStream_v2(void *handle, void *stream) { (void)handle; (void)stream; return 0; }
int cublasSetMathMode(void *handle, int mode) { (void)handle; (void)mode; return 0; }
int cublasGetProperty(int type, int *value) { *value = type == 0 ? 13 : 1; return 0; }

/* fill 0: lower; op 1: A^T A, 0: A A^T. */
static int syrk(int type, int fill, int op, int64_t n, int64_t k, const void *alpha, const void *a, int64_t lda,
                const void *beta, void *c, int64_t ldc) {
  size_t size = stub_size(type);
  int64_t columns = op ? n : k;
  if (!stub_is_device(a, (size_t)((columns - 1) * lda + (op ? k : n)) * size)
      || !stub_is_device(c, (size_t)((n - 1) * ldc + n) * size)) return 13;
  double x = stub_get(alpha, type, 0), y = stub_get(beta, type, 0);
  for (int64_t j = 0; j < n; j++)
    for (int64_t i = 0; i < n; i++) {
      if (fill == 0 ? i < j : i > j) continue;
      double sum = 0;
      for (int64_t p = 0; p < k; p++)
        sum += op ? stub_get(a, type, p + i * lda) * stub_get(a, type, p + j * lda)
                  : stub_get(a, type, i + p * lda) * stub_get(a, type, j + p * lda);
      stub_set(c, type, i + j * ldc, x * sum + (y == 0 ? 0 : y * stub_get(c, type, i + j * ldc)));
    }
  return 0;
}

int cublasSsyrk_v2_64(void *h, int fill, int op, int64_t n, int64_t k, const float *alpha, const float *a, int64_t lda,
                      const float *beta, float *c, int64_t ldc) {
  (void)h;
  return syrk(0, fill, op, n, k, alpha, a, lda, beta, c, ldc);
}
int cublasDsyrk_v2_64(void *h, int fill, int op, int64_t n, int64_t k, const double *alpha, const double *a, int64_t lda,
                      const double *beta, double *c, int64_t ldc) {
  (void)h;
  return syrk(1, fill, op, n, k, alpha, a, lda, beta, c, ldc);
}

static int amax(int type, int64_t n, const void *x, int64_t *result) {
  double most = -1;
  if (!stub_is_device(x, (size_t)n * stub_size(type))) return 13;
  *result = 0;
  for (int64_t i = 0; i < n; i++)
    if (fabs(stub_get(x, type, i)) > most) { most = fabs(stub_get(x, type, i)); *result = i + 1; }
  return 0;
}
int cublasIsamax_v2_64(void *h, int64_t n, const float *x, int64_t step, int64_t *result) { (void)h; (void)step; return amax(0, n, x, result); }
int cublasIdamax_v2_64(void *h, int64_t n, const double *x, int64_t step, int64_t *result) { (void)h; (void)step; return amax(1, n, x, result); }

static int scal(int type, int64_t n, const void *alpha, void *x) {
  if (!stub_is_device(x, (size_t)n * stub_size(type))) return 13;
  for (int64_t i = 0; i < n; i++) stub_set(x, type, i, stub_get(alpha, type, 0) * stub_get(x, type, i));
  return 0;
}
int cublasSscal_v2_64(void *h, int64_t n, const float *alpha, float *x, int64_t step) { (void)h; (void)step; return scal(0, n, alpha, x); }
int cublasDscal_v2_64(void *h, int64_t n, const double *alpha, double *x, int64_t step) { (void)h; (void)step; return scal(1, n, alpha, x); }

/* C (m x n) = alpha op(A); B only with beta = 0. */
static int geam(int type, int op, int64_t m, int64_t n, const void *alpha, const void *a, int64_t lda, const void *beta,
                void *c, int64_t ldc) {
  size_t size = stub_size(type);
  int64_t rows = op ? n : m, columns = op ? m : n;
  if (stub_get(beta, type, 0) != 0) return 15;
  if (!stub_is_device(a, (size_t)((columns - 1) * lda + rows) * size)
      || !stub_is_device(c, (size_t)((n - 1) * ldc + m) * size)) return 13;
  for (int64_t j = 0; j < n; j++)
    for (int64_t i = 0; i < m; i++)
      stub_set(c, type, i + j * ldc, stub_get(alpha, type, 0) * stub_get(a, type, op ? j + i * lda : i + j * lda));
  return 0;
}
int cublasSgeam_64(void *h, int opa, int opb, int64_t m, int64_t n, const float *alpha, const float *a, int64_t lda,
                   const float *beta, const float *b, int64_t ldb, float *c, int64_t ldc) {
  (void)h; (void)opb; (void)b; (void)ldb;
  return geam(0, opa, m, n, alpha, a, lda, beta, c, ldc);
}
int cublasDgeam_64(void *h, int opa, int opb, int64_t m, int64_t n, const double *alpha, const double *a, int64_t lda,
                   const double *beta, const double *b, int64_t ldb, double *c, int64_t ldc) {
  (void)h; (void)opb; (void)b; (void)ldb;
  return geam(1, opa, m, n, alpha, a, lda, beta, c, ldc);
}

static int operand_is_device(const void *a, int op, int64_t rows, int64_t columns, int64_t lda, int type) {
  int64_t down = op ? columns : rows, across = op ? rows : columns;
  return lda >= down && stub_is_device(a, (size_t)((across - 1) * lda + down) * stub_size(type));
}

/* C (m x n) = alpha op(A) op(B) + beta C: both operands of one type, C of that type or float32; summed in CUBLAS_COMPUTE_32F (68) or
 * 64F (70). */
int cublasGemmEx_64(void *h, int opa, int opb, int64_t m, int64_t n, int64_t k, const void *alpha, const void *a, int ta,
                    int64_t lda, const void *b, int tb, int64_t ldb, const void *beta, void *c, int tc, int64_t ldc, int compute,
                    int algorithm) {
  (void)h; (void)algorithm;
  if (ta != tb || tc != (ta == 1 ? 1 : 0) || compute != (ta == 1 ? 70 : 68)) return 15;
  if (!operand_is_device(a, opa, m, k, lda, ta) || !operand_is_device(b, opb, k, n, ldb, tb) || !operand_is_device(c, 0, m, n, ldc, tc))
    return 13;
  double x = stub_get(alpha, tc, 0), y = stub_get(beta, tc, 0);
  for (int64_t j = 0; j < n; j++)
    for (int64_t i = 0; i < m; i++) {
      double sum = 0;
      for (int64_t p = 0; p < k; p++)
        sum += stub_get(a, ta, opa ? p + i * lda : i + p * lda) * stub_get(b, tb, opb ? j + p * ldb : p + j * ldb);
      stub_set(c, tc, i + j * ldc, x * sum + (y == 0 ? 0 : y * stub_get(c, tc, i + j * ldc)));
    }
  return 0;
}
