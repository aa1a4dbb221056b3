--- Completion of the commands' arguments on the command line, from what the server knows at that moment.
local graph = require('callsheet.graph')
local place_of = require('callsheet.place')
local request = require('callsheet.request')
local subtasks = require('callsheet.subtasks')

local M = {}

--- What the server tells of the current buffer; nil where it does not answer, and quietly so while somebody types.
--- @param command string
--- @return any
local function ask(command)
  local place = place_of.of(require('callsheet.view').uri_at_cursor() or vim.uri_from_bufnr(0))
  return place and request.ask(place, command)
end

--- Those of some words that begin with what is typed.
--- @param words string[]
--- @param typed string
--- @return string[]
local function beginning_with(words, typed)
  return vim
    .iter(words)
    :filter(function(word)
      return vim.startswith(word, typed)
    end)
    :totable()
end

--- The names of the features that are not in the archive.
--- @return string[]
local function feature_names()
  local names = {}
  for _, feature in ipairs(ask('features') or {}) do
    table.insert(names, not feature.is_archived and feature.feature or nil)
  end
  return names
end

--- Completes the name of a feature.
--- @param typed string
--- @return string[]
function M.features(typed)
  return beginning_with(feature_names(), typed)
end

--- Completes a format, a kind of nodes or the name of a feature.
--- @param typed string
--- @return string[]
function M.graph(typed)
  return beginning_with(vim.iter({ graph.FORMATS, graph.KINDS, feature_names() }):flatten():totable(), typed)
end

--- Completes the number of a subtask that can take a step now.
--- @param step callsheet.Step
--- @return fun(typed: string): string[]
function M.subtasks(step)
  return function(typed)
    local feature = ask('feature')
    if not feature then
      return {}
    end
    local numbers = vim.tbl_map(function(subtask)
      return subtask.subtask
    end, subtasks.that_can(feature, step))
    return beginning_with(numbers, typed)
  end
end

return M
