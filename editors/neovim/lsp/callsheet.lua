-- Callsheet for Neovim 0.11 and later. Copy this file to ~/.config/nvim/lsp/callsheet.lua (or put the folder above it
-- on 'runtimepath') and call vim.lsp.enable('callsheet'). It works by itself; the rest of the plugin adds commands.

--- What marks the root of a workspace.
local marks = { '.tmp/tasks', '.tmp/planning', '.tmp/contracts' }

--- Whether a file outside `.tmp` may be Callsheet's business: Markdown, because tasks refer to its lines and decision
--- records and retrospectives are written in it, and OpenAPI documents, which contracts may name wherever they lie.
local function is_outside_of_interest(bufnr, name)
  return vim.bo[bufnr].filetype == 'markdown' or vim.fs.basename(name):match('openapi') ~= nil
end

--- The workspace of a file: what stands before `.tmp/`, else the nearest folder above that holds a `callsheet.toml`, which
--- may say that artifacts lie anywhere, else one of the marks. Other JSON and YAML files are none of Callsheet's business,
--- and of TOML files only that one is.
local function root_dir(bufnr, on_dir)
  local name = vim.fs.normalize(vim.api.nvim_buf_get_name(bufnr))
  if vim.bo[bufnr].filetype == 'toml' then
    if vim.fs.basename(name) == 'callsheet.toml' then
      on_dir(vim.fs.dirname(name)) -- also where it is not saved yet
    end
    return
  end
  local root = nil
  for _, folder in ipairs({ 'tasks', 'planning', 'contracts', 'validation' }) do
    root = root or name:match('^(.*)/%.tmp/' .. folder .. '/')
  end
  root = root or vim.fs.root(bufnr, 'callsheet.toml')
  if not root and is_outside_of_interest(bufnr, name) then
    root = vim.fs.root(bufnr, function(entry, folder)
      return entry == '.tmp'
        and vim.iter(marks):any(function(mark)
          return vim.uv.fs_stat(folder .. '/' .. mark) ~= nil
        end)
    end)
  end
  if root then
    on_dir(root ~= '' and root or '/')
  end
end

--- Neovim 0.11 pulls diagnostics but does not know the server's request to pull again, which comes when a change in one
--- file means something for another. This answers it.
local function refresh_diagnostics(_, _, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  for bufnr in pairs(client and client.attached_buffers or {}) do
    local params = { textDocument = vim.lsp.util.make_text_document_params(bufnr) }
    client:request('textDocument/diagnostic', params, nil, bufnr)
  end
  return vim.NIL
end

--- Neovim's own completion expands snippets, which keys come as; CTRL-X CTRL-O alone would insert their filter text.
--- Set `autotrigger` to true to complete while typing.
local function on_attach(client, bufnr)
  vim.lsp.completion.enable(true, client.id, bufnr, { autotrigger = false })
end

--- What only the plugin can do: follow changes of features in its views, and ask for the summary of a subtask.
local of_plugin = vim.g.loaded_callsheet and { callsheet = { featuresChanged = true, completionSummary = true } } or nil

return {
  cmd = { 'callsheet', 'lsp' },
  filetypes = { 'json', 'jsonc', 'yaml', 'markdown', 'toml' },
  root_dir = root_dir,
  on_attach = on_attach,
  capabilities = { workspace = { diagnostics = { refreshSupport = true } }, experimental = of_plugin },
  handlers = { ['workspace/diagnostic/refresh'] = refresh_diagnostics },
}
