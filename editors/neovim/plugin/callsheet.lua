-- Callsheet for Neovim: commands in the buffers that the language server takes care of. `:help callsheet`.
-- Whatever is behind them is loaded when the first of these buffers opens.
if vim.g.loaded_callsheet then
  return
end
vim.g.loaded_callsheet = true

local group = vim.api.nvim_create_augroup('callsheet', {})

vim.api.nvim_create_autocmd('LspAttach', {
  group = group,
  desc = 'Callsheet: commands and views',
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == 'callsheet' then
      require('callsheet.attaching').attach(client, event.buf)
    end
  end,
})

vim.api.nvim_create_autocmd('FileType', {
  group = group,
  desc = 'Callsheet: say so where the server is not installed',
  pattern = { 'json', 'jsonc', 'yaml', 'markdown', 'toml' },
  callback = function(event)
    if vim.fn.executable('callsheet') == 0 and vim.lsp.is_enabled and vim.lsp.is_enabled('callsheet') then
      require('callsheet.server').tell_missing(event.buf)
    end
  end,
})

vim.api.nvim_create_user_command('CallsheetRestart', function()
  require('callsheet.server').restart()
end, { desc = 'Start the language server anew' })

vim.api.nvim_create_user_command('CallsheetLog', function()
  require('callsheet.server').open_log()
end, { desc = 'Open the log of language servers' })
