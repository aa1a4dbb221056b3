--- The plan of a feature: its batches, what is ready, what waits for what, the critical path.
local features = require('callsheet.features')
local marks = require('callsheet.marks')
local request = require('callsheet.request')
local view = require('callsheet.view')

local M = {}

--- The widest title that notes are aligned to, in cells of the screen.
local WIDEST_TITLE = 60

--- @param subtask callsheet.Subtask
--- @param width integer the cells that its title takes
--- @return callsheet.Line
local function subtask_line(subtask, width)
  local group, title = marks.group(subtask), subtask.title or '(no title)'
  local chunks = { { '  ' .. marks.mark(subtask) .. ' ', group }, { subtask.subtask .. '  ' }, { title } }
  local note = marks.note(subtask)
  if note then
    local gap = (' '):rep(math.max(width - vim.api.nvim_strwidth(title), 0) + 2)
    table.insert(chunks, { gap .. note, group })
  end
  return { chunks = chunks, uri = subtask.uri }
end

--- @param label string
--- @param text string
--- @param group? string
--- @return callsheet.Line
local function fact_line(label, text, group)
  return { chunks = { { ('%-14s'):format(label), 'CallsheetLabel' }, { text, group } } }
end

--- What is to be said below the batches.
--- @param feature callsheet.Feature
--- @return callsheet.Line[]
local function facts(feature)
  local lines = {}
  if #feature.critical_path > 0 then
    table.insert(lines, fact_line('Critical path', table.concat(feature.critical_path, ' → ')))
  end
  local ready = #feature.ready > 0 and table.concat(feature.ready, ', ') or 'nothing'
  table.insert(lines, fact_line('Ready', ready, #feature.ready > 0 and 'CallsheetReady' or nil))
  for _, cycle in ipairs(feature.cycles) do
    table.insert(lines, fact_line('Cycle', table.concat(cycle, ', '), 'CallsheetProblem'))
  end
  for _, missing in ipairs(feature.missing) do
    local text = ('%s depends on %s, which does not exist'):format(missing.subtask, missing.depends_on)
    table.insert(lines, fact_line('Missing', text, 'CallsheetProblem'))
  end
  return lines
end

--- The plan in lines.
--- @param feature callsheet.Feature
--- @return callsheet.Line[]
local function lines_of(feature)
  local by_number, width = {}, 0
  for _, subtask in ipairs(feature.subtasks) do
    by_number[subtask.subtask] = subtask
    local cells = vim.api.nvim_strwidth(subtask.title or '')
    width = cells <= WIDEST_TITLE and math.max(width, cells) or width
  end
  local progress = ('%d of %d completed · %d %%'):format(feature.completed, feature.total, feature.progress)
  local title = { chunks = { { view.title(feature), 'CallsheetTitle' } }, uri = feature.task }
  local lines = { title, view.line(progress), view.line('') }
  local function add(heading, numbers)
    table.insert(lines, view.line(heading, 'CallsheetLabel'))
    for _, number in ipairs(numbers) do
      table.insert(lines, subtask_line(by_number[number], width))
    end
  end
  for index, numbers in ipairs(feature.batches) do
    add('Batch ' .. index, numbers)
  end
  if #feature.unplanned > 0 then
    add('In no batch', feature.unplanned)
  end
  table.insert(lines, view.line(''))
  return vim.list_extend(lines, facts(feature))
end

--- Open the plan of a feature.
--- @param place callsheet.Place
--- @param name? string of the feature's folder; by default that of the place, or one that is chosen
--- @param modifiers? vim.api.keyset.cmd.mods
function M.open(place, name, modifiers)
  features.find(place, name, function(found)
    view.open({
      name = 'plan/' .. found.feature,
      place = place,
      filetype = 'callsheet',
      fetch = function(here, on_lines, on_failure)
        request.execute(here, 'feature', { feature = found.feature }, function(feature)
          on_lines(lines_of(feature))
        end, on_failure)
      end,
    }, modifiers)
  end)
end

return M
