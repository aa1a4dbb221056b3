--- The dependency graph as text that others draw.
local message = require('callsheet.message')
local request = require('callsheet.request')
local view = require('callsheet.view')

local M = {}

--- What the graph can be written in; the first is the default. Neovim has a filetype of each name.
--- @type string[]
M.FORMATS = { 'mermaid', 'dot' }

--- What the nodes can be; the first is the default.
--- @type string[]
M.KINDS = { 'subtasks', 'stories', 'contexts' }

--- What the words of `:CallsheetGraph` mean, in any order: a format, a kind, a feature's name.
--- @param words string[]
--- @return { format: string, kind?: string, feature?: string }
local function read(words)
  local meant = { format = M.FORMATS[1] }
  for _, word in ipairs(words) do
    if vim.list_contains(M.FORMATS, word) then
      meant.format = word
    elseif vim.list_contains(M.KINDS, word) then
      meant.kind = word
    else
      meant.feature = word
    end
  end
  return meant
end

--- @param text string
--- @return callsheet.Line[]
local function lines_of(text)
  return vim.tbl_map(view.line, vim.split(vim.trim(text), '\n', { plain = true }))
end

--- @param place callsheet.Place
--- @param meant { format: string, kind?: string, feature: string }
--- @param modifiers vim.api.keyset.cmd.mods
local function open_one(place, meant, modifiers)
  view.open({
    name = ('graph/%s.%s'):format(meant.feature, meant.format),
    place = place,
    filetype = meant.format,
    fetch = function(here, on_lines, on_failure)
      request.execute(here, 'graph', meant, function(graphs)
        on_lines(lines_of(graphs[1].text))
      end, on_failure)
    end,
  }, modifiers)
end

--- Open the graph of a feature, in Mermaid's or Graphviz's language.
--- @param place callsheet.Place
--- @param words string[] a format, a kind of nodes and the name of a feature, or some of these
--- @param modifiers vim.api.keyset.cmd.mods
function M.open(place, words, modifiers)
  local meant = read(words)
  request.execute(place, 'graph', meant, function(graphs)
    local names = vim.tbl_map(function(graph)
      return graph.feature
    end, graphs)
    if #names == 0 then
      message.warn('there is no feature here yet')
    elseif #names == 1 then
      open_one(place, vim.tbl_extend('force', meant, { feature = names[1] }), modifiers)
    else
      vim.ui.select(names, { prompt = 'Graph of the feature:', kind = 'callsheet_feature' }, function(name)
        if name then
          open_one(place, vim.tbl_extend('force', meant, { feature = name }), modifiers)
        end
      end)
    end
  end)
end

return M
