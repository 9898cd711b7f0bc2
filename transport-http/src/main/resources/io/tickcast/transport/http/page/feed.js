// The way to the service: the last decisions by request, then everything as it happens.

const STATUS = "/api/v1/status";
const SIGNALS = "/api/v1/signals";
const EVENTS = "/api/v1/events";
const SILENCE_MILLIS = 5000;
const SHORTEST_WAIT_MILLIS = 500;
const LONGEST_WAIT_MILLIS = 3000;

/**
 * Keeps a page supplied. Calls `on.recent(list)` with the kept decisions, newest first, after each fresh start;
 * `on.decision(entry)`, `on.status(status)`, `on.gap(count)`; and `on.link(state)` with connecting, live or lost.
 */
export class Feed {
  #on;
  #source = null;
  #heardAt = 0;
  #wait = SHORTEST_WAIT_MILLIS;
  #state = "connecting";

  constructor(on) {
    this.#on = on;
  }

  async start() {
    setInterval(() => this.#watch(), 1000);
    await this.#connect();
  }

  async #connect() {
    // A second attempt shows nothing fresh yet: what was lost stays lost until something is heard.
    this.#tell(this.#state);
    try {
      const [status, recent] = await Promise.all([ask(STATUS), ask(SIGNALS)]);
      this.#on.status(status);
      this.#on.recent(recent.signals);
      this.#listen(recent.last_event_id);
    } catch (failure) {
      console.warn(failure);
      this.#retry();
    }
  }

  #listen(after) {
    const source = new EventSource(`${EVENTS}?after=${encodeURIComponent(after)}`);
    this.#source = source;
    this.#heardAt = Date.now();
    source.onopen = () => this.#heard();
    source.addEventListener("decision", (event) => {
      this.#heard();
      this.#on.decision(JSON.parse(event.data));
    });
    source.addEventListener("status", (event) => {
      this.#heard();
      this.#on.status(JSON.parse(event.data));
    });
    source.addEventListener("gap", (event) => {
      const gap = JSON.parse(event.data);
      if (gap.reason === "new_run") {
        // Another life of the service: what is shown belongs to the one before.
        this.#stop();
        this.#connect();
        return;
      }
      this.#on.gap(gap.missed);
    });
    source.onerror = () => {
      if (source !== this.#source) {
        return;
      }
      this.#tell("lost");
      if (source.readyState === EventSource.CLOSED) {
        this.#retry();
      }
    };
  }

  #heard() {
    this.#heardAt = Date.now();
    this.#wait = SHORTEST_WAIT_MILLIS;
    this.#tell("live");
  }

  /** A connection can be dead without an error: the status comes every second, so silence is one. */
  #watch() {
    if (this.#source && Date.now() - this.#heardAt > SILENCE_MILLIS) {
      this.#tell("lost");
      this.#retry();
    }
  }

  #retry() {
    this.#stop();
    this.#tell("lost");
    setTimeout(() => this.#connect(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MILLIS);
  }

  #tell(state) {
    this.#state = state;
    this.#on.link(state);
  }

  #stop() {
    this.#source?.close();
    this.#source = null;
  }
}

async function ask(path) {
  const answer = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(SILENCE_MILLIS) });
  if (!answer.ok) {
    throw new Error(`${path} answered ${answer.status}`);
  }
  return answer.json();
}
