" Callsheet: files that direct teams of coding agents.
call callsheet#define('jsonc')
