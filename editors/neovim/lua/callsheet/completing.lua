--- Marking a subtask complete, with a summary of what was done.
local features = require('callsheet.features')
local message = require('callsheet.message')
local request = require('callsheet.request')
local subtasks = require('callsheet.subtasks')

local M = {}

--- Have the server complete a subtask. A summary that it finds too long is asked for again, with what was typed.
--- @param place callsheet.Place
--- @param subtask callsheet.Subtask
--- @param summary? string
--- @param is_forced boolean
local function send(place, subtask, summary, is_forced)
  local argument = { uri = subtask.uri, summary = summary ~= '' and summary or nil, force = is_forced }
  request.execute(place, 'complete', argument, function() end, function(failure)
    if summary and failure.code == request.INVALID_PARAMS then
      M.ask(place, subtask, is_forced, { typed = summary, reason = failure.message })
    else
      features.tell_refusal('CallsheetComplete!')(failure)
    end
  end)
end

--- Ask what was done, and complete a subtask; nothing happens where the question is left with <Esc>.
--- @param place callsheet.Place
--- @param subtask callsheet.Subtask
--- @param is_forced boolean whether it is completed although it waits for others or is blocked
--- @param refused? { typed: string, reason: string } an answer that could not be taken, and why
function M.ask(place, subtask, is_forced, refused)
  local note = refused and refused.reason or 'may be empty'
  local prompt = ('Summary of %s (%s): '):format(subtask.subtask, note)
  vim.ui.input({ prompt = prompt, default = refused and refused.typed }, function(summary)
    if summary then
      send(place, subtask, vim.trim(summary), is_forced)
    end
  end)
end

--- Complete a subtask. Without a summary that is asked for, unless the step is refused anyway.
--- @param place callsheet.Place
--- @param subtask callsheet.Subtask
--- @param summary? string
--- @param is_forced boolean
function M.complete(place, subtask, summary, is_forced)
  local is_refused = not vim.list_contains(subtask.steps, 'complete')
  if summary or (is_refused and not (is_forced and subtask.can_force_completion)) then
    send(place, subtask, summary, is_forced)
  else
    M.ask(place, subtask, is_forced)
  end
end

--- Carry out `:CallsheetComplete`. In a subtask's file the text is its summary, unless it is nothing but a number:
--- that is another subtask's. Elsewhere it begins with the number.
--- @param place callsheet.Place
--- @param text string
--- @param is_forced boolean
function M.run(place, text, is_forced)
  text = vim.trim(text)
  features.find(place, nil, function(feature)
    local number, summary = text:match('^(%d+)%s*(.*)$')
    local is_in_file = subtasks.in_file(feature, place.uri) ~= nil
    if number and is_in_file and summary ~= '' then
      number, summary = nil, text
    elseif not number then
      summary = text
    end
    if summary ~= '' and not number and not is_in_file then
      message.warn('say which subtask: :CallsheetComplete 03 What was done')
      return
    end
    subtasks.find(place, number, 'complete', function(subtask)
      M.complete(place, subtask, summary ~= '' and summary or nil, is_forced)
    end)
  end)
end

return M
