/** ONNX files: what they hold, and how their graphs become TorchScript, which has gradients. */
package dev.visor.recognizer.onnx;
