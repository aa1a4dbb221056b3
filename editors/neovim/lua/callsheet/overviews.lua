--- Views that tell how far features are: in a few figures, and on their way through the eight stages.
local marks = require('callsheet.marks')
local request = require('callsheet.request')
local view = require('callsheet.view')

local M = {}

--- @param lines callsheet.Line[]
--- @param feature { feature: string, name?: string }
local function add_title(lines, feature)
  if #lines > 0 then
    table.insert(lines, view.line(''))
  end
  table.insert(lines, view.line(view.title(feature), 'CallsheetTitle'))
end

--- @param lines callsheet.Line[]
--- @param place callsheet.Place
--- @param feature table as the server's command `callsheet.stages` gives it
local function add_stages(lines, place, feature)
  add_title(lines, feature)
  for _, stage in ipairs(feature.stages) do
    local group = marks.stage_group(stage.state)
    table.insert(lines, {
      chunks = {
        { ('  %s %d  '):format(marks.stage_mark(stage.state), stage.number), group },
        { ('%-27s'):format(stage.name) },
        { stage.note or '', 'CallsheetWaiting' },
      },
      uri = stage.artifacts[1] and vim.uri_from_fname(place.root .. '/' .. stage.artifacts[1]),
    })
  end
end

--- What is not zero of some counts: `2 errors, 1 warning`; nil where all are.
--- @param counts table<string, integer>
--- @param names [string, string, string][] each count's member, and what it is called: of one, of more
--- @return string?
local function counted(counts, names)
  local parts = {}
  for _, name in ipairs(names) do
    local count = counts[name[1]]
    if count > 0 then
      table.insert(parts, ('%d %s'):format(count, count == 1 and name[2] or name[3]))
    end
  end
  return #parts > 0 and table.concat(parts, ', ') or nil
end

local STATUSES = {
  { 'completed', 'completed', 'completed' },
  { 'in_progress', 'in progress', 'in progress' },
  { 'pending', 'pending', 'pending' },
  { 'blocked', 'blocked', 'blocked' },
}
local SEVERITIES = {
  { 'error', 'error', 'errors' },
  { 'warning', 'warning', 'warnings' },
  { 'information', 'note', 'notes' },
  { 'hint', 'hint', 'hints' },
}

--- @param stage { number: integer, name: string, note?: string }
--- @return string
local function stage_in_words(stage)
  local words = ('%d of 8: %s'):format(stage.number, stage.name)
  return stage.note and ('%s · %s'):format(words, stage.note) or words
end

--- @param lines callsheet.Line[]
--- @param _ callsheet.Place
--- @param feature table as the server's command `callsheet.summary` gives it
local function add_summary(lines, _, feature)
  add_title(lines, feature)
  local findings = counted(feature.findings, SEVERITIES)
  local stage = feature.stage
  local facts = {
    { 'Progress', ('%d of %d completed · %d %%'):format(feature.completed, feature.total, feature.progress) },
    { 'Subtasks', counted(feature, STATUSES) or 'none' },
    { 'Ready', #feature.ready > 0 and table.concat(feature.ready, ', ') or 'nothing' },
    { 'Stage', stage and stage_in_words(stage) or 'none' },
    { 'Findings', findings or 'none', findings and 'CallsheetProblem' or 'CallsheetCompleted' },
  }
  for _, fact in ipairs(facts) do
    table.insert(lines, { chunks = { { ('  %-10s'):format(fact[1]), 'CallsheetLabel' }, { fact[2], fact[3] } } })
  end
end

--- Open a view of what a command tells of each feature.
--- @param command 'stages'|'summary'
--- @param add fun(lines: callsheet.Line[], place: callsheet.Place, feature: table) adds what there is to say of one
--- @return fun(place: callsheet.Place, name?: string, modifiers?: vim.api.keyset.cmd.mods) opens it for the feature of
---   a name, else for that in which the place lies, else for all that are not archived
local function opener(command, add)
  return function(place, name, modifiers)
    view.open({
      name = name and ('%s/%s'):format(command, name) or command,
      place = place,
      filetype = 'callsheet',
      fetch = function(here, on_lines, on_failure)
        request.execute(here, command, { feature = name }, function(features)
          local lines = {}
          for _, feature in ipairs(features) do
            add(lines, here, feature)
          end
          on_lines(#lines > 0 and lines or { view.line('There is no feature here yet') })
        end, on_failure)
      end,
    }, modifiers)
  end
end

--- Open a view of the eight stages of features.
M.open_stages = opener('stages', add_stages)

--- Open a view of how far features are, in a few figures.
M.open_summary = opener('summary', add_summary)

return M
