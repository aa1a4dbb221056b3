/** The commands that make the private environment, with uv or with what Python has itself. */

import type { Bundle } from "./bundle.ts";
import { pythonIn } from "./programs.ts";
import { OLDEST_PYTHON, TOO_NEW_PYTHON } from "./version.ts";

/** One command on the way to an environment. */
export interface Step {
  /** What it does, for people. */
  title: string;
  command: string;
  args: readonly string[];
  /** How much of the whole work it is, in per cent. */
  share: number;
  /** Matches the lines it prints for each library, of which there are about as many as the bundle names. */
  perLibrary?: RegExp;
  /** What to do where it fails; sentences. */
  advice: string;
}

/** The Pythons that uv may take, or fetch where there is none. */
export const PYTHON_RANGE = `>=${OLDEST_PYTHON},<${TOO_NEW_PYTHON}`;

const ENVIRONMENT = { title: "making a Python environment", advice: "The log says more." };
const LIBRARIES = {
  title: "installing libraries",
  advice: "They come from the network: see that it can be reached, through its proxy where there is one.",
};
const SERVER = { title: "installing the server", advice: "The log says more." };

/** Nothing that comes from the network is built here, which would run it. */
const ONLY_WHEELS = ["--only-binary", ":all:"];

/** With uv, which is fast and brings a Python where there is none. */
export function stepsWithUv(uv: string, folder: string, bundle: Bundle, platform: NodeJS.Platform): Step[] {
  const install = ["pip", "install", "--python", pythonIn(folder, platform)];
  return [
    {
      ...ENVIRONMENT,
      command: uv,
      args: ["venv", "--no-project", "--python", PYTHON_RANGE, folder],
      share: 20,
    },
    {
      ...LIBRARIES,
      command: uv,
      args: [...install, "--require-hashes", ...ONLY_WHEELS, "--requirement", bundle.requirements],
      share: 60,
    },
    { ...SERVER, command: uv, args: [...install, "--no-deps", bundle.wheel], share: 20 },
  ];
}

/** With the modules `venv` and `pip` of a Python. Modules are compiled when they are imported first; most never are. */
export function stepsWithPython(python: string, folder: string, bundle: Bundle, platform: NodeJS.Platform): Step[] {
  const command = pythonIn(folder, platform);
  const install = ["-I", "-m", "pip", "install", "--no-compile", "--progress-bar", "off"];
  return [
    { ...ENVIRONMENT, command: python, args: ["-I", "-m", "venv", folder], share: 15 },
    {
      ...LIBRARIES,
      command,
      args: [...install, "--require-hashes", ...ONLY_WHEELS, "--requirement", bundle.requirements],
      share: 75,
      perLibrary: /^(Collecting|Processing) /,
    },
    { ...SERVER, command, args: [...install, "--no-deps", "--no-index", bundle.wheel], share: 10 },
  ];
}
