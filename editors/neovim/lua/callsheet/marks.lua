--- How the state of subtasks and stages is shown: marks as on Callsheet's command line, colours of the colour scheme.
local M = {}

--- The marks of what has begun, by status of a subtask or state of a stage.
--- @type table<string, string>
local marks = { completed = '✓', done = '✓', in_progress = '~', open = '~', blocked = '✗' }

--- The highlight groups of what has begun, likewise.
--- @type table<string, string>
local group_of = {
  completed = 'CallsheetCompleted',
  done = 'CallsheetCompleted',
  in_progress = 'CallsheetInProgress',
  open = 'CallsheetInProgress',
  blocked = 'CallsheetBlocked',
}

--- The highlight groups of the plugin, and those that they are by default.
--- @type table<string, string>
local groups = {
  CallsheetTitle = 'Title',
  CallsheetLabel = 'Label',
  CallsheetCompleted = 'DiagnosticOk',
  CallsheetInProgress = 'DiagnosticWarn',
  CallsheetBlocked = 'DiagnosticError',
  CallsheetReady = 'DiagnosticInfo',
  CallsheetWaiting = 'Comment',
  CallsheetProblem = 'DiagnosticError',
}

--- Link the plugin's highlight groups, but for those that are set already.
function M.define_groups()
  for group, default in pairs(groups) do
    vim.api.nvim_set_hl(0, group, { link = default, default = true })
  end
end

--- The mark of a subtask.
--- @param subtask callsheet.Subtask
--- @return string
function M.mark(subtask)
  return marks[subtask.status] or '○'
end

--- The mark of one of the eight stages.
--- @param state 'done'|'open'|'missing'
--- @return string
function M.stage_mark(state)
  return marks[state] or '○'
end

--- The highlight group of a subtask.
--- @param subtask callsheet.Subtask
--- @return string
function M.group(subtask)
  return subtask.is_ready and 'CallsheetReady' or group_of[subtask.status] or 'CallsheetWaiting'
end

--- The highlight group of one of the eight stages.
--- @param state 'done'|'open'|'missing'
--- @return string
function M.stage_group(state)
  return group_of[state] or 'CallsheetWaiting'
end

--- Why a subtask that has not begun does not begin.
--- @param subtask callsheet.Subtask
--- @return string[]
local function obstacles(subtask)
  local found = {}
  if subtask.in_cycle then
    table.insert(found, 'waits for itself')
  elseif #subtask.waits_for > 0 then
    table.insert(found, 'waits for ' .. table.concat(subtask.waits_for, ', '))
  end
  if #subtask.missing > 0 then
    table.insert(found, table.concat(subtask.missing, ', ') .. ' missing')
  end
  if subtask.unclear then
    table.insert(found, 'depends_on cannot be read')
  end
  return found
end

--- What there is to say of a subtask beside its title; nil where nothing is.
--- @param subtask callsheet.Subtask
--- @return string?
function M.note(subtask)
  local parts = {}
  if subtask.is_ready then
    table.insert(parts, 'ready')
  elseif subtask.status == 'in_progress' then
    table.insert(parts, subtask.agent and ('in progress, ' .. subtask.agent) or 'in progress')
  elseif subtask.status ~= 'completed' then
    table.insert(parts, subtask.status == 'blocked' and 'blocked' or nil)
    vim.list_extend(parts, obstacles(subtask))
  end
  if #subtask.conflicts > 0 and subtask.status ~= 'completed' then
    table.insert(parts, 'writes the same file as ' .. table.concat(subtask.conflicts, ', '))
  end
  return #parts > 0 and table.concat(parts, '; ') or nil
end

return M
