--- Where a command is run: the file that it is about, and the server that knows its workspace.
local M = {}

--- A file or folder of a workspace, and the server for it.
--- @class callsheet.Place
--- @field uri string that of the file
--- @field root string the folder of the workspace, without a slash at its end
--- @field client vim.lsp.Client

--- Whether a file is a folder, or lies in it.
--- @param path string
--- @param folder string without a slash at its end
--- @return boolean
function M.is_within(path, folder)
  return path == folder or vim.startswith(path, folder == '/' and folder or folder .. '/')
end

--- The path of a file, with slashes as separators.
--- @param uri string
--- @return string
function M.path_of(uri)
  return vim.fs.normalize(vim.uri_to_fname(uri), { expand_env = false })
end

--- The place of a file: the nearest workspace around it for which a server runs; nil where none does.
--- @param uri string
--- @return callsheet.Place?
function M.of(uri)
  local path, place = M.path_of(uri), nil
  for _, client in ipairs(vim.lsp.get_clients({ name = 'callsheet' })) do
    for _, folder in ipairs(client.workspace_folders or {}) do
      local root = M.path_of(folder.uri)
      if M.is_within(path, root) and (not place or #root > #place.root) then
        place = { uri = uri, root = root, client = client }
      end
    end
  end
  return place
end

--- The place of the current buffer: its file, or in a view the file that stands for the line of the cursor, else that
--- from which the view was opened. Where no server runs a message says so.
--- @return callsheet.Place?
function M.here()
  local uri = require('callsheet.view').uri_at_cursor() or vim.uri_from_bufnr(0)
  local place = M.of(uri)
  if not place then
    require('callsheet.message').warn('no server runs for this buffer; :CallsheetRestart starts it')
  end
  return place
end

return M
