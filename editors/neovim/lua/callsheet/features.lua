--- Features: which one is meant, and the commands about one as a whole.
local message = require('callsheet.message')
local place_of = require('callsheet.place')
local request = require('callsheet.request')

local M = {}

--- A feature in a list of features, as the server's command `callsheet.features` gives it; not all of its members.
--- @class callsheet.Overview
--- @field feature string the name of its folder
--- @field name? string that of its task
--- @field uri string its folder's
--- @field completed integer how many of its subtasks are completed
--- @field total integer how many it has
--- @field progress integer in per cent
--- @field is_archived boolean

--- A feature with everything in it, as `callsheet.feature` gives it; not all of its members.
--- @class callsheet.Feature : callsheet.Overview
--- @field task? string the URI of its task's file
--- @field batches string[][] the numbers of the subtasks that run together, batch after batch
--- @field unplanned string[] those that lie in a cycle or behind one
--- @field critical_path string[]
--- @field cycles string[][]
--- @field missing { subtask: string, depends_on: string }[]
--- @field ready string[]
--- @field subtasks callsheet.Subtask[]

--- Choose one of the workspace's features that are not in the archive; that of the place comes first.
--- @param place callsheet.Place
--- @param on_choice fun(feature: string) its name; not called where nothing is chosen
function M.choose(place, on_choice)
  request.execute(place, 'features', {}, function(all)
    local path = place_of.path_of(place.uri)
    --- @type callsheet.Overview[]
    local features = {}
    for _, feature in ipairs(all) do
      if not feature.is_archived then
        local is_here = place_of.is_within(path, place_of.path_of(feature.uri))
        table.insert(features, is_here and 1 or #features + 1, feature)
      end
    end
    if #features < 2 then
      if features[1] then
        on_choice(features[1].feature)
      else
        message.warn('there is no feature here yet; `callsheet new feature NAME` makes one')
      end
      return
    end
    vim.ui.select(features, {
      prompt = 'Feature:',
      kind = 'callsheet_feature',
      format_item = function(feature)
        return ('%s  %d of %d completed'):format(feature.feature, feature.completed, feature.total)
      end,
    }, function(feature)
      if feature then
        on_choice(feature.feature)
      end
    end)
  end)
end

--- Look a feature up: the one of a name, else that in which the place lies, else one that is chosen.
--- @param place callsheet.Place
--- @param name? string of a feature's folder
--- @param on_feature fun(feature: callsheet.Feature) not called where nothing is chosen
function M.find(place, name, on_feature)
  request.execute(place, 'feature', { feature = name }, on_feature, function(failure)
    if name or failure.code ~= request.INVALID_PARAMS then
      request.tell_failure(failure)
      return
    end
    M.choose(place, function(chosen)
      request.execute(place, 'feature', { feature = chosen }, on_feature)
    end)
  end)
end

--- Run a command of the server about a feature; edits tell of themselves.
--- @param place callsheet.Place
--- @param command 'completeReady'|'completeFeature'
--- @param name? string of a feature's folder
function M.take(place, command, name)
  M.find(place, name, function(feature)
    request.execute(place, command, { feature = feature.feature }, function() end)
  end)
end

--- Ask whether a feature is to go to the archive, and move it there.
--- @param place callsheet.Place
--- @param name? string of a feature's folder
--- @param is_forced boolean whether it goes there although it is not finished
function M.archive(place, name, is_forced)
  M.find(place, name, function(feature)
    local move = ('Move %s to the archive'):format(feature.feature)
    local unfinished = feature.total - feature.completed
    if is_forced and unfinished > 0 then
      move = ('%s, with %d of %d subtasks not completed'):format(move, unfinished, feature.total)
    end
    local answers, options = { move, 'Leave it where it is' }, { prompt = 'Archive:', kind = 'callsheet_archive' }
    vim.ui.select(answers, options, function(choice)
      if choice == move then
        local argument = { feature = feature.feature, force = is_forced }
        request.execute(place, 'archive', argument, function() end, M.tell_refusal('CallsheetArchive!'))
      end
    end)
  end)
end

--- Say why a step is refused, and what overrules that if anything does.
--- @param forced string the command that overrules it, with its `!`
--- @return fun(failure: lsp.ResponseError)
function M.tell_refusal(forced)
  return function(failure)
    local can_be_forced = vim.tbl_get(failure, 'data', 'can_be_forced')
    message.warn(can_be_forced and ('%s (:%s overrules this)'):format(failure.message, forced) or failure.message)
  end
end

return M
