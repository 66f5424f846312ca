# What the scripts here share: sourced, not run. 'prepare' builds the jars when sources are newer, and sets $java and $commit.

fail() {
    echo "benchmarks/$(basename "$0"): $1" >&2
    exit 2
}

# A script in a folder below has set $here to this one.
here=${here:-$(CDPATH= cd -- "$(dirname "$0")" && pwd -P)}
root=$(dirname "$here")
app=$here/target/app

is_25() {
    release=${1%/bin/java}/release
    [ -x "$1" ] && [ -r "$release" ] || return 1
    major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release")
    [ -n "$major" ] && [ "$major" -ge 25 ]
}

find_java() {
    for candidate in "${SETOL_JAVA:-}/bin/java" "${SETOL_JAVA:-}" "${JAVA_HOME:-}/bin/java" \
        "${HOME:-}"/.sdkman/candidates/java/*/bin/java "${HOME:-}"/.jdks/*/bin/java /usr/lib/jvm/*/bin/java \
        /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java; do
        if is_25 "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    fail "no JDK 25 found; install one or point SETOL_JAVA to it"
}

is_stale() {
    [ -e "$app/jvm.options" ] || return 0
    [ -n "$(find "$root" -path "$root/.git" -prune -o -name target -prune \
        -o \( -path "*/src/main/*" -o -name pom.xml \) -type f -newer "$app/jvm.options" -print | head -n 1)" ]
}

# build CLONE LOG: this module and what it needs, without tests. Dies with the script, which waits for it.
build() {
    (cd "$1" && exec mvn -B -ntp -pl benchmarks -am -Dmaven.test.skip=true package) >"$2" 2>&1 &
    child=$!
    if wait $child; then
        child=
    else
        child=
        grep -m 5 ERROR "$2" >&2
        return 1
    fi
}

prepare() {
    if is_stale; then
        echo "benchmarks: building ..." >&2
        mkdir -p "$here/target"
        build "$root" "$here/target/build.log" || fail "the build failed; the whole log is in $here/target/build.log"
        touch "$app/jvm.options"
    fi
    java=$(find_java) || exit 2
    commit=$(git -C "$root" describe --always --dirty --abbrev=10 --exclude='*' 2>/dev/null || echo unknown)
}
