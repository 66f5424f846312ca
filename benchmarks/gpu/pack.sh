#!/bin/sh
# Packs all that run.sh needs into one folder for a machine with a GPU, CUDA libraries and PyTorch, but no JDK and no network:
# a Java image, setol without OpenBLAS, the backends' tests with their runner; and the same as DIR.tar.gz, to be carried there.
#
#   benchmarks/gpu/pack.sh [DIR]      default: benchmarks/target/gpu; replaced when it is a pack, refused when it is anything else
set -eu
here=$(CDPATH= cd -- "$(dirname "$0")/.." && pwd -P)

refuse() {
    echo "benchmarks/gpu/pack.sh: $1" >&2
    exit 2
}
target=${1:-$here/target/gpu}
case $target in -*) refuse "'$target' is no folder; usage: benchmarks/gpu/pack.sh [DIR]" ;; esac
if [ -e "$target" ] && [ ! -x "$target/run.sh" ] && [ -n "$(ls -A "$target")" ]; then
    refuse "$target is there and no earlier pack; name a new folder"
fi
. "$here/common.sh"
prepare

modules=java.base,java.logging,java.management,java.xml,jdk.incubator.vector,jdk.management,jdk.unsupported
console=org.junit.platform:junit-platform-console-standalone
junit=$(sed -n 's|.*<dep.junit.version>5\(.*\)</dep.junit.version>|1\1|p' "$root/pom.xml")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
echo "benchmarks/gpu: building ..." >&2
if ! (cd "$root" && mvn -B -ntp -pl cli,native-bindings -am -DskipTests package dependency:copy-dependencies \
    -Dmdep.useBaseVersion=true -DincludeScope=test -DoutputDirectory="$work/tests" &&
    mvn -B -ntp dependency:copy -Dartifact="$console:$junit" -DoutputDirectory="$work/console") >"$work/log" 2>&1; then
    grep -m 5 ERROR "$work/log" >&2
    fail "the build failed"
fi

pack=$work/pack
mkdir "$pack" "$pack/tests"
"${java%/bin/java}/bin/jlink" --add-modules "$modules" --output "$pack/jre" --compress zip-9 \
    --strip-java-debug-attributes --no-header-files --no-man-pages
cp -R "$root/cli/target/app" "$pack/app"
rm -f "$pack"/app/setol.jsa "$pack"/app/openblas-*-linux-*.jar "$pack"/app/openblas-*-macosx-*.jar "$pack"/app/openblas-*-windows-*.jar
cp -R "$root/native-bindings/target/test-classes" "$pack/tests/classes"
cp "$root"/engine/spectra/target/*-tests.jar "$work"/console/*.jar "$work"/tests/assertj-core-*.jar "$work"/tests/byte-buddy-*.jar "$pack/tests/"
cp "$here"/target/app/setol-benchmarks.jar "$here"/target/app/jmh-core-*.jar "$here"/target/app/jopt-simple-*.jar \
    "$here"/target/app/commons-math3-*.jar "$pack/app/"
cp "$here"/gpu/run.sh "$here"/gpu/*.py "$pack/"
echo "$commit" >"$pack/commit"

rm -rf "$target"
mkdir -p "$(dirname "$target")"
mv "$pack" "$target"
tar -czf "$target.tar.gz" -C "$(dirname "$target")" "$(basename "$target")"
echo "$target: $(du -sm "$target" | cut -f1) MiB, packed $(du -sm "$target.tar.gz" | cut -f1); on the machine with the GPU: ./run.sh"
