--- The server's process: started again, its log, and what is said where it cannot start.
local message = require('callsheet.message')

local M = {}

--- How long the server may take to end, in milliseconds.
local PATIENCE = 3000

--- Stop the server if it runs, and start it for all buffers that it takes care of.
function M.restart()
  local function clients()
    return vim.lsp.get_clients({ name = 'callsheet', _uninitialized = true })
  end
  for _, client in ipairs(clients()) do
    client:stop()
  end
  local function is_stopped()
    return #clients() == 0
  end
  if not vim.wait(PATIENCE, is_stopped, 20) then
    for _, client in ipairs(clients()) do
      client:stop(true)
    end
    vim.wait(PATIENCE, is_stopped, 20)
  end
  vim.lsp.enable('callsheet')
  message.tell('the server starts anew')
end

--- Open the log in which Neovim keeps what language servers say, at its end.
function M.open_log()
  local path = vim.lsp.log.get_filename()
  if not vim.uv.fs_stat(path) then
    message.tell('there is no log yet: ' .. path)
    return
  end
  vim.cmd('tabedit +setlocal\\ nomodifiable\\ autoread\\ noswapfile ' .. vim.fn.fnameescape(path))
  vim.cmd.normal({ 'G', bang = true })
end

--- Say once that the server's program is not there, if it were needed for a buffer. Neovim itself writes that to
--- its log only.
--- @param bufnr integer
function M.tell_missing(bufnr)
  local config = vim.lsp.config.callsheet
  if not config or type(config.cmd) ~= 'table' or type(config.root_dir) ~= 'function' then
    return -- the user's own
  end
  if vim.fn.executable(config.cmd[1]) == 1 then
    return
  end
  config.root_dir(bufnr, function()
    local text = 'Callsheet: the command `%s` is not found; :checkhealth callsheet says what to do'
    vim.notify_once(text:format(config.cmd[1]), vim.log.levels.WARN)
  end)
end

return M
