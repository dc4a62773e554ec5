#!/usr/bin/env bash
# spark-submit for machines without Spark: gives the words after MASTER to Visor's application, with the jars that the build laid down.
#
#   mvn -f src/spark package dependency:copy-dependencies
#   src/spark/submit.sh 'local[2]' run smoke --shards 3 --out DIR
#   src/spark/submit.sh 'local-cluster[2,1,512]' run smoke --shards 3 --out DIR
set -euo pipefail

built=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/target/spark
[[ -f $built/visor-spark.jar && -d $built/jars ]] || {
    echo "submit.sh: nothing is built: mvn -f src/spark package dependency:copy-dependencies" >&2
    exit 2
}
master=$1
shift
# Everything stays on this machine.
export SPARK_HOME=$built SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1
# What Spark's own launcher opens to it.
opens=()
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
    java.util.concurrent.atomic sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
    opens+=("--add-opens=java.base/$package=ALL-UNNAMED")
done
exec java -Xmx512m "${opens[@]}" -cp "$built/jars/*" org.apache.spark.deploy.SparkSubmit --master "$master" \
    --conf spark.executor.memory=512m --conf spark.ui.enabled=false --conf spark.driver.bindAddress=127.0.0.1 --conf spark.driver.host=127.0.0.1 \
    --class dev.visor.spark.SparkRun "$built/visor-spark.jar" "$@"
