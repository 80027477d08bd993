// LiteRT for JavaScript, the npm package @litertjs/core, for models of any number format: its own tensors cannot hold 8-bit integers.
import {loadLiteRt} from '@litertjs/core';

/** The code of 32-bit floats among LiteRT's element types. */
const FLOAT32 = 1;

/** The only signature of a model, which runs all of it. */
const SIGNATURE = 0;

const FIRST_INPUT = 0;

/** Loads the runtime from a folder of its WebAssembly files. */
export async function load(wasmFolder, threads) {
  return new LiteRt(await loadLiteRt(wasmFolder, {threads: threads > 1}), threads);
}

class LiteRt {
  constructor(liteRt, threads) {
    this.wasm = liteRt.liteRtWasm;
    this.environment = liteRt.getDefaultEnvironment();
    this.threads = threads;
  }

  /** A model of one input, from the bytes of its file. */
  async open(bytes) {
    const {wasm, environment} = this;
    const pointer = wasm._malloc(bytes.byteLength);
    wasm.HEAPU8.set(bytes, pointer);
    try {
      const model = wasm.loadModel(environment.liteRtEnvironment, pointer, bytes.byteLength);
      const compiled = await wasm.compileModel(environment.liteRtEnvironment, model,
          {environment, accelerator: 'wasm', cpuOptions: {numThreads: this.threads}, gpuOptions: {}, webNNOptions: {}});
      const type = model.getInputTensorType(SIGNATURE, FIRST_INPUT);
      const input = wasm.LiteRtTensorBuffer.createManaged(
          environment.liteRtEnvironment, wasm.LiteRtTensorBufferType.HOST_MEMORY, type, type.bytes());
      const open = new OpenModel(wasm, pointer, model, compiled, input, type);
      open.setRandom();
      return open;
    } catch (e) {
      wasm._free(pointer);
      throw e;
    }
  }
}

class OpenModel {
  constructor(wasm, pointer, model, compiled, input, type) {
    Object.assign(this, {wasm, pointer, model, compiled, input});
    this.inputBytes = type.bytes();
    this.isFloat = type.elementType().value === FLOAT32;
    type.delete();
  }

  set(bytes) {
    const at = this.input.lock(this.wasm.LiteRtTensorBufferLockMode.WRITE);
    this.wasm.HEAPU8.set(bytes, at);
    this.input.unlock();
  }

  /** Floats from -1 to 1, or all 8-bit integers. */
  setRandom() {
    this.set(this.isFloat
        ? new Uint8Array(Float32Array.from({length: this.inputBytes / 4}, () => Math.random() * 2 - 1).buffer)
        : Uint8Array.from({length: this.inputBytes}, () => Math.random() * 256));
  }

  async run() {
    for (const output of await this.compiled.run(SIGNATURE, [this.input])) output.delete();
  }

  /** Runs and returns the bytes of the outputs, one after the other. */
  async outputs() {
    const copies = [];
    for (const output of await this.compiled.run(SIGNATURE, [this.input])) {
      const at = output.lock(this.wasm.LiteRtTensorBufferLockMode.READ);
      copies.push(this.wasm.HEAPU8.slice(at, at + output.packedSize()));
      output.unlock();
      output.delete();
    }
    return copies;
  }

  close() {
    for (const part of [this.input, this.compiled, this.model]) part.delete();
    this.wasm._free(this.pointer);
  }
}
