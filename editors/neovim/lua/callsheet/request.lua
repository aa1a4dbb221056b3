--- The server's commands, run by `workspace/executeCommand`.
local message = require('callsheet.message')

local M = {}

--- `InvalidParams` of JSON-RPC: the argument does not fit what there is.
M.INVALID_PARAMS = -32602

--- The commands that change no file; before all others what changed on disk is read again.
local telling = { plan = true, graph = true, summary = true, stages = true, features = true, feature = true }

--- Say why a command failed.
--- @param failure lsp.ResponseError
function M.tell_failure(failure)
  message.warn(failure.message)
end

--- Run a command of the server. Its edits come back as requests of their own, see `callsheet.saving`.
--- @param place callsheet.Place
--- @param command string its name without `callsheet.`
--- @param argument table the members of its argument; `uri` is that of the place unless it is there
--- @param on_result fun(result: any)
--- @param on_failure? fun(failure: lsp.ResponseError) by default a message says why
function M.execute(place, command, argument, on_result, on_failure)
  if not telling[command] then
    vim.cmd.checktime() -- what an agent has written since must not be edited as it was before
  end
  local params = {
    command = 'callsheet.' .. command,
    arguments = { vim.tbl_extend('keep', argument, { uri = place.uri }) },
  }
  place.client:request('workspace/executeCommand', params, function(failure, result)
    if failure then
      (on_failure or M.tell_failure)(failure)
    else
      on_result(result)
    end
  end)
end

--- Run a command that tells something and wait for its answer, a second at most; nil where there is none.
--- @param place callsheet.Place
--- @param command string its name without `callsheet.`
--- @return any
function M.ask(place, command)
  local params = { command = 'callsheet.' .. command, arguments = { { uri = place.uri } } }
  local answer = place.client:request_sync('workspace/executeCommand', params, 1000)
  return answer and answer.result
end

return M
