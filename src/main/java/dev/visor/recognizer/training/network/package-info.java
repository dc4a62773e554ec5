/** Networks that are trained here: layers, architectures and classification heads. */
package dev.visor.recognizer.training.network;
