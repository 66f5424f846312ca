/* libcuda.so.1: there, and no more; the runtime stub does not need it. */
int cuInit(unsigned int flags) { (void)flags; return 0; }
int cuDriverGetVersion(int *version) { *version = 13000; return 0; }
