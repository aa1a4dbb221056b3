--- Edits that the server asks for while a command runs, carried out and saved.
---
--- A step such as "02 is complete" is meant for all who read the files, so it has to stand on disk and not in buffers only.
--- It is saved as a whole or not at all: not where a buffer that it changed had unsaved changes before, for those are not
--- the command's to save.
local message = require('callsheet.message')

local M = {}

--- @class callsheet.BufferState
--- @field is_loaded boolean
--- @field is_listed boolean
--- @field is_modified boolean

--- @return table<integer, callsheet.BufferState>
local function states_of_buffers()
  local states = {}
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    states[bufnr] = {
      is_loaded = vim.api.nvim_buf_is_loaded(bufnr),
      is_listed = vim.bo[bufnr].buflisted,
      is_modified = vim.bo[bufnr].modified,
    }
  end
  return states
end

--- Every buffer's number of changes so far.
--- @return table<integer, integer>
local function ticks_of_buffers()
  local ticks = {}
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    ticks[bufnr] = vim.api.nvim_buf_is_loaded(bufnr) and vim.api.nvim_buf_get_changedtick(bufnr) or nil
  end
  return ticks
end

--- The names of some buffers' files, for a message.
--- @param buffers integer[]
--- @return string
local function names_of(buffers)
  if #buffers > 3 then
    return #buffers .. ' files'
  end
  return vim
    .iter(buffers)
    :map(function(bufnr)
      return vim.fs.basename(vim.api.nvim_buf_get_name(bufnr))
    end)
    :join(', ')
end

--- Write buffers; gives what went wrong, nil where nothing did.
--- @param buffers integer[]
--- @return string?
local function write(buffers)
  for _, bufnr in ipairs(buffers) do
    local is_written, failure = pcall(vim.api.nvim_buf_call, bufnr, function()
      vim.cmd('silent lockmarks keepalt update')
    end)
    if not is_written or vim.bo[bufnr].modified then
      return (tostring(failure):match('E%d+:.*') or 'it stays modified'):gsub('%s+', ' ')
    end
  end
end

--- Let go of the buffers that were loaded for an edit only, so that a later change on disk is not missed in them.
--- @param buffers integer[]
--- @param before table<integer, callsheet.BufferState>
local function release(buffers, before)
  for _, bufnr in ipairs(buffers) do
    local state = before[bufnr]
    if not (state and state.is_loaded) and #vim.fn.win_findbuf(bufnr) == 0 then
      vim.api.nvim_buf_delete(bufnr, { unload = true })
      vim.bo[bufnr].buflisted = state ~= nil and state.is_listed
    end
  end
end

--- Save what an edit has changed, and say so.
--- @param label string what was done
--- @param buffers integer[] those that the edit has changed
--- @param before table<integer, callsheet.BufferState>
local function save(label, buffers, before)
  local own = vim
    .iter(buffers)
    :filter(function(bufnr)
      return before[bufnr] ~= nil and before[bufnr].is_modified
    end)
    :totable()
  if #own > 0 then
    message.warn(('%s: not saved, because you have unsaved changes in %s; :wall saves all'):format(label, names_of(own)))
    return
  end
  local failure = write(buffers)
  if failure then
    message.warn(('%s: not saved: %s'):format(label, failure))
    return
  end
  message.tell(('%s (saved %s)'):format(label, names_of(buffers)))
  release(buffers, before)
end

--- The buffers that have changed and are not written, in the order of their numbers.
--- @param ticks table<integer, integer> their numbers of changes before
--- @return integer[]
local function changed_since(ticks)
  return vim
    .iter(vim.api.nvim_list_bufs())
    :filter(function(bufnr)
      return vim.bo[bufnr].modified and vim.api.nvim_buf_get_changedtick(bufnr) ~= ticks[bufnr]
    end)
    :totable()
end

--- Answer `workspace/applyEdit`: as Neovim does, then save.
--- @type lsp.Handler
function M.apply_edit(failure, params, context)
  local before, ticks = states_of_buffers(), ticks_of_buffers()
  -- without its label, which Neovim would print beside our message
  local answer = vim.lsp.handlers['workspace/applyEdit'](failure, { edit = params.edit }, context)
  if answer.applied then
    vim.schedule(function()
      save(params.label or 'Done', changed_since(ticks), before)
    end)
  end
  return answer
end

return M
