/** What runs a model and times it: ONNX Runtime in this process. Other runtimes and machines will stand behind the same seam. */
package dev.sartor.device;
