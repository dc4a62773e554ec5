/** Runs a suite on Apache Spark: a task for each shard, and the merge. */
package dev.visor.spark;
