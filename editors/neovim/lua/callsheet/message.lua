--- What the plugin says, in one manner.
local M = {}

--- Say that something has been done.
--- @param text string one line, without a full stop
function M.tell(text)
  vim.notify('Callsheet: ' .. text, vim.log.levels.INFO)
end

--- Say that something cannot be done, and why.
--- @param text string one line, without a full stop
function M.warn(text)
  vim.notify('Callsheet: ' .. text, vim.log.levels.WARN)
end

return M
