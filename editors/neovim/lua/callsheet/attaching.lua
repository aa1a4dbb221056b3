--- What is set up when the server takes care of a buffer: commands in the buffer, and what the client does when the
--- server wishes it.
local M = {}

--- @param uri string
--- @param client vim.lsp.Client
--- @return callsheet.Place
local function place_in(uri, client)
  return require('callsheet.place').of(uri) or { uri = uri, root = client.root_dir, client = client }
end

--- What lenses and code actions run here instead of in the server alone: they open views or ask first. The argument is
--- the server's.
--- @type table<string, fun(place: callsheet.Place, argument: table)>
local COMMANDS = {
  ['callsheet.plan'] = function(place, argument)
    require('callsheet.plan').open(place, argument.feature)
  end,
  ['callsheet.summary'] = function(place, argument)
    require('callsheet.overviews').open_summary(place, argument.feature)
  end,
  ['callsheet.stages'] = function(place, argument)
    require('callsheet.overviews').open_stages(place, argument.feature)
  end,
  ['callsheet.complete'] = function(place, argument)
    require('callsheet.subtasks').find(place, argument.subtask, 'complete', function(subtask)
      require('callsheet.completing').complete(place, subtask, argument.summary, argument.force == true)
    end)
  end,
  ['callsheet.archive'] = function(place, argument)
    require('callsheet.features').archive(place, argument.feature, argument.force == true)
  end,
}

for _, name in ipairs({ 'start', 'block', 'unblock', 'reopen', 'completeReady', 'completeFeature' }) do
  COMMANDS['callsheet.' .. name] = function(place, argument)
    require('callsheet.request').execute(place, name, argument, function() end)
  end
end

--- Have a client run a command here. Neovim 0.11 takes the lens that was run off the screen, so it is shown again.
--- @param client vim.lsp.Client
--- @param run fun(place: callsheet.Place, argument: table)
--- @return fun(command: lsp.Command)
local function client_command(client, run)
  return function(command)
    local argument = (command.arguments or {})[1] or {}
    run(place_in(argument.uri or vim.uri_from_bufnr(0), client), argument)
    M.refresh_lenses(client)
  end
end

--- Fetch the lenses of the buffers that show some; newer versions of Neovim do so by themselves.
--- @param client vim.lsp.Client
function M.refresh_lenses(client)
  if vim.lsp.codelens.enable then
    return
  end
  for bufnr in pairs(client.attached_buffers) do
    if #vim.lsp.codelens.get(bufnr) > 0 then
      vim.lsp.codelens.refresh({ bufnr = bufnr })
    end
  end
end

--- Follow a change of features: in the views, and in the lenses that are shown.
--- @type lsp.Handler
local function features_changed(_, _, context)
  require('callsheet.view').refresh_all()
  M.refresh_lenses(assert(vim.lsp.get_client_by_id(context.client_id)))
end

--- Set up a buffer, and its client unless that is done; what the user's own configuration handles stays with that.
--- @param client vim.lsp.Client
--- @param bufnr integer
function M.attach(client, bufnr)
  require('callsheet.commands').create(bufnr)
  local handlers = client.handlers
  handlers['workspace/applyEdit'] = handlers['workspace/applyEdit'] or require('callsheet.saving').apply_edit
  handlers['callsheet/featuresChanged'] = handlers['callsheet/featuresChanged'] or features_changed
  for name, run in pairs(COMMANDS) do
    client.commands[name] = client.commands[name] or client_command(client, run)
  end
end

return M
