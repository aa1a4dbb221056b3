--- Subtasks: which one is meant, and the steps of its life.
local features = require('callsheet.features')
local marks = require('callsheet.marks')
local message = require('callsheet.message')
local place_of = require('callsheet.place')
local request = require('callsheet.request')

local M = {}

--- A step of a subtask's life, which is the server's command of that name.
--- @alias callsheet.Step 'start'|'complete'|'block'|'unblock'|'reopen'

--- A subtask, as `callsheet.feature` gives it; not all of its members.
--- @class callsheet.Subtask
--- @field subtask string its number
--- @field title? string
--- @field status? string
--- @field uri string that of its file
--- @field agent? string who works on it, or is to
--- @field waits_for string[] the numbers of its dependencies that are not completed
--- @field missing string[] its dependencies that do not exist, as they are written
--- @field unclear boolean whether its dependencies cannot be read
--- @field in_cycle boolean
--- @field is_ready boolean
--- @field conflicts string[] the subtasks beside which it writes the same file
--- @field steps callsheet.Step[] what would not be refused now
--- @field can_force_completion boolean whether its completion is refused, and that can be overruled

--- The subtask that stands in a file.
--- @param feature callsheet.Feature
--- @param uri string
--- @return callsheet.Subtask?
function M.in_file(feature, uri)
  local path = place_of.path_of(uri)
  return vim.iter(feature.subtasks):find(function(subtask)
    return place_of.path_of(subtask.uri) == path
  end)
end

--- The subtask of a number, with its zero or without.
--- @param feature callsheet.Feature
--- @param number string
--- @return callsheet.Subtask?
function M.numbered(feature, number)
  return vim.iter(feature.subtasks):find(function(subtask)
    return subtask.subtask == number or (tonumber(number) ~= nil and tonumber(subtask.subtask) == tonumber(number))
  end)
end

--- The subtasks of a feature that can take a step now.
--- @param feature callsheet.Feature
--- @param step callsheet.Step
--- @return callsheet.Subtask[]
function M.that_can(feature, step)
  return vim
    .iter(feature.subtasks)
    :filter(function(subtask)
      return vim.list_contains(subtask.steps, step)
    end)
    :totable()
end

--- A subtask in one line, for a list to choose from.
--- @param subtask callsheet.Subtask
--- @return string
function M.line(subtask)
  local note = marks.note(subtask)
  local line = ('%s %s  %s'):format(marks.mark(subtask), subtask.subtask, subtask.title or '(no title)')
  return note and ('%s  (%s)'):format(line, note) or line
end

--- Choose one of some subtasks.
--- @param subtasks callsheet.Subtask[]
--- @param prompt string
--- @param on_choice fun(subtask: callsheet.Subtask) not called where nothing is chosen
function M.choose(subtasks, prompt, on_choice)
  local options = { prompt = prompt, kind = 'callsheet_subtask', format_item = M.line }
  vim.ui.select(subtasks, options, function(subtask)
    if subtask then
      on_choice(subtask)
    end
  end)
end

--- Look a subtask up: the one of a number, else that in the place's file, else one that is chosen of those that can
--- take a step.
--- @param place callsheet.Place
--- @param number? string
--- @param step callsheet.Step
--- @param on_subtask fun(subtask: callsheet.Subtask, feature: callsheet.Feature) not called where there is none
function M.find(place, number, step, on_subtask)
  features.find(place, nil, function(feature)
    local subtask = M.in_file(feature, place.uri)
    if number then
      subtask = M.numbered(feature, number)
      if not subtask then
        message.warn(('there is no subtask %s in %s'):format(number, feature.feature))
        return
      end
    end
    if subtask then
      on_subtask(subtask, feature)
      return
    end
    local able = M.that_can(feature, step)
    if #able == 0 then
      message.warn(('there is nothing to %s in %s'):format(step, feature.feature))
      return
    end
    M.choose(able, ('Which subtask to %s:'):format(step), function(chosen)
      on_subtask(chosen, feature)
    end)
  end)
end

--- Have a subtask take a step; its edit tells of itself.
--- @param place callsheet.Place
--- @param step callsheet.Step
--- @param number? string by default the place's subtask, or one that is chosen
function M.take(place, step, number)
  M.find(place, number, step, function(subtask)
    request.execute(place, step, { uri = subtask.uri }, function() end)
  end)
end

return M
