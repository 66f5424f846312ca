#!/bin/sh
# On a machine with a GPU, from the folder that pack.sh made: the backends' tests on the device, then all measurements beside
# PyTorch's in the same run; tables last. All limits together are 425 seconds, and the nine steps may take 5 more each to be ended:
# under 8 minutes. Everything is kept in results/, and packed as results.tgz there or in the folder OUT, also of a run that is ended.
#
#   ./run.sh                                                   all of it
#   DEVICE=cpu BACKENDS=java SIZES=128 SCALE=0.05 ./run.sh      the same steps without a GPU, to try the script
set -eu
out=$(cd "${OUT:-$(dirname "$0")}" && pwd)
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

# What goes wrong and ends nothing.
failed() {
    echo "run.sh: $1" >&2
}

[ -x jre/bin/java ] && [ -d app ] || fail "no Java image beside it; run 'benchmarks/gpu/pack.sh' and start the run.sh in its folder"
python=$(command -v python3) || fail "no python3, which measures PyTorch and prints the tables"

results=results
model=model
rm -rf "$results" "$model" "$out/results.tgz"
mkdir "$results"
# Under another name until it is whole: whoever ends this may do so at any time.
keep() {
    tar -czf "$out/results.tgz.part" "$results" && mv "$out/results.tgz.part" "$out/results.tgz" || failed "results.tgz was not written"
}
trap 'rm -rf "$model"; keep' EXIT
trap 'exit 130' INT TERM
step() {
    echo "run.sh: $1 ($(date +%T))" >&2
}

# A limit of 0 would be none.
limited() { seconds=$1 && shift && timeout -k 5 "$seconds" "$@"; }
setol() { limited "$limit" jre/bin/java @app/jvm.options ${lanes:+-Dsetol.gpu.lanes=$lanes} -jar app/setol-cli.jar "$@"; }
within() { end=$(($(date +%s) + $1)); }
# Sets the limit: the seconds that are left of a step, at most so many. Fails when there are none.
limit() {
    limit=$((end - $(date +%s)))
    [ "$limit" -le "$1" ] || limit=$1
    [ "$limit" -gt 0 ]
}

step "PyTorch's start"
limited 60 "$python" torch_peer.py --device "$device" --sizes 16 --budget 0 >/dev/null || fail "PyTorch does not start on '$device'"

# CUDA often lives only in the packages that came with PyTorch.
libraries=$("$python" - <<'PY'
import glob, os, site, sys
roots = [p for p in [*sys.path, *site.getsitepackages()] if p]
print(":".join(sorted({d for r in roots for d in glob.glob(os.path.join(r, "nvidia", "*", "lib"))})))
PY
)
LD_LIBRARY_PATH=$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH

# Without it the tests would pass on stubs, or be skipped, and the tables be those of the processor.
step "backends"
limit=15
setol backends --no-probe >"$results/backends.txt" || failed "backends did not end well"
stubs=
if [ "$device" = cuda ]; then
    stubs=-Dsetol.test.stubs=forbidden
    if ! grep -q '^cuda-gram  *available' "$results/backends.txt"; then
        cat "$results/backends.txt"
        fail "setol cannot use the device: its line for cuda-gram says why"
    fi
fi
limit=20
setol backends >"$results/rates.txt" || failed "the rates of backends did not end well"
cat "$results/rates.txt"

# A process for each class: after an error that ends all use of the device no test of that process can pass. Classes that see
# nothing of a device are left out.
step "tests on the device"
# Without the jar whose manifest names all others: one test leaves some out.
jars=$(find app -name '*.jar' ! -name 'setol-cli.jar' | tr '\n' ':')
tests=passed
within 95
for class in $(cd tests/classes && find . -path '*/cuda/*Test.class' ! -name '*$*' | sort); do
    class=${class#./}
    name=$(basename "$class" .class)
    case $name in
    CudaFaultTest | CudaFoldersTest | CudaLibraryTest | CudaLostTest | CudaProbeTest | CudaStatusTest) continue ;;
    CudaOrderTest | DeviceMeasurementTest | DeviceTableTest) continue ;;
    esac
    if ! limit 30; then
        tests=failed
        echo "$name: no time left" | tee -a "$results/tests.txt"
        continue
    fi
    code=0
    limited "$limit" jre/bin/java @app/jvm.options $stubs -cp "tests/classes:tests/*:$jars" \
        org.junit.platform.console.ConsoleLauncher execute --select-class "$(echo "${class%.class}" | tr / .)" \
        --exclude-tag stub --details=summary --disable-banner >"$results/test-$name.txt" 2>&1 || code=$?
    [ "$code" = 0 ] || tests=failed
    "$python" tables.py tests "$name" "$code" "$results/test-$name.txt" | tee -a "$results/tests.txt"
done
keep

# A process for each size, so that what is done is kept; one for the polar route, which may take the device with it.
step "our backends"
within 70
bench() {
    if ! limit 40; then
        failed "no time left for $2 at $1"
        return
    fi
    setol bench svd --sizes "$1" --backends "$2" --budget 0.5 --json -q >"$results/setol-$1-$3.json" ||
        failed "bench svd of $2 at $1 did not end well"
}
others=$(echo "$backends" | tr , '\n' | grep -v gesvdp | paste -sd , -)
for size in $(echo "$sizes" | tr , ' '); do
    [ -z "$others" ] || bench "$size" "$others" others
done
for size in $(echo "$sizes" | tr , ' '); do
    case $backends in *cuda-gesvdp*) bench "$size" cuda-gesvdp polar ;; esac
done
keep

step "PyTorch"
limited 50 "$python" torch_peer.py --device "$device" --sizes "$sizes" --precision float32,float64 --budget 1 \
    >"$results/torch.json" || failed "torch_peer did not end well"
keep

step "a layer queue's model and table"
within 40
limit 40 && setol synth --arch llama-8b --layers "$layers" --scale "$scale" --no-embeddings --out "$model" >/dev/null ||
    failed "no model was made"
limit 40 && setol describe "$model" --format json >"$results/model.json" &&
    "$python" tables.py shapes "$results/model.json" >"$results/shapes.txt" || failed "the model was not described"
# The first one measures the table by which backends are chosen.
limit 40 && setol analyze "$model" --precision float32 --layers 0 -q >/dev/null || failed "no table was measured"

step "a queue of layers"
within 45
for lanes in 1 2 4; do
    for round in 1 2; do
        start=$(date +%s%N)
        limit 15 && setol analyze "$model" --precision float32 --format json -q \
            >"$results/queue-$lanes-$round.json" || failed "analyze with $lanes lanes did not end well"
        echo "$((($(date +%s%N) - start) / 1000000))" >"$results/queue-$lanes-$round.ms"
    done
done
lanes=
limited 30 "$python" torch_peer.py --device "$device" --queue "$results/shapes.txt" --budget 18 >"$results/torch-queue.json" ||
    failed "the queue of torch_peer did not end well"

{
    echo
    echo "tests: $tests; commit $(cat commit)"
    cat "$results/tests.txt"
    echo
    "$python" tables.py compare "$results"
} | tee "$results/tables.txt"
[ "$tests" = passed ]
