-- Callsheet for Neovim 0.11 and later. Copy this file to ~/.config/nvim/lsp/callsheet.lua (or put the folder above it
-- on 'runtimepath') and call vim.lsp.enable('callsheet').

--- The workspace of a file: what stands before `.tmp/`, or the nearest folder above that holds `.tmp/tasks`.
--- JSON and YAML files elsewhere are none of Callsheet's business; Markdown files are, because tasks refer to their lines.
local function root_dir(bufnr, on_dir)
  local name = vim.fs.normalize(vim.api.nvim_buf_get_name(bufnr))
  local root = name:match('^(.*)/%.tmp/tasks/')
  if not root and vim.bo[bufnr].filetype == 'markdown' then
    root = vim.fs.root(bufnr, function(entry, folder)
      return entry == '.tmp' and vim.uv.fs_stat(folder .. '/.tmp/tasks') ~= nil
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

return {
  cmd = { 'callsheet', 'lsp' },
  filetypes = { 'json', 'jsonc', 'yaml', 'markdown' },
  root_dir = root_dir,
  on_attach = on_attach,
  capabilities = { workspace = { diagnostics = { refreshSupport = true } } },
  handlers = { ['workspace/diagnostic/refresh'] = refresh_diagnostics },
}
