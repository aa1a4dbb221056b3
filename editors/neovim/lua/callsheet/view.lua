--- Scratch windows that show something of a workspace, and follow its changes.
local place_of = require('callsheet.place')

local M = {}

--- A part of a line, with the highlight group that it is shown in.
--- @alias callsheet.Chunk [string, string?]

--- A line of a view.
--- @class callsheet.Line
--- @field chunks callsheet.Chunk[]
--- @field uri? string what <CR> opens, and what commands on the line are about

--- Fetches the lines that a view shows now.
--- @alias callsheet.Fetch fun(
---   place: callsheet.Place, on_lines: fun(lines: callsheet.Line[]), on_failure: fun(failure: lsp.ResponseError))

--- @class callsheet.View
--- @field name string what it shows, for its buffer's name: `plan/gift-cards`
--- @field place callsheet.Place whence it was opened
--- @field filetype string
--- @field fetch callsheet.Fetch
--- @field lines? callsheet.Line[] what it shows now

--- The views that there are, by buffer.
--- @type table<integer, callsheet.View>
local views = {}

local namespace = vim.api.nvim_create_namespace('callsheet')

--- A line of words without a colour.
--- @param text string
--- @param group? string
--- @return callsheet.Line
function M.line(text, group)
  return { chunks = { { text, group } } }
end

--- What a feature is called above what is said of it.
--- @param feature { feature: string, name?: string }
--- @return string
function M.title(feature)
  return feature.name and ('%s · %s'):format(feature.feature, feature.name) or feature.feature
end

--- Put a line's words together, with the bytes that each colour covers.
--- @param line callsheet.Line
--- @return string text
--- @return { first: integer, last: integer, group: string }[] colours bytes, 0-based, the end exclusive
local function laid_out(line)
  local text, colours = '', {}
  for _, chunk in ipairs(line.chunks) do
    local first = #text
    text = text .. chunk[1]:gsub('%c+', ' ')
    if chunk[2] then
      table.insert(colours, { first = first, last = #text, group = chunk[2] })
    end
  end
  return text, colours
end

--- @param bufnr integer
--- @param lines callsheet.Line[]
local function write(bufnr, lines)
  views[bufnr].lines = lines
  vim.bo[bufnr].modifiable = true
  local texts, colours = {}, {}
  for row, line in ipairs(lines) do
    texts[row], colours[row] = laid_out(line)
  end
  vim.api.nvim_buf_set_lines(bufnr, 0, -1, false, texts)
  for row, of_line in ipairs(colours) do
    for _, colour in ipairs(of_line) do
      local extent = { end_col = colour.last, hl_group = colour.group }
      vim.api.nvim_buf_set_extmark(bufnr, namespace, row - 1, colour.first, extent)
    end
  end
  vim.bo[bufnr].modifiable = false
  vim.bo[bufnr].modified = false
end

--- Show a view's present state; where it cannot be told, what keeps it from that.
--- @param bufnr integer
local function refresh(bufnr)
  local view = views[bufnr]
  local place = place_of.of(view.place.uri) -- its server may be another than at first
  if not place then
    return
  end
  local function show(lines)
    if views[bufnr] == view then
      write(bufnr, lines)
    end
  end
  view.fetch(place, show, function(failure)
    show({ M.line(failure.message, 'CallsheetProblem') })
  end)
end

--- Show the present state of all views that are open.
function M.refresh_all()
  for bufnr in pairs(views) do
    refresh(bufnr)
  end
end

--- @param bufnr integer
--- @return callsheet.Line? that of the cursor
local function line_at_cursor(bufnr)
  return views[bufnr].lines[vim.api.nvim_win_get_cursor(0)[1]]
end

--- Where the current buffer is a view: the file that stands for the cursor's line, else that from which it was opened.
--- @return string? uri nil in any other buffer
function M.uri_at_cursor()
  local bufnr = vim.api.nvim_get_current_buf()
  return views[bufnr] and (line_at_cursor(bufnr).uri or views[bufnr].place.uri)
end

--- Open a file in the window that was the last one before the view, as the quickfix window does.
--- @param uri string
local function open_beside(uri)
  local previous = vim.fn.win_getid(vim.fn.winnr('#'))
  local is_other = previous ~= 0 and previous ~= vim.api.nvim_get_current_win()
  if is_other and vim.bo[vim.api.nvim_win_get_buf(previous)].buftype == '' then
    vim.api.nvim_set_current_win(previous)
  else
    vim.cmd('aboveleft split')
  end
  vim.cmd.edit(vim.fn.fnameescape(vim.uri_to_fname(uri)))
end

--- @param bufnr integer
local function set_keys(bufnr)
  vim.keymap.set('n', '<CR>', function()
    local uri = line_at_cursor(bufnr).uri
    if uri then
      open_beside(uri)
    end
  end, { buffer = bufnr, desc = 'Open what stands here' })
  vim.keymap.set('n', 'R', function()
    refresh(bufnr)
  end, { buffer = bufnr, desc = 'Show the present state' })
  vim.keymap.set('n', 'q', '<Cmd>bwipeout<CR>', { buffer = bufnr, desc = 'Close this view' })
end

--- The buffer of a view's name, made unless it is there.
--- @param view callsheet.View
--- @return integer bufnr
local function buffer_for(view)
  local name = 'callsheet://' .. view.name
  local bufnr = vim.iter(vim.tbl_keys(views)):find(function(candidate)
    return vim.api.nvim_buf_get_name(candidate) == name
  end)
  if not bufnr then
    bufnr = vim.api.nvim_create_buf(false, true)
    vim.api.nvim_buf_set_name(bufnr, name)
    vim.bo[bufnr].bufhidden = 'wipe'
    vim.api.nvim_create_autocmd('BufWipeout', {
      buffer = bufnr,
      callback = function()
        views[bufnr] = nil
      end,
    })
    set_keys(bufnr)
  end
  views[bufnr] = view
  return bufnr
end

local WINDOW_OPTIONS =
  { cursorline = true, wrap = false, spell = false, number = false, relativenumber = false, signcolumn = 'no' }

--- Show a buffer: in the window that has it, else in a new one as high as its text, but at most half as high as the
--- screen.
--- @param bufnr integer
--- @param modifiers vim.api.keyset.cmd.mods such as `vertical`, of the user's command
local function show_window(bufnr, modifiers)
  local window = vim.fn.win_findbuf(bufnr)[1]
  if window then
    vim.api.nvim_set_current_win(window)
    return
  end
  vim.cmd.sbuffer({ args = { tostring(bufnr) }, mods = modifiers })
  if not modifiers.vertical and modifiers.tab == -1 then
    local lines = vim.api.nvim_buf_line_count(bufnr)
    vim.api.nvim_win_set_height(0, math.min(lines, math.floor(vim.o.lines / 2)))
  end
  for option, value in pairs(WINDOW_OPTIONS) do
    vim.wo[0][0][option] = value
  end
end

--- Open a view, with the cursor on the line of the file from which it is opened if there is one.
--- @param view callsheet.View
--- @param modifiers? vim.api.keyset.cmd.mods such as `vertical`, of the user's command
function M.open(view, modifiers)
  require('callsheet.marks').define_groups()
  view.fetch(view.place, function(lines)
    local bufnr = buffer_for(view)
    write(bufnr, lines)
    show_window(bufnr, modifiers or { tab = -1 })
    vim.bo[bufnr].filetype = view.filetype
    require('callsheet.commands').create(bufnr)
    for row, line in ipairs(lines) do
      if line.uri and place_of.path_of(line.uri) == place_of.path_of(view.place.uri) then
        vim.api.nvim_win_set_cursor(0, { row, 0 })
      end
    end
  end, require('callsheet.request').tell_failure)
end

return M
