"""The language of a file, by which editors colour a block of code."""

from __future__ import annotations

_BY_ENDING = {
    "c": "c h",
    "cpp": "cc cpp cxx hpp hh",
    "csharp": "cs",
    "css": "css",
    "dart": "dart",
    "dockerfile": "dockerfile",
    "elixir": "ex exs",
    "elm": "elm",
    "erlang": "erl",
    "fsharp": "fs",
    "gherkin": "feature",
    "go": "go",
    "graphql": "graphql gql",
    "groovy": "groovy gradle",
    "haskell": "hs",
    "html": "html htm",
    "ini": "ini cfg conf properties",
    "java": "java",
    "javascript": "js mjs cjs",
    "json": "json",
    "jsonc": "jsonc json5",
    "jsx": "jsx",
    "julia": "jl",
    "kotlin": "kt kts",
    "less": "less",
    "lua": "lua",
    "markdown": "md markdown mdx",
    "nix": "nix",
    "ocaml": "ml mli",
    "perl": "pl pm",
    "php": "php",
    "prisma": "prisma",
    "proto": "proto",
    "python": "py pyi",
    "r": "r",
    "ruby": "rb rake",
    "rust": "rs",
    "scala": "scala sc",
    "scss": "scss",
    "sh": "sh bash zsh",
    "sql": "sql",
    "svelte": "svelte",
    "swift": "swift",
    "terraform": "tf tfvars",
    "toml": "toml",
    "tsx": "tsx",
    "typescript": "ts mts cts",
    "vue": "vue",
    "xml": "xml svg xsd",
    "yaml": "yaml yml",
    "zig": "zig",
}
_LANGUAGES = {ending: language for language, endings in _BY_ENDING.items() for ending in endings.split()}
_BY_NAME = {"dockerfile": "dockerfile", "makefile": "make", "gemfile": "ruby", "rakefile": "ruby"}


def language_id(path: str) -> str:
    """The name that a fence takes for the language of a file; `text` where it is not known."""
    name = path.rsplit("/", 1)[-1].lower()
    return _BY_NAME.get(name) or _LANGUAGES.get(name.rpartition(".")[2] if "." in name else "", "text")
