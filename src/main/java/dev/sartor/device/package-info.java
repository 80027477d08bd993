/** What runs a model and times it: ONNX Runtime in this process, that of another machine, or any command. */
package dev.sartor.device;
