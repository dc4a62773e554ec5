/** TensorFlow Lite files: what they hold, and how their graphs become ONNX graphs, which are converted further. */
package dev.visor.recognizer.tflite;
