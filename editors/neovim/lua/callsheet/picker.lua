--- Features, their subtasks and what can be done with one, chosen step by step.
local completing = require('callsheet.completing')
local features = require('callsheet.features')
local request = require('callsheet.request')
local subtasks = require('callsheet.subtasks')

local M = {}

--- @class callsheet.PickedAction
--- @field title string
--- @field run fun()

--- What steps are called in the menu, in its order.
--- @type [callsheet.Step, string][]
local STEPS = {
  { 'start', 'Start' },
  { 'complete', 'Complete …' },
  { 'block', 'Block' },
  { 'unblock', 'Unblock' },
  { 'reopen', 'Reopen' },
}

--- What can be done with a subtask now.
--- @param place callsheet.Place
--- @param feature callsheet.Feature
--- @param subtask callsheet.Subtask
--- @return callsheet.PickedAction[]
local function actions(place, feature, subtask)
  local found = {
    {
      title = 'Open',
      run = function()
        vim.cmd.edit(vim.fn.fnameescape(vim.uri_to_fname(subtask.uri)))
      end,
    },
  }
  local function complete(is_forced)
    return function()
      completing.complete(place, subtask, nil, is_forced)
    end
  end
  for _, step in ipairs(STEPS) do
    if vim.list_contains(subtask.steps, step[1]) then
      local function take()
        request.execute(place, step[1], { uri = subtask.uri }, function() end)
      end
      table.insert(found, { title = step[2], run = step[1] == 'complete' and complete(false) or take })
    end
  end
  if subtask.can_force_completion then
    table.insert(found, { title = 'Complete even so …', run = complete(true) })
  end
  table.insert(found, {
    title = 'Plan of ' .. feature.feature,
    run = function()
      require('callsheet.plan').open({ uri = subtask.uri, root = place.root, client = place.client }, feature.feature)
    end,
  })
  return found
end

--- @param place callsheet.Place
--- @param feature callsheet.Feature
local function pick_subtask(place, feature)
  subtasks.choose(feature.subtasks, feature.feature .. ':', function(subtask)
    vim.ui.select(actions(place, feature, subtask), {
      prompt = subtasks.line(subtask),
      kind = 'callsheet_action',
      format_item = function(action)
        return action.title
      end,
    }, function(action)
      if action then
        action.run()
      end
    end)
  end)
end

--- Open the picker.
--- @param place callsheet.Place
--- @param name? string of a feature's folder; by default it is chosen, unless there is one only
function M.open(place, name)
  local function pick(chosen)
    features.find(place, chosen, function(feature)
      pick_subtask(place, feature)
    end)
  end
  if name then
    pick(name)
  else
    features.choose(place, pick)
  end
end

return M
