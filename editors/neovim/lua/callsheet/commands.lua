--- The commands of buffers that the server knows, and what carries each out.
local M = {}

--- @class callsheet.Command
--- @field description string
--- @field run fun(place: callsheet.Place, options: vim.api.keyset.create_user_command.command_args)
--- @field complete? fun(typed: string): string[]
--- @field nargs '?'|'*'
--- @field bang? boolean whether it takes a `!`

--- Nothing where no argument is given.
--- @param argument string
--- @return string?
local function given(argument)
  return argument ~= '' and argument or nil
end

--- Completion whose modules are loaded when it is asked for.
--- @param name 'features'|'graph'
--- @return fun(typed: string): string[]
local function completion(name)
  return function(typed)
    return require('callsheet.arguments')[name](typed)
  end
end

--- @param step callsheet.Step
--- @return fun(typed: string): string[]
local function completion_of_subtasks(step)
  return function(typed)
    return require('callsheet.arguments').subtasks(step)(typed)
  end
end

--- A command that has a subtask take a step.
--- @param step callsheet.Step
--- @param description string
--- @return callsheet.Command
local function step_command(step, description)
  return {
    description = description,
    nargs = '?',
    complete = completion_of_subtasks(step),
    run = function(place, options)
      require('callsheet.subtasks').take(place, step, given(options.args))
    end,
  }
end

--- A command about a feature.
--- @param description string
--- @param run fun(place: callsheet.Place, name?: string, options: vim.api.keyset.create_user_command.command_args)
--- @param bang? boolean
--- @return callsheet.Command
local function feature_command(description, run, bang)
  return {
    description = description,
    nargs = '?',
    bang = bang,
    complete = completion('features'),
    run = function(place, options)
      run(place, given(options.args), options)
    end,
  }
end

--- Every command by its name.
--- @type table<string, callsheet.Command>
M.COMMANDS = {
  CallsheetStart = step_command('start', 'Start a subtask'),
  CallsheetBlock = step_command('block', 'Set a subtask blocked'),
  CallsheetUnblock = step_command('unblock', 'Set a blocked subtask back to pending'),
  CallsheetReopen = step_command('reopen', 'Set a completed subtask back to pending'),
  CallsheetComplete = {
    description = 'Mark a subtask complete, with a summary; ! if it waits too',
    nargs = '*',
    bang = true,
    complete = completion_of_subtasks('complete'),
    run = function(place, options)
      require('callsheet.completing').run(place, options.args, options.bang)
    end,
  },
  CallsheetCompleteReady = feature_command('Mark all subtasks complete that can be', function(place, name)
    require('callsheet.features').take(place, 'completeReady', name)
  end),
  CallsheetCompleteFeature = feature_command('Mark the task of a feature complete', function(place, name)
    require('callsheet.features').take(place, 'completeFeature', name)
  end),
  CallsheetArchive = feature_command('Archive a feature; ! if unfinished too', function(place, name, options)
    require('callsheet.features').archive(place, name, options.bang)
  end, true),
  CallsheetPlan = feature_command('Show the plan of a feature', function(place, name, options)
    require('callsheet.plan').open(place, name, options.smods)
  end),
  CallsheetStages = feature_command('Show how far features are on their way', function(place, name, options)
    require('callsheet.overviews').open_stages(place, name, options.smods)
  end),
  CallsheetSummary = feature_command('Show how far features are, in a few figures', function(place, name, options)
    require('callsheet.overviews').open_summary(place, name, options.smods)
  end),
  CallsheetGraph = {
    description = 'Show what depends on what, for Mermaid or Graphviz',
    nargs = '*',
    complete = completion('graph'),
    run = function(place, options)
      require('callsheet.graph').open(place, options.fargs, options.smods)
    end,
  },
  CallsheetPick = feature_command('Pick a feature, a subtask and what to do with it', function(place, name)
    require('callsheet.picker').open(place, name)
  end),
}

--- Create the commands in a buffer.
--- @param bufnr integer
function M.create(bufnr)
  for name, command in pairs(M.COMMANDS) do
    vim.api.nvim_buf_create_user_command(bufnr, name, function(options)
      local place = require('callsheet.place').here()
      if place then
        command.run(place, options)
      end
    end, { desc = command.description, nargs = command.nargs, bang = command.bang, complete = command.complete })
  end
end

return M
