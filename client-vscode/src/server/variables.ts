/** The environment variables of the programs that are run: what would lead Python astray is not among them. */

/**
 * Variables that make Python, pip or uv look elsewhere than they are told to: those of the interpreter itself
 * (`PYTHONPATH`, `PYTHONHOME` …), those of an environment that is active, and those that choose where pip installs.
 */
const MISLEADING =
  /^(PYTHON[A-Z0-9]+|__PYVENV_LAUNCHER__|VIRTUAL_ENV|CONDA_PREFIX|PIP_(TARGET|PREFIX|ROOT|USER)|UV_SYSTEM_PYTHON)$/i;

/** Variables under which Python keeps to what is installed beside it, writes UTF-8, and pip does as it is told. */
const ISOLATION = {
  PYTHONNOUSERSITE: "1",
  PYTHONUTF8: "1",
  // Also over what the settings files of pip say.
  PIP_USER: "0",
  PIP_NO_INPUT: "1",
  PIP_DISABLE_PIP_VERSION_CHECK: "1",
};

/** Environment variables under which Python, pip and uv use only what they are told to. */
export function isolated(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !MISLEADING.test(name));
  return { ...Object.fromEntries(kept), ...ISOLATION };
}

/** The name under which PATH stands: on Windows it is spelled in many ways. */
export function nameOfPath(env: NodeJS.ProcessEnv): string {
  return Object.keys(env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
}
