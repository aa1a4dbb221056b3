--- Edits that the server asks for while a command runs, carried out and saved.
---
--- A step such as "02 is complete" is meant for all who read the files, so it has to stand on disk.
--- It is saved as a whole or not at all: not where a buffer that it changed had unsaved changes before, for those are
--- the user's to save.
local message = require('callsheet.message')

local M = {}

--- @class callsheet.BufferState
--- @field is_listed boolean
--- @field is_modified boolean
--- @field tick? integer the number of its changes; nil where it is not loaded

--- @return table<integer, callsheet.BufferState>
local function states_of_buffers()
  local states = {}
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    states[bufnr] = {
      is_listed = vim.bo[bufnr].buflisted,
      is_modified = vim.bo[bufnr].modified,
      tick = vim.api.nvim_buf_is_loaded(bufnr) and vim.api.nvim_buf_get_changedtick(bufnr) or nil,
    }
  end
  return states
end

--- The names of some buffers' files in alphabetical order, for a message.
--- @param buffers integer[]
--- @return string
local function names_of(buffers)
  if #buffers > 3 then
    return #buffers .. ' files'
  end
  local names = vim.tbl_map(function(bufnr)
    return vim.fs.basename(vim.api.nvim_buf_get_name(bufnr))
  end, buffers)
  table.sort(names)
  return table.concat(names, ', ')
end

--- Write buffers, up to the first that cannot be written.
--- @param buffers integer[]
--- @return string? failure which could not be written, and why
local function write(buffers)
  for _, bufnr in ipairs(buffers) do
    local is_written, failure = pcall(vim.api.nvim_buf_call, bufnr, function()
      vim.cmd('silent lockmarks keepalt update')
    end)
    if not is_written or vim.bo[bufnr].modified then
      local reason = tostring(failure):match('E%d+:[^\n]*') or 'it stays modified'
      return ('%s is not saved: %s'):format(names_of({ bufnr }), reason)
    end
  end
end

--- What an edit has done to the buffers.
--- @class callsheet.Effect
--- @field changed integer[] the buffers that it has changed and that are not written
--- @field loaded integer[] those that it has loaded
--- @field own integer[] those of `changed` that had unsaved changes before

--- @param before table<integer, callsheet.BufferState>
--- @return callsheet.Effect
local function effect_since(before)
  local effect = { changed = {}, loaded = {}, own = {} }
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    local state = before[bufnr] or { is_modified = false }
    if vim.bo[bufnr].modified and vim.api.nvim_buf_get_changedtick(bufnr) ~= state.tick then
      table.insert(effect.changed, bufnr)
      table.insert(effect.own, state.is_modified and bufnr or nil)
    end
    if vim.api.nvim_buf_is_loaded(bufnr) and not state.tick then
      table.insert(effect.loaded, bufnr)
    end
  end
  return effect
end

--- Let go of the buffers that were loaded for an edit only, so that later changes on disk are not missed in them.
--- @param buffers integer[]
--- @param before table<integer, callsheet.BufferState>
local function release(buffers, before)
  for _, bufnr in ipairs(buffers) do
    if vim.api.nvim_buf_is_loaded(bufnr) and not vim.bo[bufnr].modified and #vim.fn.win_findbuf(bufnr) == 0 then
      vim.api.nvim_buf_delete(bufnr, { unload = true })
      vim.bo[bufnr].buflisted = before[bufnr] ~= nil and before[bufnr].is_listed
    end
  end
end

--- Save what an edit has changed, and say so.
--- @param label string what was done
--- @param effect callsheet.Effect
--- @param before table<integer, callsheet.BufferState>
local function save(label, effect, before)
  if #effect.own > 0 then
    message.warn(('%s, unsaved: %s had unsaved changes (:wall saves all)'):format(label, names_of(effect.own)))
    return
  end
  local failure = write(effect.changed)
  if failure then
    message.warn(('%s, but %s'):format(label, failure))
    return
  end
  message.tell(#effect.changed > 0 and ('%s (saved %s)'):format(label, names_of(effect.changed)) or label)
  vim.schedule(function() -- Neovim 0.11 complains of a buffer that goes while a client is being attached to it
    release(effect.loaded, before)
  end)
end

--- Answer `workspace/applyEdit`: as Neovim does, then save.
--- @type lsp.Handler
function M.apply_edit(failure, params, context)
  local before = states_of_buffers()
  -- without its label, which Neovim would print beside our message
  local answer = vim.lsp.handlers['workspace/applyEdit'](failure, { edit = params.edit }, context)
  local effect = effect_since(before)
  if answer.applied then
    vim.schedule(function() -- the server has its answer before it is told of saved files
      save(params.label, effect, before)
    end)
  end
  return answer
end

return M
