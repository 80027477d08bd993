/** Networks as ONNX files. Only this package uses protobuf. */
package dev.sartor.onnx;
