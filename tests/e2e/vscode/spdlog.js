// Stands in for VS Code's native log writer (@vscode/spdlog), which would have to be compiled: without one the Output view
// stays empty and so does every log. The interface is that module's; log files of a test are too small to be rotated.

"use strict";

const { appendFileSync, mkdirSync } = require("node:fs");
const { dirname } = require("node:path");

/** The levels from 0 on, as the files name them; 6 is none at all. */
const LEVELS = ["trace", "debug", "info", "warning", "error", "critical"];

class Logger {
  constructor(_type, _name, path) {
    this.path = path;
    this.level = 2;
    this.isFormatted = true;
    mkdirSync(dirname(path), { recursive: true });
  }

  write(level, message) {
    if (level < this.level) return;
    const time = new Date().toISOString().replace("T", " ").replace("Z", "");
    appendFileSync(this.path, this.isFormatted ? `${time} [${LEVELS[level]}] ${message}\n` : message);
  }

  trace(message) { this.write(0, message); }
  debug(message) { this.write(1, message); }
  info(message) { this.write(2, message); }
  warn(message) { this.write(3, message); }
  error(message) { this.write(4, message); }
  critical(message) { this.write(5, message); }

  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() { this.isFormatted = true; }
  clearFormatters() { this.isFormatted = false; }
  flush() {}
  drop() {}
}

exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = async (name, path) => new Logger("rotating", name, path);
exports.createAsyncRotatingLogger = async (name, path) => new Logger("rotating_async", name, path);
