// Starts tests/sync/serve.py: the real Flask app with a database of its own, on a loopback port.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("../../", import.meta.url));
const environment = `${repository}.venv/bin/python`;
const python = process.env.PYTHON ?? (existsSync(environment) ? environment : "python3");

/** The server and someone who sits at it: `do` sends one of the commands of serve.py. */
export class RealServer {
  static async start() {
    const server = new RealServer();
    server.process = spawn(python, ["-m", "tests.sync.serve"], {
      cwd: repository,
      stdio: ["pipe", "pipe", "inherit"],
    });
    server.lines = createInterface({ input: server.process.stdout })[Symbol.asyncIterator]();
    const { port } = await server.#next();
    server.url = `http://127.0.0.1:${port}`;
    return server;
  }

  /** @param {string} command @param {object} [parameters] */
  async do(command, parameters = {}) {
    const turn = (this.turn ?? Promise.resolve()).then(() => {
      this.process.stdin.write(`${JSON.stringify({ do: command, ...parameters })}\n`);
      return this.#next();
    });
    this.turn = turn.catch(() => null);
    return turn;
  }

  async #next() {
    // Messages of the migration tool come on the same channel before the first line of JSON.
    for (;;) {
      const { value, done } = await this.lines.next();
      if (done) throw new Error("the server ended; see its messages above");
      if (/^(null|[[{"\d])/.test(value)) return JSON.parse(value);
    }
  }

  async stop() {
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.stdin.end();
    await ended;
  }
}
