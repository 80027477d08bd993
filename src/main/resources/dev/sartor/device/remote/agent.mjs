// Runs and times models for Sartor with a runtime for JavaScript, in a page or in Node. The protocol is that of
// dev.sartor.device.remote.AgentRequest and AgentReply.

/** A timed interval lasts at least 100 ticks of the clock, so that the clock's resolution causes an error below 1 %. */
const MIN_TICKS = 100;

/** Maximum number of open sessions: in Chromium a visit takes 15 ms with up to 20 of them, but 250 ms with 160. */
const MAX_OPEN_SESSIONS = 48;

export class Agent {
  /**
   * @param runtime its open(bytes) gives a model with a random input, and run() and close()
   * @param about   the runtime's {name, version, build, threads, settings} for the certificate
   * @param now     milliseconds of a clock
   * @param tick    resolution of the clock, in milliseconds
   */
  constructor(runtime, about, now, tick) {
    Object.assign(this, {runtime, about, now, tick});
    this.models = new Map();
    this.sessions = new Map();
  }

  async answer(request) {
    switch (request.ask) {
      case 'hello': return {answer: 'hello', protocol: request.protocol, sartor: request.sartor};
      case 'use': return {answer: 'using', sessionsAtOnce: MAX_OPEN_SESSIONS, turnsAtOnce: 1};
      case 'describe': return {answer: 'description', description: this.description()};
      case 'model': this.models.set(request.sha256, bytes(request.onnx)); return {answer: 'done'};
      case 'open': return this.models.has(request.sha256)
          ? withFailures('LOAD', () => this.open(request.session, request.sha256)) : {answer: 'missing'};
      case 'times': return withFailures('RUN', () => this.times(request));
      case 'close': return withFailures('RUN', () => this.close(request.session));
      default: return {answer: 'failed', stage: 'RUN', message: `this agent cannot ${request.ask}`};
    }
  }

  description() {
    const unknown = 'unknown';
    const {name, version, build, threads, settings} = this.about;
    return {
      device: {provider: 'CPU', threads, batch: 1, precision: 'FP32'},
      machine: {cpu: unknown, architecture: unknown, processors: 0, affinity: unknown, virtual: false, memoryBytes: 0,
        os: unknown, kernel: unknown},
      state: {governor: null, clockMhz: null, temperatureCelsius: null},
      runtime: {name, version, build},
      settings,
    };
  }

  async open(number, sha256) {
    const model = await this.runtime.open(this.models.get(sha256));
    // a model is opened only once; after a crash of the agent it is sent again
    this.models.delete(sha256);
    this.sessions.set(number, {model, runsPerInterval: 1});
    return {answer: 'opened', staysWarm: true};
  }

  async times({session: number, discarded, timed}) {
    const open = this.sessions.get(number);
    const ms = [];
    for (let i = -discarded; i < timed; i++) {
      const runMs = await this.time(open);
      if (i >= 0) ms.push(runMs);
    }
    return {answer: 'times', ms};
  }

  /** Milliseconds of one run: the mean of several runs if one is too short for the clock; their number is kept for later calls. */
  async time(open) {
    for (;;) {
      const start = this.now();
      for (let run = 0; run < open.runsPerInterval; run++) await open.model.run();
      const ms = this.now() - start;
      if (ms >= MIN_TICKS * this.tick) return ms / open.runsPerInterval;
      open.runsPerInterval *= 2;
    }
  }

  async close(number) {
    await this.sessions.get(number).model.close();
    this.sessions.delete(number);
    return {answer: 'done'};
  }
}

async function withFailures(stage, work) {
  try {
    return await work();
  } catch (e) {
    return {answer: 'failed', stage, message: String(e?.message ?? e)};
  }
}

function bytes(base64) {
  if (typeof Buffer !== 'undefined') return Buffer.from(base64, 'base64');
  return Uint8Array.fromBase64?.(base64) ?? Uint8Array.from(atob(base64), c => c.charCodeAt(0));
}
