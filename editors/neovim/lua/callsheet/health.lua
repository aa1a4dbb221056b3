--- `:checkhealth callsheet`: whether all is there that the plugin needs, and what to do about what is not.
local health = vim.health

local M = {}

--- @return boolean is_new_enough
local function check_neovim()
  health.start('Neovim')
  local found = vim.version()
  local version = ('%d.%d.%d'):format(found.major, found.minor, found.patch)
  local is_new_enough = vim.fn.has('nvim-0.11') == 1
  if is_new_enough then
    health.ok('Neovim ' .. version)
  else
    health.error('Neovim ' .. version .. ' is too old', 'Install Neovim 0.11 or later')
  end
  return is_new_enough
end

--- @param command string[] how the server is started
local function check_version(command)
  local is_run, answer = pcall(function()
    return vim.system({ command[1], '--version' }, { text = true, timeout = 10000 }):wait()
  end)
  if is_run and answer.code == 0 then
    health.ok(('%s (%s)'):format(vim.trim(answer.stdout), vim.fn.exepath(command[1])))
  else
    local said = is_run and vim.trim(answer.stderr) or tostring(answer)
    health.error(('`%s --version` fails: %s'):format(command[1], said), 'Install it anew: `pipx reinstall callsheet`')
  end
end

--- @param config? vim.lsp.Config
local function check_command(config)
  health.start('The command')
  local command = config and config.cmd
  if type(command) ~= 'table' then
    health.info(command and 'A function of yours starts the server' or 'No configuration says how to start the server')
  elseif vim.fn.executable(command[1]) == 0 then
    health.error(('`%s` is not found'):format(command[1]), {
      'Install it: `pipx install callsheet`, or `pip install .` in a checkout',
      'Where it is not on the PATH: `vim.lsp.config("callsheet", { cmd = { "/path/to/callsheet", "lsp" } })`',
    })
  else
    check_version(command)
  end
end

--- @param config? vim.lsp.Config
local function check_configuration(config)
  health.start('The configuration')
  local files = vim.api.nvim_get_runtime_file('lsp/callsheet.lua', true)
  if not config then
    local advice = 'Put the plugin, or a copy of its `lsp/callsheet.lua`, on the runtime path'
    health.error('There is no configuration `callsheet`', advice)
    return
  end
  health.ok('Configured by ' .. (#files > 0 and table.concat(files, ', ') or 'your own call of vim.lsp.config()'))
  if #files > 1 then
    health.warn('There are several files of the configuration', 'Remove the copies: the plugin brings its own')
  end
  if not vim.lsp.is_enabled then
    health.info('This Neovim does not tell whether it is enabled')
  elseif vim.lsp.is_enabled('callsheet') then
    health.ok('Enabled')
  else
    health.error('Not enabled', "Call `vim.lsp.enable('callsheet')` in your init.lua")
  end
end

--- @param client vim.lsp.Client
local function report_client(client)
  local folders = vim.tbl_map(function(folder)
    return vim.uri_to_fname(folder.uri)
  end, client.workspace_folders or {})
  local version = vim.tbl_get(client, 'server_info', 'version') or 'of unknown version'
  local buffers = vim.tbl_count(client.attached_buffers)
  local where = #folders > 0 and table.concat(folders, ', ') or 'a single file'
  health.ok(('Server %s for %s, with %d %s'):format(version, where, buffers, buffers == 1 and 'buffer' or 'buffers'))
end

local function check_clients()
  health.start('The server')
  local clients = vim.lsp.get_clients({ name = 'callsheet' })
  for _, client in ipairs(clients) do
    report_client(client)
  end
  if #clients == 0 then
    health.warn('No server runs', {
      'Open a file below `.tmp/tasks/`, `.tmp/planning/` or `.tmp/contracts/`, or in a folder with a `callsheet.toml`',
      'If one is open: `:CallsheetRestart`; `:CallsheetLog` says why a server ended',
    })
  end
end

--- Report it.
function M.check()
  if not check_neovim() then
    return
  end
  local config = vim.lsp.config.callsheet
  check_command(config)
  check_configuration(config)
  check_clients()
end

return M
