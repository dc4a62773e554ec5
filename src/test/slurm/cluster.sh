#!/usr/bin/env bash
# Starts a Slurm cluster of two nodes on this machine, from Debian's own programs, and stops it when its standard input ends.
#
#   cluster.sh FOLDER
#
# FOLDER gets slurm.conf and everything that Slurm writes. VISOR_SLURM names a folder into which the packages slurmctld, slurmd,
# slurm-client, slurm-wlm-basic-plugins, libslurm38 and libmunge2 were unpacked; without it, those that are installed serve.
# Nothing of the machine's own configuration is read, and all listens on loopback.
set -euo pipefail

folder=$1
root=${VISOR_SLURM:-}
mkdir -p "$folder"/{state,spool-n1,spool-n2,log}
export LD_LIBRARY_PATH="$root/usr/lib/x86_64-linux-gnu:$root/usr/lib/x86_64-linux-gnu/slurm-wlm"
export SLURM_CONF="$folder/slurm.conf"

program() {
    for at in "$root/usr/sbin/$1-wlm" "$root/usr/sbin/$1"; do
        if [[ -x $at ]]; then
            echo "$at"
            return
        fi
    done
    echo "cluster.sh: no $1 in ${root:-/}" >&2
    exit 2
}

# Three ports that nobody uses now.
read -r controller first second < <(python3 - <<'PORTS'
import socket
sockets = [socket.socket() for _ in range(3)]
for one in sockets:
    one.bind(("127.0.0.1", 0))
print(*(one.getsockname()[1] for one in sockets))
PORTS
)

cores=$(nproc)
host=$(hostname -s)
cat > "$SLURM_CONF" <<CONF
ClusterName=visor
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$controller
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/none
CredType=cred/none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
ReturnToService=2
SlurmctldTimeout=10
SlurmdTimeout=10
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool-%n
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd-%n.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd-%n.log
PluginDir=$root/usr/lib/x86_64-linux-gnu/slurm-wlm
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=$first CPUs=$cores RealMemory=4000 State=UNKNOWN
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=$second CPUs=$cores RealMemory=4000 State=UNKNOWN
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
CONF

stepd=$(program slurmstepd)
"$(program slurmctld)" -D -f "$SLURM_CONF" -c > "$folder/log/controller.out" 2>&1 &
controller_process=$!
"$(program slurmd)" -D -N n1 -f "$SLURM_CONF" -d "$stepd" > "$folder/log/n1.out" 2>&1 &
n1=$!
"$(program slurmd)" -D -N n2 -f "$SLURM_CONF" -d "$stepd" > "$folder/log/n2.out" 2>&1 &
n2=$!
trap 'kill "$n1" "$n2" "$controller_process" 2>/dev/null || true; wait' EXIT

for _ in $(seq 1 60); do
    if [[ $("$root/usr/bin/sinfo" -h -t idle -o %D 2>/dev/null) == 2 ]]; then
        echo "ready $n1 $n2"
        cat > /dev/null
        exit 0
    fi
    sleep .5
done
echo "cluster.sh: two nodes did not get ready; see $folder/log" >&2
tail -n 5 "$folder"/log/* >&2
exit 1
