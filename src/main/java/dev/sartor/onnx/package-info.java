/** Networks as ONNX files. Protobuf stays inside this room. */
package dev.sartor.onnx;
