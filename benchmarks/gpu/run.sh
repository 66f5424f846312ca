#!/bin/sh
# On a machine with a GPU, from the folder that pack.sh made: the backends' tests on the device, then all measurements beside
# PyTorch's in the same run; tables last. Under 8 minutes; everything is kept in results/.
#
#   ./run.sh                                                   all of it
#   DEVICE=cpu BACKENDS=java SIZES=128 SCALE=0.05 ./run.sh      the same steps without a GPU, to try the script
set -eu
cd "$(dirname "$0")"

device=${DEVICE:-cuda}
backends=${BACKENDS:-cuda-gram,cuda-gesvd,cuda-gesvdj,cuda-gesvdp,cuda-syev-batched}
sizes=${SIZES:-1024,2048,4096,8192x2048}
scale=${SCALE:-1}
layers=${LAYERS:-2}

fail() {
    echo "run.sh: $1" >&2
    exit 2
}

[ -x jre/bin/java ] && [ -d app ] || fail "no Java image beside it; run 'benchmarks/gpu/pack.sh' and start the run.sh in its folder"
python=$(command -v python3) || fail "no python3, which measures PyTorch and prints the tables"
"$python" torch_peer.py --device "$device" --sizes 16 --budget 0 >/dev/null || exit 2

# CUDA often lives only in the packages that came with PyTorch.
libraries=$("$python" - <<'PY'
import glob, os, site, sys
roots = [p for p in [*sys.path, *site.getsitepackages()] if p]
print(":".join(sorted({d for r in roots for d in glob.glob(os.path.join(r, "nvidia", "*", "lib"))})))
PY
)
LD_LIBRARY_PATH=$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH

# The sum of all limits is 8 minutes.
setol() { timeout "${limit:-30}" jre/bin/java @app/jvm.options -jar app/setol-cli.jar "$@"; }

results=results
rm -rf "$results"
mkdir "$results"
step() {
    echo "run.sh: $1 ($(date +%T))" >&2
}

step "backends"
setol backends | tee "$results/backends.txt"

step "tests on the device"
# Without the jar whose manifest names all others: one test leaves some out.
jars=$(find app -name '*.jar' ! -name 'setol-cli.jar' | tr '\n' ':')
if timeout 120 jre/bin/java @app/jvm.options -cp "tests/classes:tests/*:$jars" \
    org.junit.platform.console.ConsoleLauncher execute --scan-classpath tests/classes \
    --include-classname ".*\.cuda\..*" --details=summary --disable-banner --fail-if-no-tests >"$results/tests.txt" 2>&1; then
    tests=passed
else
    tests="failed, see results/tests.txt"
fi
tail -n 15 "$results/tests.txt"

step "our backends"
limit=90
setol bench svd --sizes "$sizes" --backends "$backends" --budget 1 \
    --json -q >"$results/setol.json" || echo "run.sh: bench svd did not end well" >&2
limit=30

step "PyTorch"
timeout 80 "$python" torch_peer.py --device "$device" --sizes "$sizes" --precision float32,float64 --budget 1 \
    >"$results/torch.json" || echo "run.sh: torch_peer did not end well" >&2

step "a queue of layers"
setol synth --arch llama-8b --layers "$layers" --scale "$scale" --no-embeddings --out "$results/model" >/dev/null
setol describe "$results/model" --format json >"$results/model.json"
"$python" tables.py shapes "$results/model.json" >"$results/shapes.txt"
for round in 1 2; do
    start=$(date +%s%N)
    setol analyze "$results/model" --precision float32 --format json -q \
        >"$results/queue-$round.json" || echo "run.sh: analyze did not end well" >&2
    echo "$((($(date +%s%N) - start) / 1000000))" >"$results/queue-$round.ms"
done
timeout 60 "$python" torch_peer.py --device "$device" --queue "$results/shapes.txt" --budget 40 >"$results/torch-queue.json" ||
    echo "run.sh: the queue of torch_peer did not end well" >&2
rm -rf "$results/model"

echo
echo "tests: $tests; commit $(cat commit)"
"$python" tables.py compare "$results"
[ "$tests" = passed ]
