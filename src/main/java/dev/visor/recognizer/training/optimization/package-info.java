/** Optimizers and training loops: moves the weights of a network to where an objective is small, and resumes after a kill. */
package dev.visor.recognizer.training.optimization;
