// ONNX Runtime for JavaScript.

export class OrtRuntime {
  constructor(ort, threads, provider) {
    Object.assign(this, {ort, threads, provider});
  }

  /** A model with a random input. */
  async open(model) {
    const {ort} = this;
    const session = await ort.InferenceSession.create(model,
        {executionProviders: [this.provider], intraOpNumThreads: this.threads, interOpNumThreads: 1});
    const dims = session.inputMetadata[0].shape.map(d => typeof d === 'number' && d > 0 ? d : 1);
    const values = Float32Array.from({length: dims.reduce((a, b) => a * b, 1)}, () => Math.random() * 2 - 1);
    const feeds = {[session.inputNames[0]]: new ort.Tensor('float32', values, dims)};
    return {run: () => session.run(feeds), close: () => session.release()};
  }
}
