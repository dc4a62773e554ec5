/**
 * Training of networks: {@link dev.visor.recognizer.training.optimization.Training} moves the weights of a {@link dev.visor.recognizer.Network} to
 * where an {@link dev.visor.recognizer.training.optimization.Objective} is small.
 *
 * <p>Equal inputs and seeds give equal bytes on one machine as long as libtorch computes on as many threads: run a training
 * inside {@link dev.visor.tensor.Compute#sideBySide} with two lanes or more, and it has one thread to itself wherever it runs.
 */
package dev.visor.recognizer.training;
