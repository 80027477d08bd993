// node node.mjs MODULES PACKAGE THREADS: an agent in Node, with onnxruntime-node or onnxruntime-web from the folder MODULES.
import {createInterface} from 'node:readline';
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {Agent} from './agent.mjs';
import {OrtRuntime} from './ort.mjs';

const [modules, name, count] = process.argv.slice(2);
const threads = Number(count);
const folder = resolve(modules);
const ort = createRequire(folder + '/')(resolve(folder, name));
const {version} = JSON.parse(readFileSync(resolve(folder, name, 'package.json'), 'utf8'));
const provider = name === 'onnxruntime-web' ? 'wasm' : 'cpu';
if (provider === 'wasm') ort.env.wasm.numThreads = threads;

const agent = new Agent(new OrtRuntime(ort, threads, provider), {
  name, version, build: `node ${process.version}`, threads,
  settings: {provider, 'inter-op threads': '1'},
}, () => Number(process.hrtime.bigint()) / 1e6, 0);

const send = reply => process.stdout.write(JSON.stringify(reply) + '\n');
const HEARTBEAT_INTERVAL_MS = 5000;
const heartbeats = setInterval(() => send({answer: 'working'}), HEARTBEAT_INTERVAL_MS);
for await (const line of createInterface({input: process.stdin})) send(await agent.answer(JSON.parse(line)));
clearInterval(heartbeats);
// the runtime's threads would keep the process alive
process.exit(0);
