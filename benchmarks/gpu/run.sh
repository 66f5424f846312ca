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
setol() { timeout "${limit:-30}" jre/bin/java @app/jvm.options ${lanes:+-Dsetol.gpu.lanes=$lanes} -jar app/setol-cli.jar "$@"; }
within() { end=$(($(date +%s) + $1)); }
# Seconds that are left of a step, at most so many.
left() {
    seconds=$((end - $(date +%s)))
    if [ "$seconds" -gt "$1" ]; then echo "$1"; else echo "$seconds"; fi
}

results=results
rm -rf "$results"
mkdir "$results"
step() {
    echo "run.sh: $1 ($(date +%T))" >&2
}

step "backends"
setol backends | tee "$results/backends.txt"

# A process for each class: after an error that ends all use of the device no test of that process can pass. Tests that see
# nothing of a device are left out.
step "tests on the device"
# Without the jar whose manifest names all others: one test leaves some out.
jars=$(find app -name '*.jar' ! -name 'setol-cli.jar' | tr '\n' ':')
tests=passed
within 120
for class in $(cd tests/classes && find . -path '*/cuda/*Test.class' ! -name '*$*' | sort); do
    class=${class#./}
    name=$(basename "$class" .class)
    if [ "$(left 30)" -le 0 ]; then
        tests=failed
        echo "$name: no time left" | tee -a "$results/tests.txt"
        continue
    fi
    code=0
    timeout "$(left 30)" jre/bin/java @app/jvm.options -cp "tests/classes:tests/*:$jars" \
        org.junit.platform.console.ConsoleLauncher execute --select-class "$(echo "${class%.class}" | tr / .)" \
        --exclude-tag stub --details=summary --disable-banner >"$results/test-$name.txt" 2>&1 || code=$?
    [ "$code" = 0 ] || tests=failed
    "$python" tables.py tests "$name" "$code" "$results/test-$name.txt" | tee -a "$results/tests.txt"
done

# A process for each size, so that what is done is kept; one for the polar route, which may take the device with it.
step "our backends"
within 100
bench() {
    limit=$(left 40)
    if [ "$limit" -le 0 ]; then
        echo "run.sh: no time left for $2 at $1" >&2
        return
    fi
    setol bench svd --sizes "$1" --backends "$2" --budget 0.5 --json -q >"$results/setol-$1-$3.json" ||
        echo "run.sh: bench svd of $2 at $1 did not end well" >&2
}
others=$(echo "$backends" | tr , '\n' | grep -v gesvdp | paste -sd , -)
for size in $(echo "$sizes" | tr , ' '); do
    [ -z "$others" ] || bench "$size" "$others" others
done
for size in $(echo "$sizes" | tr , ' '); do
    case $backends in *cuda-gesvdp*) bench "$size" cuda-gesvdp polar ;; esac
done
limit=30

step "PyTorch"
timeout 70 "$python" torch_peer.py --device "$device" --sizes "$sizes" --precision float32,float64 --budget 1 \
    >"$results/torch.json" || echo "run.sh: torch_peer did not end well" >&2

step "a queue of layers"
setol synth --arch llama-8b --layers "$layers" --scale "$scale" --no-embeddings --out "$results/model" >/dev/null
setol describe "$results/model" --format json >"$results/model.json"
"$python" tables.py shapes "$results/model.json" >"$results/shapes.txt"
# The first one measures the table by which backends are chosen.
setol analyze "$results/model" --precision float32 --layers 0 -q >/dev/null || echo "run.sh: no table was measured" >&2
limit=15
for lanes in 1 2 4; do
    for round in 1 2; do
        start=$(date +%s%N)
        setol analyze "$results/model" --precision float32 --format json -q \
            >"$results/queue-$lanes-$round.json" || echo "run.sh: analyze with $lanes lanes did not end well" >&2
        echo "$((($(date +%s%N) - start) / 1000000))" >"$results/queue-$lanes-$round.ms"
    done
done
lanes=
timeout 50 "$python" torch_peer.py --device "$device" --queue "$results/shapes.txt" --budget 35 >"$results/torch-queue.json" ||
    echo "run.sh: the queue of torch_peer did not end well" >&2
rm -rf "$results/model"

echo
echo "tests: $tests; commit $(cat commit)"
cat "$results/tests.txt"
echo
"$python" tables.py compare "$results"
[ "$tests" = passed ]
