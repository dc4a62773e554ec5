package dev.visor.spark;

import java.io.Serializable;

/**
 * The end of a shard's run, as a task tells the driver of it.
 *
 * @param shard from 1
 * @param code with which {@code visor} ended: 0 if the shard is complete
 * @param said the last line that it said
 */
record ShardResult(int shard, int code, String said) implements Serializable {

    boolean isComplete() {
        return code == 0;
    }
}
