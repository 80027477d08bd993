"""Runs an ONNX file on stored images and compares the outputs with stored ones: python compare.py MODEL.onnx FOLDER.

FOLDER has images.npy and outputs.npy; without outputs.npy, it is written. Under qemu, this compares processors:
qemu-x86_64 -cpu Haswell python compare.py MODEL.onnx FOLDER
"""
import os
import sys

import numpy
import onnxruntime

model, folder = sys.argv[1:]
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
options.add_session_config_entry("session.x64quantprecision", os.environ.get("PRECISION", "1"))
session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
images = numpy.load(os.path.join(folder, "images.npy"))
outputs = session.run(None, {"input": images})[0]
expected = os.path.join(folder, "outputs.npy")
if not os.path.exists(expected):
    numpy.save(expected, outputs)
    print(outputs.size, "outputs stored")
else:
    before = numpy.load(expected)
    print(outputs.size, "outputs,", int((outputs != before).sum()), "differ,",
          int((outputs.argmax(1) != before.argmax(1)).sum()), "answers of", len(outputs), "differ")
