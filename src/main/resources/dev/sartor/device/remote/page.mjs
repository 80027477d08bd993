// Connects an agent in a page with Sartor, until Sartor ends.
import {Agent} from './agent.mjs';

const HEARTBEAT_INTERVAL_MS = 5000;

export async function runAgent(runtime, about) {
  // an isolated page has a clock with a resolution of 5 us, and threads
  const agent = new Agent(runtime, about, () => performance.now(), crossOriginIsolated ? 0.005 : 0.1);
  const post = (path, body) => fetch(path, {method: 'POST', body});
  const heartbeats = setInterval(() => post('alive').catch(() => {}), HEARTBEAT_INTERVAL_MS);
  try {
    for (let reply = ''; ;) {
      const response = await post('exchange', reply);
      if (!response.ok) break;
      reply = JSON.stringify(await agent.answer(await response.json()));
    }
  } catch {
    // Sartor is gone
  }
  clearInterval(heartbeats);
  // closing the last page ends a browser without a window
  window.close();
}
