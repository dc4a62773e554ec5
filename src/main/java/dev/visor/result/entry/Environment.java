package dev.visor.result.entry;

/**
 * The environment that a run ran in.
 *
 * @param arithmetic by which instructions libtorch computed; empty in older records
 */
public record Environment(
        String java,
        String os,
        String cpu,
        int cores,
        String engine,
        String libtorch,
        String device,
        int threads,
        String arithmetic) {}
