//! Callsheet in Zed: starts the language server that is on the PATH of the project.

use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct Callsheet;

impl zed::Extension for Callsheet {
    fn new() -> Self {
        Callsheet
    }

    fn language_server_command(&mut self, _server: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let command = worktree
            .which("callsheet")
            .ok_or("Callsheet is not on the PATH. Install it, for example with pipx, and restart Zed.")?;
        Ok(Command {
            command,
            args: vec!["lsp".to_string()],
            env: worktree.shell_env(),
        })
    }
}

zed::register_extension!(Callsheet);
