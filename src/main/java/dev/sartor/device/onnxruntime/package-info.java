/** Devices that run ONNX Runtime in this process. The only user of {@code ai.onnxruntime}. */
package dev.sartor.device.onnxruntime;
