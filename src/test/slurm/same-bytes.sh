#!/usr/bin/env bash
# Runs a suite in several ways, each with a store of its own, and prints one digest of each record's tables, measured times apart:
# in one process, in three shards, in a process that is killed twice (-9) and run again, and in shards of which one is killed.
# Where src/spark is built, also as tasks of Spark: in its driver, in two executors, in two of which one is killed, and under a driver
# that is killed and started again.
# With VISOR_SLURM (a folder with Slurm's programs) src/test/slurm/cluster.sh tells how the fifth way is started.
#
#   src/test/slurm/same-bytes.sh FOLDER SUITE [options of visor run]
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
folder=$1
shift
# Threads and instructions as jobs of a cluster have them; Spark gives a task of one core one thread.
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1} ATEN_CPU_CAPABILITY=avx2 ONEDNN_MAX_CPU_ISA=AVX2 MKL_CBWR=AVX2
cache=${VISOR_CACHE:-$HOME/.cache/visor}
mkdir -p "$folder"

# A store of one's own, with the engine and the packages of the usual cache.
store() {
    export VISOR_CACHE=$folder/cache-$1
    mkdir -p "$VISOR_CACHE"
    local part
    for part in engine packages; do
        if [[ -d $cache/$part ]]; then ln -sfn "$cache/$part" "$VISOR_CACHE/$part"; fi
    done
}

run() { "$home/visor" run "${suite[@]}" --no-photos "$@" >> "$folder/log" 2>&1; }

# Kills the process itself, and not the shell that started it, after so many seconds.
killed() {
    local seconds=$1 pid
    shift
    "$home/visor" run "${suite[@]}" --no-photos "$@" >> "$folder/log" 2>&1 &
    pid=$!
    sleep "$seconds"
    if kill -9 "$pid" 2> /dev/null; then kills=$((kills + 1)); fi
    wait "$pid" 2> /dev/null || true
}

shards() {
    local i
    for i in 1 2 3; do run --shard "$i/3" --out "$folder/$1-$i"; done
    "$home/visor" merge "$folder/$1"-{1,2,3} --out "$folder/$1" >> "$folder/log" 2>&1
}

spark() { "$home/src/spark/submit.sh" "$2" run "${suite[@]}" --no-photos --visor "$home/visor" --shards 3 --out "$folder/$1" >> "$folder/log" 2>&1; }

# Starts tasks in two executors, and remembers their driver.
start_spark() {
    "$home/src/spark/submit.sh" 'local-cluster[2,1,512]' run "${suite[@]}" --no-photos --visor "$home/visor" --shards 3 \
        --out "$folder/$1" >> "$folder/log" 2>&1 &
    driver=$!
}

# Prints an executor of the driver that runs a shard, once there is one.
executor() {
    local found=
    while kill -0 "$driver" 2> /dev/null; do
        for found in $(pgrep -P "$driver" -f CoarseGrainedExecutorBackend); do
            if pgrep -P "$found" > /dev/null; then
                echo "$found"
                return
            fi
        done
        sleep 1
    done
}

# Kills a process after so many seconds.
kill_after() {
    sleep "$1"
    if kill -9 "$2" 2> /dev/null; then kills=$((kills + 1)); fi
}

digest() {
    (cd "$folder/$1" && for table in cells trials photos calibration; do cat "$table.csv"; done
        grep -v images_per_s metrics.csv) | sha256sum | cut -c1-16 | sed "s|\$|  $2|"
}

suite=("$@")
seconds=${VISOR_KILL_AFTER:-20}
kills=0
: > "$folder/log"

store one
run --out "$folder/one"
digest one "one process"

store shards
shards shards
digest shards "three shards, merged"

store killed
killed "$seconds" --out "$folder/killed"
killed "$seconds" --out "$folder/killed"
run --out "$folder/killed"
digest killed "one process, killed $kills times and run again"

kills=0
store parts
killed "$seconds" --shard 2/3 --out "$folder/parts-2"
shards parts
digest parts "three shards, one of them killed $kills time"

[[ -f $home/target/spark/visor-spark.jar && -d $home/target/spark/jars ]] || exit 0

store spark
spark spark 'local[2]'
digest spark/run "three tasks in Spark's driver"

store executors
spark executors 'local-cluster[2,1,512]'
digest executors/run "three tasks in two executors"

kills=0
store lost
start_spark lost
kill_after "$seconds" "$(executor)"
wait "$driver"
digest lost/run "three tasks in two executors, $kills of which was killed"

kills=0
store driver
start_spark driver
executor > /dev/null
kill_after "$seconds" "$driver"
wait "$driver" 2> /dev/null || true
# Processes of shards end with their executors, and those when they miss the driver.
while pgrep -f "$folder/driver/parts" > /dev/null; do sleep 1; done
spark driver 'local-cluster[2,1,512]'
digest driver/run "three tasks under a driver that was killed $kills time and started again"
